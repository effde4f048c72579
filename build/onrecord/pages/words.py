"""The transcript itself: turns, paragraphs, sentences. Built from strings, for there are 700 sentences in an episode."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markupsafe import Markup

from onrecord.clock import clock
from onrecord.pages.clock import iso_duration, seconds
from onrecord.pages.direction import reads_from_the_right
from onrecord.pages.markdown import render_note

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from onrecord.model import Anchor, Change, Note, Person, Sentence, Turn

# Inside a word, or after one before a space: never an opening quotation mark.
APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")

APPROXIMATE = '<span class="approx" title="Approximate: the transcript has no time of its own here">≈</span>'


def typeset(text: str) -> str:
    """Escape words for HTML, with typographic apostrophes; all else stays as it is.

    >>> typeset("it's <b>")
    'it’s &lt;b&gt;'
    """
    return APOSTROPHE.sub("’", escape(text, quote=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedNote:
    """A note with its number in the chapter."""

    number: int
    id: str
    note: Note


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """What stands beside the words."""

    notes: Mapping[Anchor, Sequence[NumberedNote]] = field(default_factory=dict)
    """Of each sentence."""
    people: Mapping[str, Person] = field(default_factory=dict)
    """Speakers that the archive knows, by name."""
    edits: Mapping[tuple[Anchor, int], str] = field(default_factory=dict)
    """Of each change of a sentence, the id of the line that explains it."""
    aliases: Mapping[Anchor, Sequence[Anchor]] = field(default_factory=dict)
    """Old anchors whose heir a sentence is: they stand in front of it."""


BARE = Margin()


def build_turns(turns: Iterable[Turn], margin: Margin = BARE) -> Markup:
    """Give the HTML of turns, in reading order."""
    return Markup("".join(_turn(turn, margin) for turn in turns))  # noqa: S704 - each part is escaped where it is put in


def _turn(turn: Turn, margin: Margin) -> str:
    speaker = escape(turn.speaker or "")
    person = margin.people.get(turn.speaker or "")
    role = f' data-role="{escape(person.role)}"' if person and person.role else ""
    name = f'<p class="speaker"><b>{speaker}</b></p>' if speaker else ""
    paragraphs = "".join(_paragraph(paragraph, margin) for paragraph in turn.paragraphs)
    slug = escape(person.slug) if person and person.slug else speaker
    return f'<div class="turn" data-speaker="{slug}" data-attribution="{turn.attribution}"{role}>{name}{paragraphs}</div>\n'


def _paragraph(sentences: Sequence[Sentence], margin: Margin) -> str:
    words = _sentence(sentences[0], margin) + "".join(
        # Scripts that write no spaces have none between sentences either.
        (" " if after.span[0] > before.span[1] else "") + _sentence(after, margin)
        for before, after in pairwise(sentences)
    )
    turned = ' dir="rtl"' if any(reads_from_the_right(sentence.text) for sentence in sentences) else ""
    notes = "".join(build_note(note, sentence.id) for sentence in sentences for note in margin.notes.get(sentence.id, ()))
    if not notes:
        return f'<div class="passage">{_time(sentences[0])}<p{turned}>{words}</p></div>'
    return f'<div class="passage noted">{_time(sentences[0])}<p{turned}>{words}</p><div class="notes">{notes}</div></div>'


def _sentence(sentence: Sentence, margin: Margin) -> str:
    text = _changed(sentence, margin) if sentence.changes else typeset(sentence.text)
    notes = margin.notes.get(sentence.id)
    # The number is drawn by the style sheet: whoever copies or searches words finds these words alone.
    references = "".join(
        f'<a class="note-mark" href="#{note.id}" data-number="{note.number}" aria-label="Note {note.number}"></a>' for note in notes or ()
    )
    old = "".join(f'<a id="{anchor}" data-alias></a>' for anchor in margin.aliases.get(sentence.id, ()))
    if sentence.start is None:
        return f'{old}<span id="{sentence.id}">{text}</span>{references}'
    end = sentence.start if sentence.end is None else sentence.end
    approximate = "" if sentence.timing == "exact" else " data-approx"
    times = f'data-start="{seconds(sentence.start)}" data-end="{seconds(end)}"{approximate}'
    return f'{old}<span id="{sentence.id}" {times}>{text}</span>{references}'


def _changed(sentence: Sentence, margin: Margin) -> str:
    """Mark what is not as it was received; each mark leads to the line that says why."""
    parts: list[str] = []
    place = 0
    for index, change in enumerate(sentence.changes):
        line = margin.edits.get((sentence.id, index), "")
        shown = sentence.text[slice(*change.span)]
        parts += (typeset(sentence.text[place : change.span[0]]), _mark(change, shown, line))
        place = change.span[1]
    return "".join((*parts, typeset(sentence.text[place:])))


def _mark(change: Change, shown: str, line: str) -> str:
    if change.removed:
        day = change.provenance.on.isoformat() if change.provenance.on else ""
        return f'<a class="redacted" href="#{line}" data-redacted="{day}" aria-label="Words were removed">{escape(shown)}</a>'
    heard = escape(change.heard)
    if not shown:
        return f'<a class="fix left-out" href="#{line}" data-heard="{heard}" aria-label="Left out: {heard.strip()}"></a>'
    return f'<a class="fix" href="#{line}" data-heard="{heard}" title="Heard as: {heard}">{typeset(shown)}</a>'


def build_note(numbered: NumberedNote, anchor: Anchor) -> str:
    """Give the HTML of a note: an explanation beside the paragraph, with a way back to the words."""
    note = numbered.note
    listed = "".join(f"<li>{_source(source)}</li>" for source in note.provenance.sources)
    sources = f'<ul class="sources">{listed}</ul>' if listed else ""
    by = f'<p class="note-by">{escape(note.provenance.by)}</p>' if note.provenance.by else ""
    return (
        f'<div class="note" role="note" id="{numbered.id}" aria-label="Note {numbered.number}">'
        f'<a class="note-number" href="#{anchor}" aria-label="Back to the words of note {numbered.number}">{numbered.number}</a>'
        f"{render_note(note.text)}{sources}{by}</div>"
    )


def _source(source: str) -> str:
    if source.startswith(("https://", "http://")):
        return f'<a href="{escape(source)}">{escape(urlsplit(source).hostname or source)}</a>'
    return escape(source)


def _time(sentence: Sentence) -> str:
    """Link of a paragraph: one tab stop, not one for each sentence."""
    if sentence.start is None:
        return f'<a class="time" href="#{sentence.id}" aria-label="Link to this paragraph">#</a>'
    approximate = "" if sentence.timing == "exact" else APPROXIMATE
    return (
        f'<a class="time" href="#{sentence.id}"><span class="unseen">Link to </span>{approximate}'
        f'<time datetime="{iso_duration(sentence.start)}">{clock(sentence.start)}</time></a>'
    )
