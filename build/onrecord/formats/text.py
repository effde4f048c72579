"""Plain text with times, read and written.

Lines are `[0:01] Ann: words`, `00:00:01 words`, or a time above the words.

Written: a title, the chapters, and a paragraph a stretch of one speaker, with the time at which it
starts. Read: words are all but the times at the start of lines, labels where the whole file has
them (`_labels`), titles (a line underlined with as many `=`, or `-` for a chapter), and what stands
directly below the title.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.formats import _own_text
from onrecord.formats._base import squeeze
from onrecord.formats._builder import Builder
from onrecord.formats._heads import PAGE, report_left_out, skip_head
from onrecord.formats._markup import read_payload
from onrecord.formats._outline import read_head_line
from onrecord.formats._page_marks import (
    is_legend,
    is_rule,
    mark_questions,
    remove_times_behind,
    report_page_heads,
)
from onrecord.formats._signature import signed
from onrecord.formats._tally import Tally
from onrecord.formats._terminal import SPEAKER_TURN, find_program_lines
from onrecord.formats._times import parse_time
from onrecord.formats._turn_lines import TIMED, convention
from onrecord.model import Transcript

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.formats._base import Source
    from onrecord.model import Episode, Milliseconds

NAME = "text"
EXTENSIONS = ("txt", "text")


def recognise(source: Source) -> bool:
    """Return whether lines begin with times, or paragraphs with the labels of speakers."""
    return convention(source) == NAME


def read(source: Source) -> Transcript:
    """Read all paragraphs. Of a file in our own form, each sentence is a cue."""
    if signed(source) == NAME:
        return _own_text.read(source, NAME)
    tally = Tally(source.path)
    builder = Builder(source.path)
    lines = source.text.split("\n")
    front, number = skip_head(lines)
    report_left_out(lines, tally)
    _clear_program_lines(lines, tally)
    mark_questions(lines)
    remove_times_behind(lines, tally)
    gaps = report_page_heads(lines, tally)
    while number < len(lines):
        if number in gaps:
            number += 1
            continue
        line = lines[number].strip()
        underline = _find_underline(lines, number)
        if underline == "=" and builder.empty and not front.title:
            said = read_head_line(lines[number + 2].strip()) if number + 2 < len(lines) else None
            front = replace(said or front, title=squeeze(line))
            number += 2 if said else 1
        elif underline:
            builder.start_chapter(squeeze(line), number + 1)
            number += 1
        elif not line or PAGE.fullmatch(line):
            builder.end_paragraph()
        else:
            _read_line(line, number + 1, builder, tally)
        number += 1
    cues = builder.finish()
    front = replace(front, chapters=builder.chapters())
    return Transcript(format=NAME, cues=cues, front=front, issues=tally.issues)


def _find_underline(lines: Sequence[str], number: int) -> str:
    """Return the sign with which the next line underlines this one; nothing if it does not."""
    line, below = (one.strip() for one in (*lines[number : number + 2], "")[:2])
    return below[:1] if line and below in {"=" * len(line), "-" * len(line)} else ""


def _clear_program_lines(lines: list[str], tally: Tally) -> None:
    for index in sorted(find_program_lines(lines)):
        message = "a line that a program printed, and nobody said; left out"
        tally.add(message, line=index + 1, found=lines[index].strip())
        lines[index] = ""


def _read_line(line: str, number: int, builder: Builder, tally: Tally) -> None:
    """Read words, or the time in front of them; leave out a mark of the page."""
    if is_rule(line):
        tally.add("a rule on the page; left out", line=number, found=line, affects="marks")
        builder.end_paragraph()
        return
    if is_legend(line):
        message = "a legend of labels, which nobody said; left out"
        tally.add(message, line=number, found=line, affects="marks")
        return
    timed = TIMED.fullmatch(line)
    if not timed:
        builder.say(line, number)
        return
    time = timed["inner"] or timed["time"] or timed["alone"] or timed["named"]
    start = parse_time(time)
    if start is None:
        tally.add_unreadable_time(time, line=number)
    builder.speak(None, start, parse_time(timed["until"]) if timed["until"] else None)
    _say(builder, timed["rest"].removesuffix(SPEAKER_TURN), number, start)


def _say(builder: Builder, rest: str, line: int, start: Milliseconds | None) -> None:
    """Add the words behind a time; a voice tag in front of them is who says them."""
    if not rest.startswith("<v"):
        builder.say(rest, line)
        return
    for span in read_payload(rest).spans:
        builder.speak(span.voice, start)
        builder.say(span.text, line)


def writes(episode: Episode) -> bool:
    """Return True: every episode can be written."""
    return bool(episode.sentences)


def write(episode: Episode) -> str:
    """Return the episode as it can be read anywhere, in our own form.

    >>> from onrecord.model import Episode, FrontMatter, Milliseconds, Sentence, Slug
    >>> hi = Sentence(
    ...     text="Hi.", span=(0, 3), start=Milliseconds(1500),
    ...     end=None, timing="exact", speaker="Ann"
    ... )
    >>> front = FrontMatter(title="Talk")
    >>> print(write(Episode(slug=Slug("a"), front=front, sentences=(hi,), chapters=())))
    Talk
    ====
    onrecord transcript: a line is a sentence
    <BLANKLINE>
    [0:01] Ann:
    Hi.
    <BLANKLINE>
    """
    return _own_text.write(episode)
