"""The transcript itself: turns, paragraphs, sentences. Built from strings, for there are 700 sentences in an episode."""

from __future__ import annotations

import re
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from markupsafe import Markup

from onrecord.clock import clock
from onrecord.pages.clock import iso_duration, seconds
from onrecord.pages.direction import reads_from_the_right

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from onrecord.model import Anchor, Sentence, Turn

# Inside a word, or after one before a space: never an opening quotation mark.
APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")

APPROXIMATE = '<span class="approx" title="Approximate: the transcript has no time of its own here">≈</span>'


def typeset(text: str) -> str:
    """Escape words for HTML, with typographic apostrophes; all else stays as it is.

    >>> typeset("it's <b>")
    'it’s &lt;b&gt;'
    """
    return APOSTROPHE.sub("’", escape(text, quote=False))


def build_turns(turns: Iterable[Turn], aliases: Mapping[Anchor, Sequence[Anchor]]) -> Markup:
    """Give the HTML of turns, in reading order; in front of each sentence the old anchors whose heir it is."""
    return Markup("".join(_turn(turn, aliases) for turn in turns))  # noqa: S704 - each part is escaped where it is put in


def _turn(turn: Turn, aliases: Mapping[Anchor, Sequence[Anchor]]) -> str:
    speaker = escape(turn.speaker or "")
    name = f'<p class="speaker"><b>{speaker}</b></p>' if speaker else ""
    paragraphs = "".join(_paragraph(paragraph, aliases) for paragraph in turn.paragraphs)
    return f'<div class="turn" data-speaker="{speaker}" data-attribution="{turn.attribution}">{name}{paragraphs}</div>\n'


def _paragraph(sentences: Sequence[Sentence], aliases: Mapping[Anchor, Sequence[Anchor]]) -> str:
    words = _sentence(sentences[0], aliases) + "".join(
        # Scripts that write no spaces have none between sentences either.
        (" " if after.span[0] > before.span[1] else "") + _sentence(after, aliases)
        for before, after in pairwise(sentences)
    )
    turned = ' dir="rtl"' if any(reads_from_the_right(sentence.text) for sentence in sentences) else ""
    return f'<div class="passage">{_time(sentences[0])}<p{turned}>{words}</p></div>'


def _sentence(sentence: Sentence, aliases: Mapping[Anchor, Sequence[Anchor]]) -> str:
    text = typeset(sentence.text)
    old = "".join(f'<a id="{anchor}" data-alias></a>' for anchor in aliases.get(sentence.id, ()))
    if sentence.start is None:
        return f'{old}<span id="{sentence.id}">{text}</span>'
    end = sentence.start if sentence.end is None else sentence.end
    approximate = "" if sentence.timing == "exact" else " data-approx"
    return f'{old}<span id="{sentence.id}" data-start="{seconds(sentence.start)}" data-end="{seconds(end)}"{approximate}>{text}</span>'


def _time(sentence: Sentence) -> str:
    """Link of a paragraph: one tab stop, not one for each sentence."""
    if sentence.start is None:
        return f'<a class="time" href="#{sentence.id}" aria-label="Link to this paragraph">#</a>'
    approximate = "" if sentence.timing == "exact" else APPROXIMATE
    return (
        f'<a class="time" href="#{sentence.id}"><span class="unseen">Link to </span>{approximate}'
        f'<time datetime="{iso_duration(sentence.start)}">{clock(sentence.start)}</time></a>'
    )
