"""Collects the words of running text line by line into cues, and headings into chapters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.errors import Place
from onrecord.formats._base import squeeze_lines
from onrecord.model import ChapterMark, Cue, Milliseconds, WordTime

if TYPE_CHECKING:
    from collections.abc import Sequence


class Builder:
    r"""Takes times, voices and words in the order of the file.

    A time or a voice counts for the words after it; one that no words follow says nothing. A
    paragraph ends a cue and keeps the voice.

    >>> builder = Builder()
    >>> builder.speak("Ann", Milliseconds(0))
    >>> builder.say("Hi,", 1), builder.say("there.", 2)
    (None, None)
    >>> builder.end_paragraph(), builder.say("So.", 4)
    (None, None)
    >>> [(cue.start, cue.voice, cue.text) for cue in builder.finish()]
    [(0, 'Ann', 'Hi,\nthere.'), (None, 'Ann', 'So.')]
    """

    def __init__(self, path: str = "", *, sentence: bool = False) -> None:
        """Start without words.

        Args:
            path: of the file, for chapters.
            sentence: whether each cue is one sentence.
        """
        self._path = path
        self._sentence = sentence
        self._cues: list[Cue] = []
        self._headings: list[tuple[int, int, str, Milliseconds | None]] = []
        self._voice: str | None = None
        self._start: Milliseconds | None = None
        self._end: Milliseconds | None = None
        self._texts: list[str] = []
        self._words: list[WordTime] = []
        self._length = 0
        self._line = self._last = 1
        self._paragraph = False
        self._joins = False
        self._waits = False

    @property
    def empty(self) -> bool:
        """Whether no words have been added."""
        return not self._cues and not self._texts

    @property
    def has_chapters(self) -> bool:
        """Whether a chapter has been started."""
        return bool(self._headings)

    def start_chapter(self, title: str, line: int, start: Milliseconds | None = None) -> None:
        """Start a chapter with the next words; without a time, it begins with the first of them."""
        self.end_cue()
        self._headings.append((len(self._cues), line, title, start))

    def wait(self, start: Milliseconds | None) -> None:
        """Record a time on a line of its own: that of the next words or turn."""
        self.reach(start)
        self._waits = True

    def speak(
        self, voice: str | None, start: Milliseconds | None = None, end: Milliseconds | None = None
    ) -> None:
        """Start a turn."""
        self.end_cue()
        self._voice = voice
        if start is None and self._waits:
            start, end = self._start, self._end
        self._waits = False
        self._start, self._end = start, end

    def reach(self, start: Milliseconds | None, end: Milliseconds | None = None) -> None:
        """Start a cue at a time; the voice stays."""
        self.speak(self._voice, start, end)

    def say(
        self, text: str, line: int, word: tuple[Milliseconds, Milliseconds | None] | None = None
    ) -> None:
        """Add words, with their own time where the file has it; lines of the file stay lines."""
        if not text or text.isspace():
            return
        words = squeeze_lines(text)
        if not self._texts:
            self._line, self._waits = line, False
        between = "\n" if line != self._last and not word else " "
        self._last = line
        space = between if self._texts and not self._joins else ""
        self._joins = False
        at = self._length + len(space)
        self._length = at + len(words)
        self._texts.append(space + words)
        if word:
            self._words.append(WordTime(span=(at, self._length), start=word[0], end=word[1]))

    def flow(
        self, text: str, line: int, word: tuple[Milliseconds, Milliseconds | None] | None = None
    ) -> None:
        """Add running text; without white space between pieces, `Hel` and `lo` are one word."""
        self._joins = self._joins and not text[:1].isspace()
        self._last = line
        self.say(text, line, word)
        self._joins = bool(self._texts) and not text[-1:].isspace()

    def end_cue(self) -> None:
        """Make a cue of the words so far."""
        if not self._texts:
            return
        self._cues.append(
            Cue(
                start=self._start,
                end=self._end,
                text="".join(self._texts),
                voice=self._voice,
                words=tuple(self._words),
                line=self._line,
                paragraph=self._paragraph,
                sentence=self._sentence,
            )
        )
        self._start = self._end = None
        self._texts, self._words, self._length = [], [], 0
        self._paragraph = self._joins = False

    def end_paragraph(self) -> None:
        """Make a cue of the words so far; the next one starts a paragraph."""
        self.end_cue()
        self._paragraph = True

    def finish(self) -> tuple[Cue, ...]:
        """Return all cues."""
        self.end_cue()
        return tuple(self._cues)

    def chapters(self) -> tuple[ChapterMark, ...]:
        """Return all chapters; one at the end without a time and without words starts at zero."""
        self.end_cue()
        starts = _next_starts(self._cues)
        return tuple(
            ChapterMark(
                start=starts[index] if start is None else start,
                title=title,
                origin="source",
                place=Place(path=self._path, line=line),
                cue=index,
            )
            for index, line, title, start in self._headings
        )


def _next_starts(cues: Sequence[Cue]) -> list[Milliseconds]:
    """Return for each cue, and for the end, the first time from there on; zero without any."""
    starts = [Milliseconds(0)]
    for cue in reversed(cues):
        starts.append(starts[-1] if cue.start is None else cue.start)
    return starts[::-1]
