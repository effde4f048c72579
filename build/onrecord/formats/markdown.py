r"""Markdown (CommonMark), read and written.

Headings are chapters; paragraphs have one speaker, as in `**Ann:** \[0:01\] Hi`.

Words are what a reader sees of the paragraphs: emphasis and link targets are markup; notes such as
`[laughs]` are words. Headings are titles: the first, if it is above all words and of the first
level or above all other headings, that of the episode; the others those of chapters. No words
either: front matter, the labels and times of turns (`_markdown_turns`), and the line in italics
under the title, which our writer puts there.
"""

from __future__ import annotations

import re
from bisect import bisect
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.formats import _own_markdown
from onrecord.formats._base import squeeze
from onrecord.formats._builder import Builder
from onrecord.formats._front_matter import read_front_matter
from onrecord.formats._heads import PAGE, report_left_out, skip_head
from onrecord.formats._label_doubts import find_label_like
from onrecord.formats._markdown_inline import plain
from onrecord.formats._markdown_turns import find_turns, take_time
from onrecord.formats._outline import read_head_line
from onrecord.formats._own_markdown import read_heading, start_chapter, unwrapped
from onrecord.formats._page_marks import report_page_heads
from onrecord.formats._sentence_ends import are_closed, ends_sentence
from onrecord.formats._signature import signed
from onrecord.formats._sounds import only_sounds
from onrecord.formats._stage_lines import is_credit, is_heading
from onrecord.formats._tally import Tally
from onrecord.formats._times import parse_time
from onrecord.formats._turn_lines import TIME, convention
from onrecord.model import Transcript

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.formats._base import Source
    from onrecord.formats._markdown_turns import Turns
    from onrecord.model import Episode, FrontMatter

NAME = "markdown"
EXTENSIONS = ("md", "markdown")

# Fences, rules, and comments in a line: no words.
_RULE = re.compile(
    r"(?:`{3,}|~{3,})[\w-]*|(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}"
    r"|<!--(?:(?!-->).){0,1000}-->"
)
# Headings above the words of a page that are no chapters.
_PAGE_TITLE = re.compile(
    r"(?:full |episode )?transcript(?:ion)?|transkript|transcripción|trascrizione"
    r"|транскрипт|文字稿",
    re.IGNORECASE,
)
_LONE_TIME = re.compile(rf"\\?[\[(]?({TIME})\\?[\])]?")
# A paragraph in italics, or a whole one in bold: a remark of whoever edited the page.
_REMARK = re.compile(r"(?P<mark>\*{1,3}|_{1,3})(?=[^\s*_])[^*_]*(?P=mark)")
_DIVIDER = re.compile(r"(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}")
_BULLET = re.compile(r"(?:[-*+]|>)[ \t]+")
_LONGEST_LINE = 1000
_HEAD = 80


def recognise(source: Source) -> bool:
    """Return whether it has the front matter of a transcript, or turns as Markdown shows them."""
    return convention(source) == NAME


def read(source: Source) -> Transcript:
    """Read the paragraphs; each is a cue. Of a file in our own form, each sentence is one."""
    if signed(source) == NAME:
        return _own_markdown.read(source, NAME)
    tally = Tally(source.path)
    front, skipped, issues = read_front_matter(source.text, source.path)
    lines = source.text.split("\n")
    if not skipped:
        front, skipped = skip_head(lines)
        report_left_out(lines, tally)
    report_page_heads(lines, tally)
    paragraphs = list(_paragraphs(lines, skipped))
    speakers = [person.name for person in front.people]
    turns = find_turns([block for _, block in paragraphs if not read_heading(block[0])], speakers)
    apart = _below_rules(lines, [line for line, _ in paragraphs])
    apart |= _find_headings(paragraphs, turns)
    title_level = _title_level([block[0][:_LONGEST_LINE] for _, block in paragraphs])
    builder = Builder(source.path)
    for line, paragraph in paragraphs:
        if heading := read_heading(paragraph[0][:_LONGEST_LINE]):
            level, words = heading
            is_first = builder.empty and not builder.has_chapters
            if level == title_level and is_first and not front.title:
                front = _title(front, words, paragraph[1:])
            else:
                _start_chapter(builder, words, line, front)
        else:
            _read_paragraph(paragraph, line, turns, builder, tally, apart=line in apart)
    cues = builder.finish()
    front = replace(front, chapters=builder.chapters())
    return Transcript(format=NAME, cues=cues, front=front, issues=(*issues, *tally.issues))


def _paragraphs(lines: Sequence[str], skipped: int) -> Iterator[tuple[int, list[str]]]:
    """Return the paragraphs and headings with the line, from 1, on which each starts.

    A heading has the line directly below it, if that is one of ours about the episode.
    """
    block: list[str] = []
    taken = 0
    for number, line in enumerate([*lines[skipped:], ""], skipped + 1):
        short = line.strip()[:_LONGEST_LINE]
        heading = read_heading(short)
        if block and (heading or not short or _RULE.fullmatch(short)):
            yield number - len(block), block
            block = []
        if heading:
            below = (
                [lines[number].strip()]
                if number < len(lines) and read_head_line(unwrapped(lines[number]))
                else []
            )
            taken = number + len(below)
            yield number, [line.strip(), *below]
        elif short and number > taken and not _RULE.fullmatch(short):
            block.append(line.strip())


def _start_chapter(builder: Builder, title: str, line: int, front: FrontMatter) -> None:
    """Start a chapter, unless the heading is that of the page."""
    is_page_title = _is_page_title(squeeze(plain(title)), front)
    if not builder.empty or not is_page_title:
        start_chapter(builder, title, line)


