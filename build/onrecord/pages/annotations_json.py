"""What people added, for other programs: W3C Web Annotation (JSON-LD), and corrections as schema.org has them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from onrecord.pages.rail import episode_url, transcript_url
from onrecord.text.times import seconds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.model import Change, Episode, Note, Provenance, Sentence, Site

# Characters on each side, as in the examples of the Recommendation.
CONTEXT = 32

Json = dict[str, object]


def write_annotations(episode: Episode, site: Site) -> str:
    """Give the corrections and notes of an episode as an annotation collection (W3C Recommendation of 23 February 2017).

    Targets are words of the transcript as received: the sentences one after the other, a space between, each correction undone.
    """
    home = f"{site.url or site.base}{episode_url(episode)}annotations.json"
    found = list(_annotations(episode, f"{site.url or site.base}{transcript_url(episode)}"))
    items = [{"id": f"{home}#{number}", **annotation} for number, annotation in enumerate(found, 1)]
    collection = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": home,
        "type": "AnnotationCollection",
        "label": episode.front.title,
        "total": len(items),
        "first": {"id": f"{home}#page", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def describe_corrections(episode: Episode) -> list[Json]:
    """Give the corrections of an episode as schema.org has them, for the `correction` of a creative work."""
    return [
        {
            "@type": "CorrectionComment",
            "text": f"{clock_of(sentence)}“{sentence.text[slice(*change.span)]}”, heard as “{change.heard.strip()}”"
            + (f": {change.provenance.why}" if change.provenance.why else ""),
            **({"datePublished": change.provenance.on.isoformat()} if change.provenance.on else {}),
            **(
                {"author": {"@type": "Person", "name": change.provenance.by}}
                if change.provenance.by
                else {}
            ),
        }
        for sentence in episode.sentences
        for change in sentence.changes
        if not change.removed
    ]


def clock_of(sentence: Sentence) -> str:
    """Give the second at which a sentence starts, for messages."""
    return (
        ""
        if sentence.start is None
        else f"[{sentence.start // 60_000}:{sentence.start // 1000 % 60:02}] "
    )


def _annotations(episode: Episode, page: str) -> Iterator[Json]:
    starts, text = _lay_out(episode.sentences)
    notes: dict[int, list[Note]] = {}
    for note in episode.notes:
        notes.setdefault(note.sentence, []).append(note)
    for index, sentence in enumerate(episode.sentences):
        shift = 0
        for change in sentence.changes:
            place = starts[index] + change.span[0] + shift
            if not change.removed:
                shift += len(change.heard) - (change.span[1] - change.span[0])
                yield _annotation(
                    _correction(sentence, change),
                    change.provenance,
                    sentence,
                    motivation="editing",
                    page=page,
                    text=text,
                    span=(place, place + len(change.heard)),
                )
        for note in notes.get(index, ()):
            received = sentence.received
            found = received.find(note.words)
            place = starts[index] + max(0, found)
            end = place + (len(note.words) if found >= 0 else len(received))
            body: Json = {
                "type": "TextualBody",
                "value": note.text,
                "format": "text/markdown",
                "purpose": "commenting",
            }
            yield _annotation(
                body,
                note.provenance,
                sentence,
                motivation="commenting",
                page=page,
                text=text,
                span=(place, end),
            )


def _lay_out(sentences: Sequence[Sentence]) -> tuple[list[int], str]:
    starts: list[int] = []
    place = 0
    for sentence in sentences:
        starts.append(place)
        place += len(sentence.received) + 1
    return starts, " ".join(sentence.received for sentence in sentences)


def _correction(sentence: Sentence, change: Change) -> Json:
    return {
        "type": "TextualBody",
        "value": sentence.text[slice(*change.span)],
        "format": "text/plain",
        "purpose": "editing",
    }


def _annotation(
    body: Json,
    provenance: Provenance,
    sentence: Sentence,
    *,
    motivation: str,
    page: str,
    text: str,
    span: tuple[int, int],
) -> Json:
    start, end = span
    bodies = [body]
    if provenance.why:
        bodies.append(
            {
                "type": "TextualBody",
                "value": provenance.why,
                "format": "text/plain",
                "purpose": "describing",
            }
        )
    bodies.extend(
        {"type": "SpecificResource", "source": source, "purpose": "linking"}
        for source in provenance.sources
        if "://" in source
    )
    selectors: list[Json] = [
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - CONTEXT) : start],
            "suffix": text[end : end + CONTEXT],
        },
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]
    if sentence.start is not None:
        stop = "" if sentence.end is None else f",{seconds(sentence.end)}"
        value = f"t={seconds(sentence.start)}{stop}"
        selectors.append(
            {
                "type": "FragmentSelector",
                "conformsTo": "http://www.w3.org/TR/media-frags/",
                "value": value,
            }
        )
    return {
        "type": "Annotation",
        "motivation": motivation,
        **({"creator": {"type": "Person", "name": provenance.by}} if provenance.by else {}),
        **({"created": f"{provenance.on.isoformat()}T00:00:00Z"} if provenance.on else {}),
        "body": bodies[0] if len(bodies) == 1 else bodies,
        "target": {"source": f"{page}#{sentence.id}", "selector": selectors},
    }
