"""The report on a transcript: what was read, and what an editor should look at."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from onrecord.errors import quoted, shown
from onrecord.formats import declare_labels, only_sounds
from onrecord.intake.alike import find_alike
from onrecord.model import Milliseconds
from onrecord.text.languages import language_in_name
from onrecord.text.reading_length import count_words
from onrecord.text.times import format_time

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.errors import Issue
    from onrecord.model import Cue, FrontMatter
    from onrecord.prepared import Prepared

LanguageSource = Literal["feed", "transcript", "file name", "words", ""]
ChapterSource = Literal["chapters file", "transcript", "description", ""]
_LANGUAGE_SOURCES: Final[dict[LanguageSource, str]] = {
    "feed": "stated by its feed",
    "transcript": "stated in the file",
    "file name": "stated in the name of the file",
    "words": "detected from its words",
    "": "",
}
_CHAPTER_SOURCES: Final[dict[ChapterSource, str]] = {
    "chapters file": "from its chapters file",
    "transcript": "from the transcript",
    "description": "from the description",
    "": "",
}
_MINUTE: Final = 60_000
# Labels, and speakers with a line of their own. A session of a parliament has 90.
_LISTED: Final = 12
# Words without a speaker that are shown.
_UNNAMED: Final = 12
# Warnings about these have rows of their own.
_OWN_ROWS: Final = frozenset({"encoding", "labels", "marks"})


class Row(NamedTuple):
    """A row of the report."""

    name: str
    text: str
    """With a line break between several facts."""


class SpeakerShare(NamedTuple):
    """The words of one speaker."""

    speaker: str
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptReport:
    """What was read from a transcript."""

    format: str
    encoding: str
    """The encoding assumed and why; empty if none had to be assumed."""
    language: str
    """As written to `episode.yml`; empty if it is not sure."""
    language_source: LanguageSource
    """Empty if it is not sure."""
    duration: Milliseconds | None
    """Time of the last word; None without times."""
    spoken: Milliseconds | None
    """Time from the first word to the last; None without times."""
    words: int
    speakers: tuple[SpeakerShare, ...]
    """In the order of their shares."""
    chapters: int
    chapter_source: ChapterSource
    unnamed: tuple[tuple[int, str], ...]
    """Words without a speaker in a transcript that names speakers, each with its first line."""
    doubted: tuple[tuple[str, int], ...]
    """Labels that are not believed to name speakers, each with its first line in the file."""
    issues: tuple[Issue, ...]
    """Warnings."""

    @property
    def alike(self) -> dict[str, str]:
        """Names of speakers that are spelt nearly like that of one who says more."""
        return find_alike([share.speaker for share in self.speakers])

    @property
    def unattributed(self) -> int:
        """Number of words that have no speaker."""
        return self.words - sum(share.words for share in self.speakers)

    @property
    def words_a_minute(self) -> int | None:
        """None without times."""
        return round(self.words * _MINUTE / self.spoken) if self.spoken else None

    @property
    def affected(self) -> frozenset[str]:
        """The parts of the transcript that were changed, assumed or left out."""
        return frozenset(issue.affects for issue in self.issues)

    def rows(self, episode_file: str, archive_language: str = "") -> Iterator[Row]:
        """Yield the report as rows.

        Args:
            episode_file: path of the `episode.yml` in which an editor corrects what is wrong.
            archive_language: language of the archive, which applies if the transcript's is unknown.
        """
        yield Row("format", self.format + (f" ({self.encoding})" if self.encoding else ""))
        if self.language:
            yield Row("language", f"{self.language}, {_LANGUAGE_SOURCES[self.language_source]}")
        else:
            default = archive_language or "en"
            text = f"not sure, so {default} is assumed; if it is another, add 'language:' to"
            yield Row("language", f"{text} {episode_file}")
        yield Row("duration", "no times" if self.duration is None else format_time(self.duration))
        rate = self.words_a_minute
        yield Row("words", f"{self.words:,}" + (f", {rate:,} a minute" if rate else ""))
        chapters = f"{self.chapters}, {_CHAPTER_SOURCES[self.chapter_source]}"
        yield Row("chapters", chapters if self.chapters else "none")
        yield Row("speakers", "\n".join(self._speaker_lines()))
        if self.unnamed:
            yield Row("unnamed", "\n".join(self._unnamed_lines()))
        if self.doubted:
            yield Row("labels", "\n".join(self._label_lines(episode_file)))
        if marks := [issue for issue in self.issues if issue.affects == "marks"]:
            yield Row("marks", "\n".join(map(_issue_line, marks)))
        if others := [issue for issue in self.issues if issue.affects not in _OWN_ROWS]:
            yield Row("repairs", "\n".join(map(_issue_line, others)))

    def _speaker_lines(self) -> Iterator[str]:
        if not self.speakers:
            yield "none named"
            return
        alike = self.alike
        for speaker, words in self.speakers[:_LISTED]:
            like = f" (like {alike[speaker]}?)" if speaker in alike else ""
            yield f"{_share(words, self.words)}  {speaker}{like}"
        if others := self.speakers[_LISTED:]:
            words = sum(share.words for share in others)
            yield f"{_share(words, self.words)}  ({len(others)} more)"
        if self.unattributed:
            yield f"{_share(self.unattributed, self.words)}  (no speaker)"

    def _unnamed_lines(self) -> Iterator[str]:
        yield "these words have no speaker:"
        yield from (f"  line {line}: {quoted(text)}" for line, text in self.unnamed[:_UNNAMED])
        if others := self.unnamed[_UNNAMED:]:
            yield f"  ({len(others):,} more)"

    def _label_lines(self, episode_file: str) -> Iterator[str]:
        yield "these look like speaker labels but are not accepted as such,"
        yield "so the words after them have no speaker:"
        yield from (f"  line {line}: {shown(label)}" for label, line in self.doubted)
        labels = [label for label, _ in self.doubted[:_LISTED]]
        yield f"those that name speakers, add to {episode_file} with the names:"
        yield f"  {declare_labels(labels)}"
        yield "those that are ordinary words, add with false:"
        yield f"  {declare_labels(labels[:1], 'false')}"

    def as_json(self) -> dict[str, Any]:
        """Return the report as JSON values."""
        return {
            "format": self.format,
            "encoding": self.encoding,
            "language": self.language,
            "language_source": self.language_source,
            "duration_ms": self.duration,
            "words": self.words,
            "words_a_minute": self.words_a_minute,
            "chapters": self.chapters,
            "chapter_source": self.chapter_source,
            "speakers": [share._asdict() for share in self.speakers],
            "unattributed_words": self.unattributed,
            "speakers_alike": self.alike,
            "labels_not_accepted": [{"label": label, "line": line} for label, line in self.doubted],
            "repairs": [asdict(issue) for issue in self.issues],
        }


def report_on(prepared: Prepared, front: FrontMatter, given: FrontMatter) -> TranscriptReport:
    """Return the report on a transcript that was read.

    Args:
        prepared: the transcript.
        front: what is to be written to `episode.yml`.
        given: what is known from elsewhere, such as a feed.
    """
    read = prepared.received
    starts = [cue.start for cue in read.cues if cue.start is not None]
    ends = [*starts, *(cue.end for cue in read.cues if cue.end is not None)]
    words: Counter[str] = Counter()
    for cue in read.cues:
        words[cue.voice or ""] += count_words(cue.text)
    assumed = [issue.message for issue in prepared.issues if issue.affects == "encoding"]
    return TranscriptReport(
        format=read.format,
        encoding="; ".join(assumed),
        language=front.language,
        language_source=_find_language_source(prepared, given),
        duration=max(ends, default=None),
        spoken=_length(starts, ends),
        words=words.total(),
        speakers=tuple(SpeakerShare(*each) for each in words.most_common() if each[0]),
        chapters=sum(chapter.origin != "auto" for chapter in prepared.chapters),
        chapter_source=_find_chapter_source(prepared),
        unnamed=_find_unnamed(read.cues),
        doubted=read.doubted,
        issues=prepared.issues,
    )


def _find_unnamed(cues: Sequence[Cue]) -> tuple[tuple[int, str], ...]:
    """Return the words without a speaker, but for sounds, if others have one."""
    if not any(cue.voice for cue in cues):
        return ()
    silent = (cue for cue in cues if not cue.voice and not only_sounds(cue.text))
    return tuple((cue.line, cue.text) for cue in silent)


def _length(starts: list[Milliseconds], ends: list[Milliseconds]) -> Milliseconds | None:
    return Milliseconds(max(ends) - min(starts)) if starts else None


def _find_language_source(prepared: Prepared, given: FrontMatter) -> LanguageSource:
    path = prepared.files.transcript.path if prepared.files.transcript else ""
    if given.language:
        return "feed"
    if prepared.received.front.language:
        return "transcript"
    if language_in_name(path):
        return "file name"
    return "words" if prepared.language else ""


def _find_chapter_source(prepared: Prepared) -> ChapterSource:
    if all(chapter.origin == "auto" for chapter in prepared.chapters):
        return ""
    if prepared.files.chapters:
        return "chapters file"
    return "transcript" if prepared.received.front.chapters else "description"


def _issue_line(issue: Issue) -> str:
    found = f": {quoted(issue.found)}" if issue.found else ""
    return f"line {issue.line}: {issue.message}{found}"


def _share(words: int, all_words: int) -> str:
    percent = 100 * words / max(all_words, 1)
    return " <1 %" if 0 < percent < 1 else f"{percent:3.0f} %"
