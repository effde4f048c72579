"""What a program would choose, for a person to decide: never published as it is."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord import anchors, archive, formats, overlays, quotes, transcript
from onrecord.clock import clock
from onrecord.errors import ContentError
from onrecord.model import FrontMatter
from onrecord.pipeline import complete, read_files, read_overlays
from onrecord.update import find_episode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from onrecord.model import Site

SHORTLIST = 20
REASONS = {
    "topic": "the episode's subject",
    "title": "words of title or description",
    "claim": "a claim",
    "contrast": "a contrast",
    "addressed": "speaks to the reader",
    "number": "a number",
    "guest": "the guest",
    "length": "length",
    "vivid": "full words",
    "question": "a question",
    "hedge": "hedged",
    "dangling": "leans on what is before",
    "pronouns": "pronouns",
    "fillers": "fillers",
    "stutter": "a stutter",
    "housekeeping": "housekeeping",
    "truncated": "cut off",
    "doubtful": "perhaps misheard",
    "edge": "at the very start or end",
    "joined": "two sentences",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A quote that an editor may want."""

    at: str
    words: str
    reasons: tuple[str, ...]
    """What speaks for it, and against."""
    score: float


def suggest_quotes(root: Path, slug: str, site: Site) -> tuple[Suggestion, ...]:
    """Give a shortlist of quotes of an episode, the best first; no two share a sentence.

    Raises:
        ConfigurationError: there is no such episode.
        ContentError: its transcript cannot be read.
    """
    files = read_files(root, find_episode(root, slug))
    assert files.transcript
    received = formats.read(files.transcript)
    written, issues = archive.read_episode(files.episode.content, files.episode.path) if files.episode else (FrontMatter(), ())
    entries, damage = anchors.read_ledger(files.ledger) if files.ledger else ((), ())
    beside, wrong = read_overlays(files)
    if errors := [issue for issue in (*received.issues, *issues, *damage, *wrong) if issue.severity == "error"]:
        raise ContentError(errors)
    stated = archive.merge(received.front, written)
    cast = overlays.gather(stated.people, beside.people)
    spoken = transcript.divide(received)
    sentences = overlays.apply(
        beside.overlay, spoken, cast, ledger=entries, corrections=beside.corrections, labels=stated.labels, slug=files.slug
    ).sentences
    present = overlays.speaking(stated.people, cast, sentences)
    front = complete(replace(stated, people=present), files.slug, site)
    teaser = quotes.find_teaser(sentences)
    taken: set[int] = set()
    found: list[Suggestion] = []
    for one in quotes.rank(sentences, front, range(teaser.end) if teaser else ()):
        place = set(range(one.candidate.first, one.candidate.last + 1))
        if one.barred or place & taken or len(found) == SHORTLIST:
            continue
        taken |= place
        start = sentences[one.candidate.first].start
        reasons = tuple(f"{reason[0]} {REASONS[reason[1:]]}" for reason in one.reasons)
        found.append(Suggestion(at=clock(start) if start is not None else "", words=one.candidate.text, reasons=reasons, score=one.score))
    return tuple(found)


def as_overlay(suggestions: tuple[Suggestion, ...]) -> Iterator[str]:
    """Give the suggestions as lines to paste into `overlay.yml`; JSON's quotation marks are YAML's."""
    yield "quotes:"
    for one in suggestions:
        yield f"  # {'; '.join(one.reasons)}"
        yield f"  - at: {json.dumps(one.at)}"
        yield f"    words: {json.dumps(one.words, ensure_ascii=False)}"
