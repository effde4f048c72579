"""The timeline of an episode: its topics and speakers as rows of SVG with links."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.pages.locator import name_passage, passage_chapter, passage_url
from onrecord.pages.urls import topic_url

if TYPE_CHECKING:
    from onrecord.model import Episode, Site, Term

# The index below the timeline has all topics.
MOST_TOPICS, MOST_SPEAKERS = 8, 4
# In units of the drawing; a thinner bar would be hard to click.
WIDTH, THINNEST = 1000, 6
# Sentences between two runs of a speaker that are drawn as one.
GAP = 4


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
    """The bars in words."""
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Rows over the same length of time, or number of sentences if there are no times."""

    rows: tuple[Row, ...]
    borders: tuple[int, ...]
    """Positions at which chapters start, apart from the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    starts: tuple[int, ...]
    """Start of each sentence, and the end of the last."""

    def position(self, sentence: int) -> int:
        """Return the position of the start of a sentence, or of the end."""
        if sentence >= len(self.starts) - 1:
            return WIDTH
        return min(WIDTH, WIDTH * self.starts[sentence] // max(1, self.starts[-1]))

    def bar(self, first: int, stop: int) -> tuple[int, int]:
        """Return the position and width of sentences."""
        x = min(self.position(first), WIDTH - THINNEST)
        return x, max(THINNEST, self.position(stop) - x)


def draw_timeline(episode: Episode, site: Site) -> Timeline:
    """Return the timeline of an episode; without rows if it has no topics."""
    if not episode.sentences or not episode.topics:
        return Timeline(rows=(), borders=())
    scale = _scale(episode)
    topics = [_topic_row(episode, term, site, scale) for term in episode.topics[:MOST_TOPICS]]
    return Timeline(
        rows=(*topics, *_speaker_rows(episode, scale)),
        borders=tuple(scale.position(chapter.sentences[0]) for chapter in episode.chapters[1:]),
    )


def _scale(episode: Episode) -> _Scale:
    sentences = episode.sentences
    starts = [sentence.start for sentence in sentences if sentence.start is not None]
    if len(starts) < len(sentences):
        return _Scale(starts=tuple(range(len(sentences) + 1)))
    end = sentences[-1].end
    return _Scale(starts=(*starts, starts[-1] if end is None else end))


def _topic_row(episode: Episode, term: Term, site: Site, scale: _Scale) -> Row:
    bars: list[Bar] = []
    for passage in term.passages:
        chapter = passage_chapter(episode, passage)
        x, width = scale.bar(*passage.sentences)
        title = f"{term.label}, {name_passage(passage, chapter)}"
        if chapter and passage.start is not None:
            title += f", {chapter}"
        url = site.base + passage_url(episode, passage)
        bars.append(Bar(x=x, width=width, url=url, title=title, main=passage.main))
    count = f"{len(bars)} passage{'s' if len(bars) != 1 else ''}"
    return Row(
        label=term.label,
        url=site.base + topic_url(term.slug),
        summary=f"{term.label}: {count}",
        bars=tuple(bars),
    )


def _speaker_rows(episode: Episode, scale: _Scale) -> list[Row]:
    runs: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    counts: defaultdict[str, int] = defaultdict(int)
    for index, sentence in enumerate(episode.sentences):
        if sentence.speaker:
            counts[sentence.speaker] += 1
            own = runs[sentence.speaker]
            if own and index - own[-1][1] <= GAP:
                own[-1] = (own[-1][0], index + 1)
            else:
                own.append((index, index + 1))
    total = sum(counts.values())
    rows = [
        Row(
            label=speaker,
            url="",
            summary=f"{speaker}: {100 * counts[speaker] // total} % of the sentences",
            bars=tuple(
                Bar(x=x, width=width) for x, width in (scale.bar(*run) for run in runs[speaker])
            ),
        )
        for speaker in sorted(runs, key=lambda name: (-counts[name], name))[:MOST_SPEAKERS]
    ]
    return rows if len(rows) > 1 else []
