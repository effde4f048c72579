"""The words of a transcript as HTML: turns, paragraphs, sentences.

Built from strings, since an episode has 700 sentences.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markupsafe import Markup

from onrecord.pages.markdown import render_note
from onrecord.pages.typography import typeset, typographic
from onrecord.text.direction import reads_from_the_right
from onrecord.text.times import format_time, iso_duration, seconds

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from onrecord.model import Anchor, Change, Note, Person, Sentence, Span, Turn
    from onrecord.pages.text_marks import QuoteMark, TextMarks

APPROXIMATE = (
    '<span class="approx" title="Approximate: the transcript has no time of its own here">≈</span>'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedNote:
    """A note with its number in the chapter."""

    number: int
    id: str
    note: Note


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotations:
    """What stands in and beside the words of a chapter."""

    notes: Mapping[Anchor, Sequence[NumberedNote]]
    """The notes of each sentence."""
    people: Mapping[str, Person]
    """Speakers that the archive knows, by name."""
    edits: Mapping[tuple[Anchor, int], str]
    """The id of the line that explains a change, by sentence and number of the change."""
    aliases: Mapping[Anchor, Sequence[Anchor]]
    """The old anchors whose heir a sentence is, by sentence."""
    marks: TextMarks


def build_turns(
    turns: Iterable[Turn], annotations: Annotations, person_urls: Mapping[str, str]
) -> Markup:
    """Return the HTML of turns, in reading order.

    Args:
        turns: of a chapter.
        annotations: to their words.
        person_urls: address of the page of each speaker who has one.
    """
    parts: list[str] = []
    linked: set[str] = set()
    for turn in turns:
        parts.append(_turn(turn, _name(turn, person_urls, linked), annotations))
        linked.add(turn.speaker or "")
    return Markup("".join(parts))  # noqa: S704 - each part is escaped where it is put in


def _name(turn: Turn, person_urls: Mapping[str, str], linked: Container[str]) -> str:
    """Return the name of a speaker, as a link if they have a page."""
    if not turn.speaker:
        return ""
    name, url = escape(turn.speaker), person_urls.get(turn.speaker, "")
    if url:
        # One tab stop for each speaker, not one for each turn.
        skipped = ' tabindex="-1"' if turn.speaker in linked else ""
        name = f'<a href="{escape(url)}"{skipped}>{name}</a>'
    return f'<p class="speaker"><b>{name}</b></p>'


def _turn(turn: Turn, name: str, annotations: Annotations) -> str:
    speaker = escape(turn.speaker or "")
    person = annotations.people.get(turn.speaker or "")
    role = f' data-role="{escape(person.role)}"' if person and person.role else ""
    paragraphs = "".join(_paragraph(paragraph, annotations) for paragraph in turn.paragraphs)
    slug = escape(person.slug) if person and person.slug else speaker
    teaser = (
        ' data-teaser data-pagefind-ignore="all"'
        if turn.paragraphs[0][0].id in annotations.marks.teaser
        else ""
    )
    attributes = f'data-speaker="{slug}" data-attribution="{turn.attribution}"{role}{teaser}'
    return f'<div class="turn" {attributes}>{name}{paragraphs}</div>\n'


def _paragraph(sentences: Sequence[Sentence], annotations: Annotations) -> str:
    words = _sentence(sentences[0], annotations) + "".join(
        # Scripts without spaces have none between sentences either.
        (" " if after.span[0] > before.span[1] else "") + _sentence(after, annotations)
        for before, after in pairwise(sentences)
    )
    right_to_left = any(reads_from_the_right(sentence.text) for sentence in sentences)
    direction = ' dir="rtl"' if right_to_left else ""
    notes = "".join(
        build_note(note, sentence.id)
        for sentence in sentences
        for note in annotations.notes.get(sentence.id, ())
    )
    pull_quotes = annotations.marks.pull_quotes
    pulled = next((pull_quotes[one.id] for one in sentences if one.id in pull_quotes), "")
    noted, notes = (" noted", f'<div class="notes">{notes}</div>') if notes else ("", "")
    return (
        f'<div class="passage{noted}">{_time_link(sentences[0])}'
        f"<p{direction}>{words}</p>{notes}{pulled}</div>"
    )


def _sentence(sentence: Sentence, annotations: Annotations) -> str:
    marks, anchor = annotations.marks, sentence.id
    quoted = marks.quoted.get(anchor, ())
    text = (
        _marked(sentence, annotations, quoted)
        if sentence.changes or quoted
        else typeset(sentence.text)
    )
    # The style sheet draws the number, so that copying and searching find the words alone.
    references = "".join(
        f'<a class="note-mark" href="#{note.id}" data-number="{note.number}"'
        f' aria-label="Note {note.number}"></a>'
        for note in annotations.notes.get(anchor, ())
    )
    # Formatted, not added: markup that is added to a string escapes it.
    references = f"{references}{marks.later.get(anchor, '')}"
    repeated = " data-repeat" if anchor in marks.repeated else ""
    # The heir of an old anchor is the element behind it, so aliases stand next to the sentence.
    old = "".join(f'<a id="{name}" data-range></a>' for name in marks.ranges.get(anchor, ()))
    old += "".join(
        f'<a id="{name}" data-alias></a>' for name in annotations.aliases.get(anchor, ())
    )
    times = ""
    if sentence.start is not None:
        end = sentence.start if sentence.end is None else sentence.end
        approximate = "" if sentence.timing == "exact" else " data-approx"
        times = f' data-start="{seconds(sentence.start)}" data-end="{seconds(end)}"{approximate}'
    return f'{old}<span id="{anchor}"{times}{repeated}>{text}</span>{references}'


def _marked(sentence: Sentence, annotations: Annotations, quoted: Sequence[QuoteMark]) -> str:
    """Link each change to the line that explains it, and quoted words to their quotes."""
    # Set as a whole, then cut: the letters around an apostrophe decide how it is set.
    text = typographic(sentence.text)
    parts: list[str] = []
    place = 0
    for index, change in enumerate(sentence.changes):
        line = annotations.edits.get((sentence.id, index), "")
        shown = sentence.text[slice(*change.span)]
        parts += (_link_quotes(text, (place, change.span[0]), quoted), _change(change, shown, line))
        place = change.span[1]
    return "".join((*parts, _link_quotes(text, (place, len(text)), quoted)))


def _link_quotes(text: str, span: Span, quoted: Sequence[QuoteMark]) -> str:
    """Return a stretch of a sentence with links where it is quoted."""
    html, (place, end) = "", span
    for mark in quoted:
        first, last = max(place, mark.span[0]), min(end, mark.span[1])
        if first < last:
            html += escape(text[place:first], quote=False)
            html += f"{mark.tag}{escape(text[first:last], quote=False)}</a>"
            place = last
    return html + escape(text[place:end], quote=False)


def _change(change: Change, shown: str, line: str) -> str:
    if change.removed:
        day = change.provenance.on.isoformat() if change.provenance.on else ""
        return (
            f'<a class="redacted" href="#{line}" data-redacted="{day}"'
            f' aria-label="Words were removed">{escape(shown)}</a>'
        )
    heard = escape(change.heard)
    if not shown:
        return (
            f'<a class="fix left-out" href="#{line}" data-heard="{heard}"'
            f' aria-label="Left out: {heard.strip()}"></a>'
        )
    return (
        f'<a class="fix" href="#{line}" data-heard="{heard}"'
        f' title="Heard as: {heard}">{typeset(shown)}</a>'
    )


def build_note(numbered: NumberedNote, anchor: Anchor) -> str:
    """Return the HTML of a note, which stands beside the paragraph and links back to the words."""
    note, number = numbered.note, numbered.number
    listed = "".join(f"<li>{_source(source)}</li>" for source in note.provenance.sources)
    sources = f'<ul class="sources">{listed}</ul>' if listed else ""
    by = f'<p class="note-by">{escape(note.provenance.by)}</p>' if note.provenance.by else ""
    return (
        f'<div class="note" role="note" id="{numbered.id}" aria-label="Note {number}">'
        f'<a class="note-number" href="#{anchor}"'
        f' aria-label="Back to the words of note {number}">{number}</a>'
        f"{render_note(note.text)}{sources}{by}</div>"
    )


def _source(source: str) -> str:
    if source.startswith(("https://", "http://")):
        return f'<a href="{escape(source)}">{escape(urlsplit(source).hostname or source)}</a>'
    return escape(source)


def _time_link(sentence: Sentence) -> str:
    """Link to a paragraph: one tab stop for each paragraph, not one for each sentence."""
    if sentence.start is None:
        return f'<a class="time" href="#{sentence.id}" aria-label="Link to this paragraph">#</a>'
    approximate = "" if sentence.timing == "exact" else APPROXIMATE
    return (
        f'<a class="time" href="#{sentence.id}"><span class="unseen">Link to </span>{approximate}'
        f'<time datetime="{iso_duration(sentence.start)}">{format_time(sentence.start)}</time></a>'
    )
