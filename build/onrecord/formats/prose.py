"""Prose: paragraphs of sentences without times; read if no other format matches.

A file of nothing but such paragraphs may be the whole transcript of a talk, and may be a letter:
whoever names it as a transcript is believed. What plainly is none is refused (`_running_text`), and
so is prose under a name that promises something else: what a server sends in place of subtitles is
no transcript.

Words are all that is there; in a file named as Markdown, headings are chapters, and markup is
markup. Nobody knows who speaks, nor when.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.formats import markdown
from onrecord.formats._builder import Builder
from onrecord.formats._running_text import find_paragraphs, is_long, is_running_text
from onrecord.model import Transcript

if TYPE_CHECKING:
    from onrecord.formats._base import Source

NAME = "prose"
EXTENSIONS = ("txt", "text", "md", "markdown")


def recognise(source: Source) -> bool:
    """Return whether it consists of paragraphs of sentences, and is longer than a note."""
    return (
        source.extension in {"", *EXTENSIONS}
        and is_long(source.head)
        and is_running_text(source.head)
    )


def read(source: Source) -> Transcript:
    """Read all words; each paragraph is a cue."""
    if source.extension in markdown.EXTENSIONS:
        return replace(markdown.read(source), format=NAME)
    builder = Builder()
    for line, words in find_paragraphs(source.text):
        builder.end_paragraph()
        builder.say(words, line)
    return Transcript(format=NAME, cues=builder.finish())
