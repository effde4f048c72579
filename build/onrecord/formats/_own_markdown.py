r"""Our own Markdown, written and read: shows exactly the words, and round-trips.

    # Talk
    *Show · 2023-03-27 · Ann (host)*

    <!-- onrecord transcript: a line is a sentence -->

    ## The first chapter (0:01)

    **Ann:** \[0:01\] Hello.
    We begin.

Above the signature stands what the episode is, and no words. Below it, a heading is a chapter; a
turn or a paragraph starts behind an empty line, with a name in bold and its time in whole seconds,
as far as they are known: without a name the speaker before goes on, and `**?:**` is nobody known.
Every line is a sentence. Characters that would be markup have a backslash in front, and so have the
colons of a time that is part of the words.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.formats._base import squeeze
from onrecord.formats._builder import Builder
from onrecord.formats._markdown_inline import plain
from onrecord.formats._outline import head_line, outline, read_head_line
from onrecord.formats._signature import COMMENT, UNKNOWN, divide
from onrecord.formats._times import parse_time
from onrecord.formats._turn_lines import TIME
from onrecord.model import FrontMatter, Transcript
from onrecord.text.times import format_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.formats._base import Source
    from onrecord.model import Episode, Milliseconds, Sentence

_HEADING = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_HEADING_TIME = re.compile(rf"(?P<title>.*)\((?P<time>{TIME})\)")
# CommonMark §2.4: a backslash makes any of these a character like others.
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&$]")
# Starts a list, a heading or a rule at the start of a line.
_OPENING = re.compile(r"(?:(\d{1,9})(?=[.)])|(?=[-+=]))")
_LABEL = re.compile(r"\*\*(?P<name>(?:\\.|[^*\\])+):\*\*[ \t]*")
_TIME = re.compile(rf"\\?\[(?P<time>{TIME})\\?\][ \t]*")


def write(episode: Episode) -> str:
    """Return the file; `read` restores sentences, speakers, chapters and seconds of paragraphs."""
    title, head = squeeze(episode.front.title), head_line(episode)
    lines = (f"# {_escape(title)}" if title else "", f"*{_escape(head)}*" if head else "")
    blocks = ["\n".join(line for line in lines if line), COMMENT]
    before: str | None = None
    for part in outline(episode):
        if part.chapter:
            blocks.append(_heading(squeeze(part.chapter.title), part.chapter.start))
        for paragraph in part.paragraphs:
            blocks.append(_paragraph(paragraph, before))
            before = paragraph[0].speaker
    return "\n\n".join(block for block in blocks if block) + "\n"


def _heading(title: str, start: Milliseconds | None) -> str:
    escaped = _escape(title)
    if start is not None:
        return f"## {escaped} ({format_time(start)})"
    timed = _HEADING_TIME.fullmatch(escaped)
    return f"## {timed['title']}({_no_time(timed['time'])})" if timed else f"## {escaped}"


def _paragraph(sentences: Sequence[Sentence], before: str | None) -> str:
    start, name = sentences[0].start, squeeze(sentences[0].speaker or "")
    # Nobody known is not somebody who is called "?".
    shown = (
        rf"\{UNKNOWN}" if name == UNKNOWN else _escape(name) if name else UNKNOWN if before else ""
    )
    label = f"**{shown}:** " if shown else ""
    time = "" if start is None else rf"\[{format_time(start)}\] "
    return f"{label}{time}" + "\n".join(_line(sentence.text) for sentence in sentences)


def _line(words: str) -> str:
    escaped = _escape(words)
    timed = _TIME.match(escaped)
    return _no_time(timed.group()) + escaped[timed.end() :] if timed else escaped


def _no_time(text: str) -> str:
    return text.replace(":", r"\:")


def _escape(text: str) -> str:
    r"""Make text mean itself.

    >>> _escape("1. *a*")
    '1\\. \\*a\\*'
    """
    escaped = _MARKUP.sub(r"\\\g<0>", text)
    opening = _OPENING.match(escaped)
    return f"{opening.group()}\\{escaped[opening.end() :]}" if opening else escaped


def read(source: Source, name: str) -> Transcript:
    """Read a file that `write` wrote, with all that somebody has edited in it."""
    head, body = divide(source.text, COMMENT)
    builder = Builder(source.path, sentence=True)
    builder.end_paragraph()
    for number, line in body:
        if not line:
            builder.end_paragraph()
        elif heading := read_heading(line):
            start_chapter(builder, heading[1], number)
        else:
            _read_line(line, number, builder)
    cues = builder.finish()
    front = replace(_read_head(head), chapters=builder.chapters())
    return Transcript(format=name, cues=cues, front=front)


def _read_line(line: str, number: int, builder: Builder) -> None:
    """Read a sentence, with the name and the time in front of it."""
    label = _LABEL.match(line)
    rest = line[label.end() :] if label else line
    timed = _TIME.match(rest)
    start = parse_time(timed["time"]) if timed else None
    if label:
        name = squeeze(plain(label["name"]))
        builder.speak(None if label["name"] == UNKNOWN else name or None, start)
    elif timed:
        builder.reach(start)
    builder.say(plain(rest[timed.end() :] if timed else rest), number)
    builder.end_cue()


def _read_head(lines: Sequence[str]) -> FrontMatter:
    front = next(
        (said for line in lines if (said := read_head_line(unwrapped(line)))), FrontMatter()
    )
    titles = (squeeze(plain(heading[1])) for line in lines if (heading := read_heading(line)))
    return replace(front, title=next(titles, ""))


def read_heading(line: str) -> tuple[int, str] | None:
    """Return the level and the text of a heading, without closing signs (CommonMark §4.2).

    >>> read_heading("## One ##"), read_heading("# C#"), read_heading("#one")
    ((2, 'One'), (1, 'C#'), None)
    """
    if not (signs := _HEADING.match(line)):
        return None
    text = line[signs.end() :].rstrip()
    opened = text.rstrip("#")
    return len(signs[1]), opened.rstrip() if not opened or opened[-1].isspace() else text


def start_chapter(builder: Builder, heading: str, line: int) -> None:
    """Start the chapter of a heading, with the time in parentheses at its end."""
    timed = _HEADING_TIME.fullmatch(heading)
    start = parse_time(timed["time"]) if timed else None
    words = timed["title"] if timed and start is not None else heading
    builder.start_chapter(squeeze(plain(words)), line, start)


def unwrapped(line: str) -> str:
    """Return the words of a line that is in italics as a whole."""
    italic = re.fullmatch(r"\*([^*].{0,2000})\*", line.strip())
    return plain(italic[1]) if italic else ""
