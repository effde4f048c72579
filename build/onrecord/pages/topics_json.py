"""The topic index for programs: our own JSON, SKOS, and a set of terms of schema.org."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from onrecord.model import Download, Draft
from onrecord.pages.locator import passage_chapter, passage_url
from onrecord.pages.paging import ListPage, paginate
from onrecord.pages.urls import topic_url
from onrecord.store import fingerprint

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from onrecord.model import Episode, EpisodeStore, Heading, Milliseconds, Passage, Site

JSON, SKOS = "topics.json", "topics.jsonld"
# Episodes. One has half a kilobyte of locators a topic, 1.3 for its first one. For a thousand
# episodes, `topics.json` has 2 to 4 MB.
FILE_SIZE = 50


def write_topics_json(
    headings: Sequence[Heading],
    store: EpisodeStore,
    site: Site,
    *,
    unchanged: Collection[str] = (),
) -> Iterator[Draft]:
    """Yield drafts of `topics.json`, most discussed topic first, and of files beside it.

    `topics.json` has the locators of the newest episodes; the files have those of earlier ones.

    A file with all locators of a thousand episodes would have 30 MB, and be rewritten for each new
    episode.

    Args:
        headings: of the index.
        store: artifacts of the episodes.
        site: where it is published.
        unchanged: keys of topics that have no file of their own here.
    """
    heaviest = sorted(headings, key=lambda heading: (-heading.weight, heading.id))
    first: list[tuple[Heading, ListPage[int]]] = []
    for heading in heaviest:
        folder = f"{topic_url(heading.id)}earlier/"
        newest, *earlier = paginate(heading.occurrences.newest, JSON, folder, FILE_SIZE, ".json")
        first.append((heading, newest))
        for each in () if heading.key in unchanged else earlier:
            shown = heading.occurrences.versions(each.shown)
            version = fingerprint(heading.label, each.next, shown)
            yield Draft(
                url=each.url,
                fingerprint=version,
                make=partial(_file, each.url, [(heading, each)], store, site),
                topic=heading.key,
            )
    version = fingerprint(
        [
            (_facts(heading), page.next, heading.occurrences.versions(page.shown))
            for heading, page in first
        ]
    )
    yield Draft(url=JSON, fingerprint=version, make=partial(_file, JSON, first, store, site))


def _file(
    url: str, listed: Sequence[tuple[Heading, ListPage[int]]], store: EpisodeStore, site: Site
) -> Download:
    topics = [_topic(heading, page, store, site) for heading, page in listed]
    return Download(url=url, content=b'{"version":1,"topics":[%s]}\n' % b",".join(topics))


def _facts(heading: Heading) -> dict[str, object]:
    return {
        "id": heading.id,
        "label": heading.label,
        "aliases": [*heading.aliases],
        "seeAlso": [*heading.see_also],
        "weight": heading.weight,
        "origin": heading.origin,
    }


def _topic(heading: Heading, page: ListPage[int], store: EpisodeStore, site: Site) -> bytes:
    """Return a topic with its locators in some episodes, from the oldest on.

    Locators are joined as the text that the store has; as values they would take five times as
    long.
    """
    occurrences = [
        occurrence
        for episode in reversed(page.shown)
        for occurrence in heading.occurrences.of(episode)
    ]
    locators = b",".join(store.locators(summary.slug)[place] for summary, place in occurrences)
    if len(occurrences) != len(page.shown):
        # An acronym and what it stands for, in one episode, each have the passages that name both.
        once = {locator["url"]: locator for locator in reversed(json.loads(b"[%s]" % locators))}
        locators = _dump([*once.values()][::-1])[1:-1].encode()
    facts = _facts(heading) if page.is_first else {"id": heading.id, "label": heading.label}
    earlier = b',"earlier":%s' % _dump(site.address + page.next).encode() if page.next else b""
    return b'%s,"locators":[%s]%s}' % (_dump(facts)[:-1].encode(), locators, earlier)


def write_locators(episode: Episode, site: Site) -> tuple[bytes, ...]:
    """Return the locators of each topic of an episode in the form of `topics.json`."""
    return tuple(
        ",".join(
            _dump(_locator(episode, passage, site.address)) for passage in term.passages
        ).encode()
        for term in episode.topics
    )


def _locator(episode: Episode, passage: Passage, address: str) -> object:
    return {
        "episode": episode.slug,
        "chapter": passage_chapter(episode, passage),
        "url": address + passage_url(episode, passage),
        "start": _seconds(passage.start),
        "end": _seconds(passage.end),
        "main": passage.main,
    }


def write_topics_skos(headings: Sequence[Heading], site: Site) -> Draft:
    """Return the draft of the index as JSON-LD: a SKOS concept scheme and a DefinedTermSet."""
    shown = [(one.id, one.label, one.aliases, one.see_also, one.definition) for one in headings]
    return Draft(url=SKOS, fingerprint=fingerprint(shown), make=partial(_skos, headings, site))


def _skos(headings: Sequence[Heading], site: Site) -> Download:
    scheme = f"{site.address}topics/"
    concepts = [_concept(heading, scheme, site.language) for heading in headings]
    document = {
        "@context": {
            "@vocab": "https://schema.org/",
            "skos": "http://www.w3.org/2004/02/skos/core#",
        },
        "@graph": [
            {
                "@id": scheme,
                "@type": ["skos:ConceptScheme", "DefinedTermSet"],
                "name": f"Topics of {site.title}",
                "url": scheme,
            },
            *concepts,
        ],
    }
    return Download(url=SKOS, content=_dump(document) + "\n")


def _concept(heading: Heading, scheme: str, language: str) -> dict[str, object]:
    def labelled(text: str) -> dict[str, str]:
        return {"@value": text, "@language": language}

    concept: dict[str, object] = {
        "@id": f"{scheme}{heading.id}/",
        "@type": ["skos:Concept", "DefinedTerm"],
        "skos:prefLabel": labelled(heading.label),
        "name": heading.label,
        "url": f"{scheme}{heading.id}/",
        "skos:inScheme": {"@id": scheme},
        "inDefinedTermSet": {"@id": scheme},
    }
    if heading.aliases:
        concept["skos:altLabel"] = [labelled(alias) for alias in heading.aliases]
        concept["alternateName"] = [*heading.aliases]
    if heading.see_also:
        concept["skos:related"] = [{"@id": f"{scheme}{other}/"} for other in heading.see_also]
    if heading.definition:
        concept |= {"skos:definition": heading.definition, "description": heading.definition}
    return concept


def _seconds(time: Milliseconds | None) -> float | None:
    return None if time is None else time / 1000


def _dump(document: object) -> str:
    # Not indented: a third smaller, and ten times as fast, since only then does Python use its
    # encoder written in C.
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
