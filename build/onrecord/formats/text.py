"""Plain text: a title, the chapters, and a paragraph a stretch of one speaker, with the time at which it starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.clock import clock
from onrecord.formats._base import squeeze
from onrecord.formats._outline import head_line, outline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Episode, Sentence

NAME: str = "text"


def writes(episode: Episode) -> bool:
    """Say that every episode can be written."""
    return bool(episode.sentences)


def write(episode: Episode) -> str:
    """Give the episode as it can be pasted anywhere.

    >>> from onrecord.model import Episode, FrontMatter, Milliseconds, Sentence, Slug
    >>> hi = Sentence(text="Hi.", span=(0, 3), start=Milliseconds(1500), end=None, timing="exact", speaker="Ann")
    >>> print(write(Episode(slug=Slug("a"), front=FrontMatter(title="Talk"), sentences=(hi,), chapters=())))
    Talk
    ====
    <BLANKLINE>
    [0:01] Ann: Hi.
    <BLANKLINE>
    """
    blocks = [_underlined(squeeze(episode.front.title), "="), head_line(episode)]
    for part in outline(episode):
        if part.chapter:
            blocks.append(_underlined(squeeze(part.chapter.title), "-"))
        blocks.extend(_paragraph(paragraph) for paragraph in part.paragraphs)
    return "\n\n".join(block for block in blocks if block) + "\n"


def _underlined(title: str, line: str) -> str:
    return f"{title}\n{line * len(title)}" if title else ""


def _paragraph(sentences: Sequence[Sentence]) -> str:
    start, speaker = sentences[0].start, sentences[0].speaker
    time = "" if start is None else f"[{clock(start)}] "
    return f"{time}{f'{speaker}: ' if speaker else ''}{' '.join(sentence.text for sentence in sentences)}"