def _below_rules(lines: Sequence[str], starts: Sequence[int]) -> frozenset[int]:
    """Return the lines of the paragraphs that follow a horizontal rule."""
    marked = ((number, line.strip()) for number, line in enumerate(lines, 1) if line)
    rules = [number for number, line in marked if line[:1] in "*-_" and _DIVIDER.fullmatch(line)]
    places = (bisect(starts, rule) for rule in rules)
    return frozenset(starts[place] for place in places if place < len(starts))


def _title_level(lines: Sequence[str]) -> int:
    """Return the level of the heading that is the title of the episode.

    >>> _title_level(["## Talk", "### One", "### Two"]), _title_level(["## One", "## Two"])
    (2, 1)
    >>> _title_level(["## Introduction"])
    1
    """
    levels = [heading[0] for line in lines if (heading := read_heading(line))]
    return levels[0] if levels[1:] and all(level > levels[0] for level in levels[1:]) else 1


def _is_page_title(title: str, front: FrontMatter) -> bool:
    """Return whether a heading above the words is that of the page, and no chapter."""
    return title == front.title or _PAGE_TITLE.fullmatch(title) is not None


def _title(front: FrontMatter, title: str, below: Sequence[str]) -> FrontMatter:
    said = read_head_line(unwrapped(below[0])) if below else None
    front = replace(front, title=squeeze(plain(title)))
    return replace(front, show=said.show, date=said.date, people=said.people) if said else front


def _find_headings(paragraphs: Sequence[tuple[int, list[str]]], turns: Turns) -> set[int]:
    """Return the lines of paragraphs behind whole sentences that look like headings."""
    if not are_closed([block[-1] for _, block in paragraphs if turns.find(block[0])]):
        return set()
    return {
        line
        for (_, above), (line, block) in pairwise(paragraphs)
        if len(block) == 1
        # No heading ends with a stop. To find the words of all lines takes ten times as long.
        and not block[0].endswith((".", "?", "!"))
        and ends_sentence(above[-1])
        and is_heading(plain(block[0]))
    }


def _is_nobodys(paragraph: Sequence[str], turns: Turns) -> bool:
    """Return whether a paragraph without a label is not said by the speaker before it."""
    opening = plain(paragraph[0])
    whole = " ".join(paragraph)
    remark = _REMARK.fullmatch(whole) is not None and not only_sounds(plain(whole))
    named = bool(turns.names and find_label_like(opening, turns.names))
    return remark or named or is_credit(opening)


def _leave_open(
    paragraph: Sequence[str],
    first: int,
    turns: Turns,
    builder: Builder,
    tally: Tally,
    *,
    apart: bool,
) -> None:
    """End the turn before a paragraph without a label that is not said by its speaker."""
    # A label in bold that is written wrongly: `**Ann*:** words`.
    opening = paragraph[0]
    bent = turns.style == "bold" and opening.startswith("**") and ":" in opening[:_HEAD]
    if bent:
        tally.add(
            "a label in bold with a mark too many or too few; its words have no speaker",
            affects="speakers",
            line=first,
            found=opening,
            hint="write **Name:** in front of the words",
        )
    if bent or apart or _is_nobodys(paragraph, turns):
        builder.speak("")


def _read_paragraph(
    paragraph: Sequence[str],
    first: int,
    turns: Turns,
    builder: Builder,
    tally: Tally,
    *,
    apart: bool,
) -> None:
    builder.end_paragraph()
    opening = turns.find(paragraph[0])
    if opening is None:
        _leave_open(paragraph, first, turns, builder, tally, apart=apart)
    words: list[str] = []
    for line, text in enumerate(paragraph, first):
        if found := opening if line == first else turns.find(text):
            builder.say(plain("\n".join(words)), line - 1)
            builder.end_paragraph()
            words = [found.rest] if found.rest else []
            if found.mark:
                tally.add(
                    "a label with a time and no words: a mark of the page, left out",
                    affects="marks",
                    line=line,
                    found=text,
                )
                builder.speak(None)
            else:
                builder.speak(found.name or None, parse_time(found.time) if found.time else None)
        elif PAGE.fullmatch(text):
            continue
        elif lone := _LONE_TIME.fullmatch(text):
            builder.say(plain("\n".join(words)), line - 1)
            builder.wait(parse_time(lone[1]))
            words = []
        elif (timed := take_time(text))[0]:
            builder.say(plain("\n".join(words)), line - 1)
            builder.reach(parse_time(timed[0]))
            words = [timed[1]]
        else:
            words.append(_BULLET.sub("", text, count=1) if _BULLET.match(text) else text)
    builder.say(plain("\n".join(words)), first)


def writes(episode: Episode) -> bool:
    """Return True: every episode can be written."""
    return bool(episode.sentences)


def write(episode: Episode) -> str:
    r"""Return the episode as Markdown that shows exactly its words, in our own form.

    >>> from onrecord.model import Episode, FrontMatter, Milliseconds, Sentence, Slug
    >>> hi = Sentence(
    ...     text="2 * 2?", span=(0, 6), start=Milliseconds(1500),
    ...     end=None, timing="exact", speaker="Ann"
    ... )
    >>> front = FrontMatter(title="Talk")
    >>> print(write(Episode(slug=Slug("a"), front=front, sentences=(hi,), chapters=())))
    # Talk
    <BLANKLINE>
    <!-- onrecord transcript: a line is a sentence -->
    <BLANKLINE>
    **Ann:** \[0:01\] 2 \* 2?
    <BLANKLINE>
    """
    return _own_markdown.write(episode)
