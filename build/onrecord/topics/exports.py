"""The index for programs: our own JSON, SKOS, and schema.org's set of terms."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from onrecord.anchors import fragment_of
from onrecord.model import Download
from onrecord.store import fingerprint
from onrecord.summary import Draft, from_oldest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Episode, Milliseconds, Passage, Site, Slug
    from onrecord.summary import Heading, Shelf

JSON, SKOS = "topics.json", "topics.jsonld"


def write_json(headings: Sequence[Heading], shelf: Shelf) -> Draft:
    """Give `topics.json`, heaviest topic first."""
    heaviest = sorted(headings, key=lambda heading: (-heading.weight, heading.id))

    def make() -> Download:
        # As text, and no longer than it must be: a thousand episodes have 30 MB of locators, and five times that as values.
        located = _gather(headings, shelf)
        parts = [_topic(heading, located.pop(heading.id)) for heading in heaviest]
        return Download(url=JSON, content=b'{"version":1,"topics":[%s]}\n' % b",".join(parts))

    shows = [(_facts(heading), "".join(member.summary.version for member in heading.members)) for heading in heaviest]
    return Draft(url=JSON, shows=fingerprint(shows), make=make)


def _facts(heading: Heading) -> dict[str, object]:
    return {
        "id": heading.id,
        "label": heading.label,
        "aliases": [*heading.aliases],
        "seeAlso": [*heading.see_also],
        "weight": heading.weight,
        "origin": heading.origin,
    }


def _gather(headings: Sequence[Heading], shelf: Shelf) -> dict[Slug, list[bytes]]:
    """Give the locators of each heading; each episode is opened once."""
    wanted: dict[Slug, list[tuple[int, Slug]]] = {}
    for heading in headings:
        for summary, place in heading.members:
            wanted.setdefault(summary.slug, []).append((place, heading.id))
    found: dict[Slug, list[bytes]] = {heading.id: [] for heading in headings}
    for summary in from_oldest({member.summary.slug: member.summary for heading in headings for member in heading.members}.values()):
        own = shelf.locators(summary.slug)
        for place, heading_id in wanted[summary.slug]:
            found[heading_id].append(own[place])
    return found


def _topic(heading: Heading, located: Sequence[bytes]) -> bytes:
    locators = b",".join(located)
    if len(heading.members) != heading.episodes:
        # An acronym and what it stands for, in one episode: each has the passages that name both.
        once = {locator["url"]: locator for locator in reversed(json.loads(b"[%s]" % locators))}
        locators = _dump([*once.values()][::-1])[1:-1].encode()
    return b'%s,"locators":[%s]}' % (_dump(_facts(heading))[:-1].encode(), locators)


def write_locators(episode: Episode, site: Site) -> tuple[bytes, ...]:
    """Give the passages of each of an episode's topics as `topics.json` has them."""
    home = f"{site.url or site.base}episodes/{episode.slug}/"
    return tuple(",".join(_dump(_locator(episode, passage, home)) for passage in term.passages).encode() for term in episode.topics)


def _locator(episode: Episode, passage: Passage, home: str) -> object:
    chapter = episode.chapters[passage.chapter] if 0 <= passage.chapter < len(episode.chapters) else None
    return {
        "episode": episode.slug,
        "chapter": chapter.title if chapter else "",
        "url": f"{home}{chapter.slug}/#{fragment_of(passage.first, passage.last)}" if chapter else home,
        "start": _seconds(passage.start),
        "end": _seconds(passage.end),
        "main": passage.main,
    }


def write_skos(headings: Sequence[Heading], site: Site) -> Draft:
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
            **({"skos:altLabel": [{"@value": alias, "@language": site.language} for alias in heading.aliases]} if heading.aliases else {}),
            **({"alternateName": [*heading.aliases]} if heading.aliases else {}),
            **({"skos:related": [{"@id": f"{scheme}{other}/"} for other in heading.see_also]} if heading.see_also else {}),
            **({"skos:definition": heading.definition, "description": heading.definition} if heading.definition else {}),
        }
        for heading in headings
    ]
    document = {
        "@context": {"@vocab": "https://schema.org/", "skos": "http://www.w3.org/2004/02/skos/core#"},
        "@graph": [
            {"@id": scheme, "@type": ["skos:ConceptScheme", "DefinedTermSet"], "name": f"Topics of {site.title}", "url": scheme},
            *concepts,
        ],
    }
    content = _dump(document) + "\n"
    return Draft(url=SKOS, shows=fingerprint(content), make=lambda: Download(url=SKOS, content=content))


def _seconds(time: Milliseconds | None) -> float | None:
    return None if time is None else time / 1000


def _dump(document: object) -> str:
    # Indented it would be a third larger, and take ten times as long: only without does Python use its encoder written in C.
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
