"""Where in an episode each topic and each speaker occurs, as rows of inline SVG under links."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.pages.locator import name_passage, passage_url, topic_url

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.model import Episode, Site

# What one look takes in; the index below has the rest.
TOPICS, SPEAKERS = 8, 4
# The strip is this wide in its own units; a bar is never thinner than can be hit.
WIDTH, THINNEST = 1000, 6
# Runs of a speaker this near are drawn as one.
NEAR = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A stretch of the episode."""

    x: int
    width: int
    url: str = ""
    title: str = ""
    main: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A topic or a speaker."""

    label: str
    url: str
    """Empty for a speaker."""
    summary: str
    """What the bars say, in words."""
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """Rows over the same length of time, or of sentences where there are no times."""

    rows: tuple[Row, ...]
    borders: tuple[int, ...]
    """Where chapters start, but for the first."""


def draw_strip(episode: Episode, site: Site) -> Strip:
    """Give the strip of an episode; without rows where nothing was found."""
    sentences = episode.sentences
    if not sentences or not episode.topics:
        return Strip(rows=(), borders=())
    end = sentences[-1].end if sentences[-1].end is not None else sentences[-1].start
    timed = end is not None and all(sentence.start is not None for sentence in sentences)
    length = max(1, int(end or 0)) if timed else len(sentences)

    def at(index: int) -> int:
        """Give the place of a sentence's start; of one past the last, the end."""
        if index >= len(sentences):
            return WIDTH
        return min(WIDTH, WIDTH * (int(sentences[index].start or 0) if timed else index) // length)

    def bar(first: int, last: int) -> tuple[int, int]:
        x = min(at(first), WIDTH - THINNEST)
        return x, max(THINNEST, at(last) - x)

    rows: list[Row] = []
    for term in episode.topics[:TOPICS]:
        bars: list[Bar] = []
        for passage in term.passages:
            chapter = (
                episode.chapters[passage.chapter].title
                if 0 <= passage.chapter < len(episode.chapters)
                else ""
            )
            x, width = bar(*passage.sentences)
            title = f"{term.label}, {name_passage(passage, chapter)}" + (
                f", {chapter}" if chapter and passage.start is not None else ""
            )
            bars.append(
                Bar(
                    x=x,
                    width=width,
                    url=passage_url(episode, passage, site),
                    title=title,
                    main=passage.main,
                )
            )
        count = f"{len(bars)} passage{'s' if len(bars) != 1 else ''}"
        rows.append(
            Row(
                label=term.label,
                url=topic_url(term.slug, site),
                summary=f"{term.label}: {count}",
                bars=tuple(bars),
            )
        )
    rows += _speakers(episode, bar)
    return Strip(
        rows=tuple(rows),
        borders=tuple(at(chapter.sentences[0]) for chapter in episode.chapters[1:]),
    )


def _speakers(episode: Episode, place: Callable[[int, int], tuple[int, int]]) -> list[Row]:
    runs: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for index, sentence in enumerate(episode.sentences):
        if sentence.speaker:
            own = runs[sentence.speaker]
            if own and index - own[-1][1] <= NEAR:
                own[-1] = (own[-1][0], index + 1)
            else:
                own.append((index, index + 1))
    said = {
        speaker: sum(sentence.speaker == speaker for sentence in episode.sentences)
        for speaker in runs
    }
    total = sum(said.values())
    rows: list[Row] = []
    for speaker in sorted(runs, key=lambda name: (-said[name], name))[:SPEAKERS]:
        bars = tuple(Bar(x=x, width=width) for x, width in (place(*run) for run in runs[speaker]))
        rows.append(
            Row(
                label=speaker,
                url="",
                summary=f"{speaker}: {100 * said[speaker] // total} % of the sentences",
                bars=bars,
            )
        )
    return rows if len(rows) > 1 else []
