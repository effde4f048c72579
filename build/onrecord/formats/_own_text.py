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
from typing import TYPE_CHECKING

from onrecord.errors import Place
from onrecord.formats._base import squeeze
from onrecord.formats._builder import Builder
from onrecord.formats._outline import head_line, outline, read_head_line, start_chapters
from onrecord.formats._signature import SIGNATURE, UNKNOWN
from onrecord.formats._times import parse_time
from onrecord.formats._turn_lines import TIME
from onrecord.model import ChapterMark, FrontMatter, Milliseconds, Transcript
from onrecord.text.times import format_time

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.formats._base import Source
    from onrecord.model import Episode, Sentence

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
    """Read what `write` wrote, and what somebody has edited in it."""
    lines = [(number, line.strip()) for number, line in enumerate(source.text.split("\n"), 1)]
    place = next((index for index, (_, line) in enumerate(lines) if line == SIGNATURE), -1)
    builder = Builder()
    builder.end_paragraph()
    marks: list[ChapterMark] = []
    # An editor may have put empty lines between title and underline.
    written = [line for _, line in lines[place + 1 :] if line]
    after = dict(enumerate(written[1:]))
    count = 0
    starts = True
    for number, line in lines[place + 1 :]:
        if not line:
            builder.end_paragraph()
            starts = True
            continue
        below = after.get(count, "")
        count += 1
        time, rest = _take_time(line)
        if _UNDERLINE.fullmatch(line):
            continue
        if _UNDERLINE.fullmatch(below):
            start = Milliseconds(-1) if time is None else time
            index = builder.index
            marks.append(
                ChapterMark(
                    start=start,
                    title=_unguard(rest),
                    origin="source",
                    place=Place(path=source.path, line=number),
                    cue=index,
                )
            )
            continue
        # Elsewhere it is what an editor made who broke the lines: words are not lost to a name.
        label = (
            rest.removesuffix(":")
            if starts and rest.endswith(":") and not rest.startswith("\\")
            else ""
        )
        starts = False
        if label:
            builder.speak(None if label == UNKNOWN else label.removeprefix(":"), time)
            continue
        if time is not None:
            builder.reach(time)
        builder.say(_unguard(rest), number)
        builder.end_cue()
    cues = tuple(replace(cue, sentence=True) for cue in builder.finish())
    front = replace(
        _read_head([line for _, line in lines[: max(place, 0)] if line]),
        chapters=start_chapters(marks, cues),
    )
    return Transcript(format=name, cues=cues, front=front)


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
