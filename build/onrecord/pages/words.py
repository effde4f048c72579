"""The transcript itself: turns, paragraphs, sentences. Built from strings, for there are 700 sentences in an episode."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markupsafe import Markup

from onrecord.pages.markdown import render_note
from onrecord.text.direction import reads_from_the_right
from onrecord.text.times import format_time, iso_duration, seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from onrecord.model import Anchor, Change, Note, Person, Sentence, Span, Turn

# Inside a word, or after one before a space: never an opening quotation mark.
APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")

# A word of a name or of an address.

APPROXIMATE = (
    '<span class="approx" title="Approximate: the transcript has no time of its own here">≈</span>'
)


def typeset(text: str) -> str:
    """Escape words for HTML, with typographic apostrophes; all else stays as it is.

    >>> typeset("it's <b>")
    'it’s &lt;b&gt;'
    """
    return escape(typographic(text), quote=False)


def typographic(text: str) -> str:
    """Give words as they are set: as many characters, apostrophes curved."""
    return APOSTROPHE.sub("’", text) if "'" in text else text


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedNote:
    """A note with its number in the chapter."""

    number: int
    id: str
    note: Note


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """Characters of a sentence that are quoted."""

    span: Span
    opening: str
    """Tag before them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """What is set apart in the words of an episode, by the anchors of its sentences."""

    quoted: Mapping[Anchor, Sequence[Quoted]] = field(default_factory=dict)
    """In order, without overlaps."""
    pulled: Mapping[Anchor, Markup] = field(default_factory=dict)
    """The quote to set beside the paragraph that holds the sentence."""
    later: Mapping[Anchor, Markup] = field(default_factory=dict)
    """Of the sentences of a teaser: where they are really said."""
    teaser: frozenset[Anchor] = frozenset()
    repeated: frozenset[Anchor] = frozenset()
    """Of sentences that other episodes have too."""
    ranges: Mapping[Anchor, Sequence[str]] = field(default_factory=dict)
    """By its first sentence each range that our pages lead to, as its fragment: the id of a mark, for browsers without scripts."""


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
    apart: Apart = field(default_factory=Apart)
    """Quotes and the teaser."""


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
    teaser = (
        ' data-teaser data-pagefind-ignore="all"'
        if turn.paragraphs[0][0].id in margin.apart.teaser
        else ""
    )
    return f'<div class="turn" data-speaker="{slug}" data-attribution="{turn.attribution}"{role}{teaser}>{name}{paragraphs}</div>\n'


def _paragraph(sentences: Sequence[Sentence], margin: Margin) -> str:
    words = _sentence(sentences[0], margin) + "".join(
        # Scripts that write no spaces have none between sentences either.
        (" " if after.span[0] > before.span[1] else "") + _sentence(after, margin)
        for before, after in pairwise(sentences)
    )
    turned = (
        ' dir="rtl"' if any(reads_from_the_right(sentence.text) for sentence in sentences) else ""
    )
    notes = "".join(
        build_note(note, sentence.id)
        for sentence in sentences
        for note in margin.notes.get(sentence.id, ())
    )
    pulled = next(
        (
            margin.apart.pulled[sentence.id]
            for sentence in sentences
            if sentence.id in margin.apart.pulled
        ),
        "",
    )
    if not notes:
        return f'<div class="passage">{_time(sentences[0])}<p{turned}>{words}</p>{pulled}</div>'
    return f'<div class="passage noted">{_time(sentences[0])}<p{turned}>{words}</p><div class="notes">{notes}</div>{pulled}</div>'


def _sentence(sentence: Sentence, margin: Margin) -> str:
    apart, name = margin.apart, sentence.id
    quoted = apart.quoted.get(name, ())
    text = (
        _marked(sentence, margin, quoted) if sentence.changes or quoted else typeset(sentence.text)
    )
    # The number is drawn by the style sheet: whoever copies or searches words finds these words alone.
    references = "".join(
        [
            f'<a class="note-mark" href="#{note.id}" data-number="{note.number}" aria-label="Note {note.number}"></a>'
            for note in margin.notes.get(name, ())
        ]
    )
    references += apart.later.get(name, "")
    repeated = " data-repeat" if name in apart.repeated else ""
    old = "".join(
        [f'<a id="{fragment}" data-range></a>' for fragment in apart.ranges.get(name, ())]
    )
    # Next to the sentence: the heir of an old anchor is the element behind it.
    old += "".join([f'<a id="{anchor}" data-alias></a>' for anchor in margin.aliases.get(name, ())])
    if sentence.start is None:
        return f'{old}<span id="{name}"{repeated}>{text}</span>{references}'
    end = sentence.start if sentence.end is None else sentence.end
    approximate = "" if sentence.timing == "exact" else " data-approx"
    times = f'data-start="{seconds(sentence.start)}" data-end="{seconds(end)}"{approximate}'
    return f'{old}<span id="{name}" {times}{repeated}>{text}</span>{references}'


def _marked(sentence: Sentence, margin: Margin, quoted: Sequence[Quoted]) -> str:
    """Mark what is not as it was received, each leading to the line that says why; underline what is quoted between such marks."""
    # Set as a whole, then cut: an apostrophe is one by the letters around it.
    text = typographic(sentence.text)
    parts: list[str] = []
    place = 0
    for index, change in enumerate(sentence.changes):
        line = margin.edits.get((sentence.id, index), "")
        shown = sentence.text[slice(*change.span)]
        parts += (_underlined(text, (place, change.span[0]), quoted), _mark(change, shown, line))
        place = change.span[1]
    return "".join((*parts, _underlined(text, (place, len(text)), quoted)))


def _underlined(text: str, span: Span, quoted: Sequence[Quoted]) -> str:
    """Give a stretch of a sentence with links where it is quoted."""
    html, (place, end) = "", span
    for quote in quoted:
        first, last = max(place, quote.span[0]), min(end, quote.span[1])
        if first < last:
            html += f"{escape(text[place:first], quote=False)}{quote.opening}{escape(text[first:last], quote=False)}</a>"
            place = last
    return html + escape(text[place:end], quote=False)


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
        f'<time datetime="{iso_duration(sentence.start)}">{format_time(sentence.start)}</time></a>'
    )
