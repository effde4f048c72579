"""The index for programs: our own JSON, SKOS, and schema.org's set of terms."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Heading, Milliseconds, Site


def write_json(headings: Sequence[Heading], site: Site) -> str:
    """Give `topics.json`, heaviest topic first."""
    # One topic at a time: as values, the locators of a large archive take five times what they take as text.
    heaviest = sorted(headings, key=lambda heading: (-heading.weight, heading.id))
    return f'{{"version":1,"topics":[{",".join(_dump(_topic(heading, site)) for heading in heaviest)}]}}\n'


def _topic(heading: Heading, site: Site) -> object:
    return {
        "id": heading.id,
        "label": heading.label,
        "aliases": [*heading.aliases],
        "seeAlso": [*heading.see_also],
        "weight": heading.weight,
        "origin": heading.origin,
        "locators": [
            {
                "episode": locator.episode,
                "chapter": locator.chapter,
                "url": (site.url or site.base) + locator.url,
                "start": _seconds(locator.passage.start),
                "end": _seconds(locator.passage.end),
                "main": locator.passage.main,
            }
            for locator in heading.locators
        ],
    }


def write_skos(headings: Sequence[Heading], site: Site) -> str:
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
    return _dump(document) + "\n"


def _seconds(time: Milliseconds | None) -> float | None:
    return None if time is None else time / 1000


def _dump(document: object) -> str:
    # Indented it would be a third larger, and take ten times as long: only without does Python use its encoder written in C.
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
