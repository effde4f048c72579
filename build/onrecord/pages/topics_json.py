"""The index for programs: our own JSON, SKOS, and schema.org's set of terms."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from onrecord.anchors import fragment_of
from onrecord.model import Download, Draft
from onrecord.pages.paging import Leaf, divide
from onrecord.store import fingerprint, fingerprint_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.model import Episode, EpisodeStore, Heading, Milliseconds, Passage, Site

JSON, SKOS = "topics.json", "topics.jsonld"
# Episodes: one has half a kilobyte of locators a topic, 1.3 of its first one. Of a thousand episodes, `topics.json` has 2 to 4 MB.
A_FILE = 50


def write_topics_json(
    headings: Sequence[Heading], store: EpisodeStore, site: Site
) -> Iterator[Draft]:
    """Give `topics.json`, heaviest topic first, with the locators of each in the newest episodes, and a file for those of earlier ones.

    The file of all locators of a thousand episodes would have 30 MB, and be written anew for each new episode.
    """
    heaviest = sorted(headings, key=lambda heading: (-heading.weight, heading.id))
    first: list[tuple[Heading, Leaf[int]]] = []
    for heading in heaviest:
        leaf, *earlier = divide(
            heading.occurrences.newest, JSON, f"topics/{heading.id}/earlier/", A_FILE, ".json"
        )
        first.append((heading, leaf))
        for each in earlier:
            version = fingerprint_texts(heading.label, each.next, _versions(heading, each))
            yield Draft(
                url=each.url,
                fingerprint=version,
                make=partial(_earlier, heading, each, store, site),
            )
    version = fingerprint(
        [(_facts(heading), leaf.next, _versions(heading, leaf)) for heading, leaf in first]
    )
    yield Draft(url=JSON, fingerprint=version, make=partial(_newest, first, store, site))


def _newest(
    first: Sequence[tuple[Heading, Leaf[int]]], store: EpisodeStore, site: Site
) -> Download:
    parts = [
        part for heading, leaf in first for part in (b",", _topic(heading, leaf, store, site))
    ][1:]
    return Download(url=JSON, content=b"".join((b'{"version":1,"topics":[', *parts, b"]}\n")))


def _earlier(heading: Heading, leaf: Leaf[int], store: EpisodeStore, site: Site) -> Download:
    return Download(
        url=leaf.url, content=b'{"version":1,"topics":[%s]}\n' % _topic(heading, leaf, store, site)
    )


def _versions(heading: Heading, leaf: Leaf[int]) -> str:
    ordered = heading.occurrences.ordered
    return "".join([ordered[episode].version for episode in leaf.shown])


def _facts(heading: Heading) -> dict[str, object]:
    return {
        "id": heading.id,
        "label": heading.label,
        "aliases": [*heading.aliases],
        "seeAlso": [*heading.see_also],
        "weight": heading.weight,
        "origin": heading.origin,
    }


def _topic(heading: Heading, leaf: Leaf[int], store: EpisodeStore, site: Site) -> bytes:
    """Give a topic with its locators in some episodes, from the oldest on.

    As text, which the episodes have left: five times as much as values.
    """
    occurrences = [
        occurrence
        for episode in reversed(leaf.shown)
        for occurrence in heading.occurrences.of(episode)
    ]
    locators = b",".join(store.locators(summary.slug)[place] for summary, place in occurrences)
    if len(occurrences) != len(leaf.shown):
        # An acronym and what it stands for, in one episode: each has the passages that name both.
        once = {locator["url"]: locator for locator in reversed(json.loads(b"[%s]" % locators))}
        locators = _dump([*once.values()][::-1])[1:-1].encode()
    facts = _facts(heading) if leaf.number == 0 else {"id": heading.id, "label": heading.label}
    further = (
        b',"earlier":%s' % _dump((site.url or site.base) + leaf.next).encode() if leaf.next else b""
    )
    return b'%s,"locators":[%s]%s}' % (_dump(facts)[:-1].encode(), locators, further)


def write_locators(episode: Episode, site: Site) -> tuple[bytes, ...]:
    """Give the passages of each of an episode's topics as `topics.json` has them."""
    home = f"{site.url or site.base}episodes/{episode.slug}/"
    return tuple(
        ",".join(_dump(_locator(episode, passage, home)) for passage in term.passages).encode()
        for term in episode.topics
    )


def _locator(episode: Episode, passage: Passage, home: str) -> object:
    chapter = (
        episode.chapters[passage.chapter] if 0 <= passage.chapter < len(episode.chapters) else None
    )
    return {
        "episode": episode.slug,
        "chapter": chapter.title if chapter else "",
        "url": f"{home}{chapter.slug}/#{fragment_of(passage.first, passage.last)}"
        if chapter
        else home,
        "start": _seconds(passage.start),
        "end": _seconds(passage.end),
        "main": passage.main,
    }


def write_topics_skos(headings: Sequence[Heading], site: Site) -> Draft:
    """Give the index as a SKOS concept scheme and a schema.org DefinedTermSet in one JSON-LD document."""
    home = site.url or site.base
    scheme = f"{home}topics/"
    concepts = [
        {
            "@id": f"{scheme}{heading.id}/",
            "@type": ["skos:Concept", "DefinedTerm"],
            "skos:prefLabel": {"@value": heading.label, "@language": site.language},
            "name": heading.label,
            "url": f"{scheme}{heading.id}/",
            "skos:inScheme": {"@id": scheme},
            "inDefinedTermSet": {"@id": scheme},
            **(
                {
                    "skos:altLabel": [
                        {"@value": alias, "@language": site.language} for alias in heading.aliases
                    ]
                }
                if heading.aliases
                else {}
            ),
            **({"alternateName": [*heading.aliases]} if heading.aliases else {}),
            **(
                {"skos:related": [{"@id": f"{scheme}{other}/"} for other in heading.see_also]}
                if heading.see_also
                else {}
            ),
            **(
                {"skos:definition": heading.definition, "description": heading.definition}
                if heading.definition
                else {}
            ),
        }
        for heading in headings
    ]
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
    content = _dump(document) + "\n"
    return Draft(
        url=SKOS, fingerprint=fingerprint(content), make=lambda: Download(url=SKOS, content=content)
    )


def _seconds(time: Milliseconds | None) -> float | None:
    return None if time is None else time / 1000


def _dump(document: object) -> str:
    # Indented it would be a third larger, and take ten times as long: only without does Python use its encoder written in C.
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
