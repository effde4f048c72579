r"""Plain text as we write it, and read it again: what is read is what was written.

    Talk
    ====
    Show · 2023-03-27 · Ann (host)
    onrecord transcript: a line is a sentence

    [0:01] The first chapter
    ------------------------

    [0:01] Ann:
    Hello.
    She said:

Above the signature stands what the episode is, and no words. Below it, a chapter is underlined; a
turn or a paragraph starts behind an empty line, with its time in whole seconds and a name, as far
as they are known: without a name the speaker before goes on, and `?:` is nobody known. Every other
line is a sentence. Words that would look like one of these marks have a backslash in front (`\She
said:`), and a name that would has a colon.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.formats._base import squeeze
from onrecord.formats._builder import Builder
from onrecord.formats._outline import head_line, outline, read_head_line
from onrecord.formats._signature import SIGNATURE, UNKNOWN, divide
from onrecord.formats._times import parse_time
from onrecord.formats._turn_lines import TIME
from onrecord.model import FrontMatter, Transcript
from onrecord.text.times import format_time

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.formats._base import Source
    from onrecord.model import Episode, Milliseconds, Sentence

_UNDERLINE = re.compile(r"=+|-+")
_TIME = re.compile(rf"\[({TIME})\][ \t]*")


def write(episode: Episode) -> str:
    """Return the file; `read` restores sentences, speakers, chapters and seconds of paragraphs."""
    title = _guard(squeeze(episode.front.title))
    blocks = [
        "\n".join(
            line for line in (*_underlined(title, "="), head_line(episode), SIGNATURE) if line
        )
    ]
    before: str | None = None
    for part in outline(episode):
        if part.chapter:
            blocks.append(
                "\n".join(
                    _underlined(
                        _stamp(part.chapter.start) + _guard(squeeze(part.chapter.title)), "-"
                    )
                )
            )
        for paragraph in part.paragraphs:
            blocks.append("\n".join(_lines(paragraph, before)))
            before = paragraph[0].speaker
    return "\n\n".join(blocks) + "\n"


def _underlined(title: str, line: str) -> tuple[str, ...]:
    return (title, line * len(title)) if title else ()


def _lines(sentences: Sequence[Sentence], before: str | None) -> Iterator[str]:
    name = squeeze(sentences[0].speaker or "")
    label = f"{_guard_name(name)}:" if name else f"{UNKNOWN}:" if before else ""
    if header := f"{_stamp(sentences[0].start)}{label}".rstrip():
        yield header
    yield from (_guard(sentence.text) for sentence in sentences)


def _stamp(time: Milliseconds | None) -> str:
    return "" if time is None else f"[{format_time(time)}] "


def _guard(words: str) -> str:
    looks_like_a_mark = (
        words.startswith("\\")
        or words.endswith(":")
        or _TIME.match(words)
        or _UNDERLINE.fullmatch(words)
    )
    return f"\\{words}" if looks_like_a_mark or words == SIGNATURE else words


def _guard_name(name: str) -> str:
    return (
        f":{name}" if name == UNKNOWN or name.startswith(("\\", ":")) or _TIME.match(name) else name
    )


def read(source: Source, name: str) -> Transcript:
    """Read a file that `write` wrote, with all that somebody has edited in it."""
    head, body = divide(source.text, SIGNATURE)
    builder = Builder(source.path, sentence=True)
    builder.end_paragraph()
    # An editor may have put empty lines between title and underline.
    written = [(number, line) for number, line in body if line]
    titles = {
        number for (number, _), (_, below) in pairwise(written) if _UNDERLINE.fullmatch(below)
    }
    opens = True
    for number, line in body:
        if not line:
            builder.end_paragraph()
            opens = True
        elif _UNDERLINE.fullmatch(line):
            continue
        elif number in titles:
            start, title = _take_time(line)
            builder.start_chapter(_unguard(title), number, start)
        else:
            _read_line(line, number, builder, opens=opens)
            opens = False
    cues = builder.finish()
    front = replace(_read_head(head), chapters=builder.chapters())
    return Transcript(format=name, cues=cues, front=front)


def _read_line(line: str, number: int, builder: Builder, *, opens: bool) -> None:
    """Read a sentence, or the time and the name in the line that opens a paragraph.

    A name elsewhere is made by an editor who broke the lines: it stays among the words.
    """
    time, rest = _take_time(line)
    label = rest.removesuffix(":") if opens and not rest.startswith("\\") else rest
    if label and label != rest:
        builder.speak(None if label == UNKNOWN else label.removeprefix(":"), time)
        return
    if time is not None:
        builder.reach(time)
    builder.say(_unguard(rest), number)
    builder.end_cue()


def _read_head(lines: Sequence[str]) -> FrontMatter:
    titled = len(lines) > 1 and bool(_UNDERLINE.fullmatch(lines[1]))
    rest = lines[2:] if titled else lines
    front = (read_head_line(rest[0]) if rest else None) or FrontMatter()
    return replace(front, title=_unguard(lines[0])) if titled else front


def _take_time(line: str) -> tuple[Milliseconds | None, str]:
    found = _TIME.match(line)
    time = parse_time(found[1]) if found else None
    return (time, line[found.end() :]) if found and time is not None else (None, line)


def _unguard(words: str) -> str:
    return words.removeprefix("\\")
