"""What a program would choose, for a person to decide: never published as it is."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from onrecord import anchors, archive, formats, overlays, quotes, transcript
from onrecord.editing.replace_transcript import find_episode
from onrecord.errors import ContentError
from onrecord.model import FrontMatter
from onrecord.pipeline import complete, pin, read_files, read_overlay, read_shared, weights_of
from onrecord.text.times import format_time

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from onrecord.errors import Issue
    from onrecord.model import Quote, Sentence, Site, Teaser
    from onrecord.pipeline import EpisodeFiles

SHORTLIST = 20
REASONS = {
    "topic": "the episode's subject",
    "title": "words of title or description",
    "claim": "a claim",
    "contrast": "a contrast",
    "stakes": "what anybody has a stake in",
    "general": "general, not of one case",
    "addressed": "speaks to the reader",
    "number": "a number",
    "guest": "the guest",
    "length": "length",
    "vivid": "full words",
    "question": "a question",
    "leaning": "part of an explanation",
    "names": "names and numbers of the trade",
    "past": "a story of one day",
    "rambling": "clause upon clause",
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """An episode as its quotes are chosen from it."""

    sentences: tuple[Sentence, ...]
    front: FrontMatter
    teaser: Teaser | None
    picks: tuple[Quote, ...]
    """Those that its overlay wants."""

    def rank(self, weights: Mapping[str, float]) -> list[quotes.Ranked]:
        """Give what may become a quote, the best first."""
        return quotes.rank(
            self.sentences, self.front, range(self.teaser.end) if self.teaser else (), weights
        )


def hear(files: EpisodeFiles, site: Site) -> Heard:
    """Give the sentences of an episode as a build has them.

    Raises:
        ContentError: its transcript or its overlay cannot be read.
    """
    assert files.transcript
    received = formats.read(files.transcript)
    written, issues = (
        archive.read_episode(files.episode.content, files.episode.path)
        if files.episode
        else (FrontMatter(), ())
    )
    entries, damage = anchors.read_ledger(files.ledger) if files.ledger else ((), ())
    overlay, wrong = read_overlay(files)
    _refuse((*files.shared.errors, *received.issues, *issues, *damage, *wrong))
    stated = archive.merge(received.front, written)
    cast = overlays.merge_people(stated.people, files.shared.people)
    applied = overlays.apply(
        overlay,
        transcript.divide(received),
        cast,
        ledger=entries,
        corrections=files.shared.corrections,
        labels=stated.labels,
        slug=files.slug,
    )
    today = date.today()  # noqa: DTZ011 - nothing is published
    published = anchors.publish(
        entries,
        applied.sentences,
        [""] * len(applied.sentences),
        on=today,
        fingerprint="",
        whole=applied.whole,
    )
    pins = tuple(map(pin, overlay.of(overlays.QuoteEntry)))
    pinned = quotes.select(
        published.sentences,
        FrontMatter(),
        None,
        (),
        published.heirs,
        slug=files.slug,
        on=today,
        automatic=0,
        pins=pins,
    )
    _refuse((*applied.issues, *pinned.issues))
    present = overlays.list_participants(stated.people, cast, published.sentences)
    return Heard(
        sentences=published.sentences,
        front=complete(replace(stated, people=present), files.slug, site),
        teaser=quotes.find_teaser(published.sentences),
        picks=pinned.quotes,
    )


def suggest_quotes(root: Path, slug: str, site: Site) -> tuple[Suggestion, ...]:
    """Give a shortlist of quotes of an episode, the best first; no two share a sentence.

    Raises:
        ConfigurationError: there is no such episode.
        ContentError: its transcript or its overlay cannot be read.
    """
    heard = hear(read_files(root, find_episode(root, slug), read_shared(root)), site)
    taken: set[int] = set()
    found: list[Suggestion] = []
    for one in heard.rank(weights_of(site)):
        place = set(range(one.candidate.first, one.candidate.last + 1))
        if one.barred or place & taken or len(found) == SHORTLIST:
            continue
        taken |= place
        start = heard.sentences[one.candidate.first].start
        reasons = tuple(f"{reason[0]} {REASONS[reason[1:]]}" for reason in one.reasons)
        found.append(
            Suggestion(
                at=format_time(start) if start is not None else "",
                words=one.candidate.text,
                reasons=reasons,
                score=one.score,
            )
        )
    return tuple(found)


def _refuse(issues: Sequence[Issue]) -> None:
    if errors := [issue for issue in issues if issue.severity == "error"]:
        raise ContentError(errors)


def as_overlay(suggestions: tuple[Suggestion, ...]) -> Iterator[str]:
    """Give the suggestions as lines to paste into `overlay.yml`; JSON's quotation marks are YAML's."""
    yield "quotes:"
    for one in suggestions:
        yield f"  # {'; '.join(one.reasons)}"
        yield f"  - at: {json.dumps(one.at)}"
        yield f"    words: {json.dumps(one.words, ensure_ascii=False)}"
