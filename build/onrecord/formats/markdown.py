r"""Markdown (CommonMark): chapters as headings, and paragraphs of one speaker, like `**Ann:** \[0:01\] Hi`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.clock import clock
from onrecord.formats._base import squeeze
from onrecord.formats._outline import head_line, outline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Episode, Sentence

NAME: str = "markdown"

# CommonMark §2.4: a backslash makes any of these a character like others.
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&$]")
# What starts a list, a heading or a rule at the start of a line.
_OPENING = re.compile(r"(?:(\d{1,9})(?=[.)])|(?=[-+=]))")


def writes(episode: Episode) -> bool:
    """Say that every episode can be written."""
    return bool(episode.sentences)


def write(episode: Episode) -> str:
    r"""Give the episode as Markdown that shows exactly its words.

    >>> from onrecord.model import Episode, FrontMatter, Milliseconds, Sentence, Slug
    >>> hi = Sentence(text="2 * 2?", span=(0, 6), start=Milliseconds(1500), end=None, timing="exact", speaker="Ann")
    >>> print(write(Episode(slug=Slug("a"), front=FrontMatter(title="Talk"), sentences=(hi,), chapters=())))
    # Talk
    <BLANKLINE>
    **Ann:** \[0:01\] 2 \* 2?
    <BLANKLINE>
    """
    title = squeeze(episode.front.title)
    blocks = [f"# {_escape(title)}" if title else "", _escape(head_line(episode))]
    for part in outline(episode):
        if part.chapter:
            start = part.chapter.start
            time = "" if start is None else f" ({clock(start)})"
            blocks.append(f"## {_escape(squeeze(part.chapter.title))}{time}")
        blocks.extend(_paragraph(paragraph) for paragraph in part.paragraphs)
    return "\n\n".join(block for block in blocks if block) + "\n"


def _paragraph(sentences: Sequence[Sentence]) -> str:
    start, speaker = sentences[0].start, sentences[0].speaker
    name = f"**{_escape(squeeze(speaker))}:** " if speaker else ""
    time = "" if start is None else rf"\[{clock(start)}\] "
    return f"{name}{time}{_escape(' '.join(sentence.text for sentence in sentences))}"


def _escape(text: str) -> str:
    r"""Make text mean itself.

    >>> _escape("1. *a*")
    '1\\. \\*a\\*'
    """
    escaped = _MARKUP.sub(r"\\\g<0>", text)
    opening = _OPENING.match(escaped)
    return f"{opening.group()}\\{escaped[opening.end() :]}" if opening else escaped
