"""Corrections and notes for other programs: W3C Web Annotation (JSON-LD)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.pages.json_text import json_file
from onrecord.pages.urls import episode_url, transcript_url
from onrecord.text.times import seconds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.model import Episode, Note, Provenance, Sentence, Site

# Characters on each side, as in the examples of the Recommendation.
CONTEXT = 32

Json = dict[str, object]


def write_annotations(episode: Episode, site: Site) -> str:
    """Return the corrections and notes of an episode as a W3C annotation collection.

    Recommendation of 23 February 2017.

    Targets are words of the transcript as received: its sentences with spaces between them, each
    correction undone.
    """
    home = f"{site.address}{episode_url(episode)}annotations.json"
    found = _annotations(episode, f"{site.address}{transcript_url(episode)}")
    items = [{"id": f"{home}#{number}", **annotation} for number, annotation in enumerate(found, 1)]
    return json_file(
        {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": home,
            "type": "AnnotationCollection",
            "label": episode.front.title,
            "total": len(items),
            "first": {
                "id": f"{home}#page",
                "type": "AnnotationPage",
                "startIndex": 0,
                "items": items,
            },
        }
    )


def _annotations(episode: Episode, page: str) -> Iterator[Json]:
    starts, text = _received_text(episode.sentences)
    notes: dict[int, list[Note]] = {}
    for note in episode.notes:
        notes.setdefault(note.sentence, []).append(note)
    for index, sentence in enumerate(episode.sentences):
        shift = 0
        for change in sentence.changes:
            place = starts[index] + change.span[0] + shift
            if not change.removed:
                shift += len(change.heard) - (change.span[1] - change.span[0])
                body = _text_body(sentence.text[slice(*change.span)], "text/plain", "editing")
                span = (place, place + len(change.heard))
                target = _target(sentence, page, text, span)
                yield _annotation("editing", body, change.provenance, target)
        for note in notes.get(index, ()):
            received = sentence.received
            found = received.find(note.words)
            place = starts[index] + max(0, found)
            end = place + (len(note.words) if found >= 0 else len(received))
            body = _text_body(note.text, "text/markdown", "commenting")
            target = _target(sentence, page, text, (place, end))
            yield _annotation("commenting", body, note.provenance, target)


def _received_text(sentences: Sequence[Sentence]) -> tuple[list[int], str]:
    """Return the position of each sentence in the text as received, and the text."""
    starts: list[int] = []
    place = 0
    for sentence in sentences:
        starts.append(place)
        place += len(sentence.received) + 1
    return starts, " ".join(sentence.received for sentence in sentences)


def _text_body(value: str, media_type: str, purpose: str) -> Json:
    return {"type": "TextualBody", "value": value, "format": media_type, "purpose": purpose}


def _annotation(motivation: str, body: Json, provenance: Provenance, target: Json) -> Json:
    bodies = [body]
    if provenance.why:
        bodies.append(_text_body(provenance.why, "text/plain", "describing"))
    bodies.extend(
        {"type": "SpecificResource", "source": source, "purpose": "linking"}
        for source in provenance.sources
        if "://" in source
    )
    return {
        "type": "Annotation",
        "motivation": motivation,
        **({"creator": {"type": "Person", "name": provenance.by}} if provenance.by else {}),
        **({"created": f"{provenance.on.isoformat()}T00:00:00Z"} if provenance.on else {}),
        "body": bodies[0] if len(bodies) == 1 else bodies,
        "target": target,
    }


def _target(sentence: Sentence, page: str, text: str, span: tuple[int, int]) -> Json:
    start, end = span
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
        selectors.append(
            {
                "type": "FragmentSelector",
                "conformsTo": "http://www.w3.org/TR/media-frags/",
                "value": f"t={seconds(sentence.start)}{stop}",
            }
        )
    return {"source": f"{page}#{sentence.id}", "selector": selectors}
