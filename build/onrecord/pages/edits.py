"""People's edits of the words of a chapter: the list at its end, and its numbered notes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.pages.environment import fill
from onrecord.pages.transcript_html import Annotations, NumberedNote

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from markupsafe import Markup

    from onrecord.model import Anchor, Chapter, Episode, Milliseconds, Provenance
    from onrecord.pages.text_marks import TextMarks


@dataclass(frozen=True, slots=True, kw_only=True)
class EditPlace:
    """A sentence in which an edit was made."""

    anchor: Anchor
    start: Milliseconds | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One edit, wherever in the chapter it was made."""

    id: str
    heard: str
    """Empty if words were removed."""
    shown: str
    """Empty if words were left out."""
    removed: bool
    provenance: Provenance
    places: tuple[EditPlace, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditList:
    """Context of `pages/edits.html.jinja`."""

    corrections: tuple[Edit, ...]
    removals: tuple[Edit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterEdits:
    """The edits of a chapter."""

    edits: tuple[Edit, ...]
    annotations: Annotations


def render_edits(edits: Iterable[Edit]) -> Markup:
    """Render the list of edits at the end of a page."""
    listed = tuple(edits)
    corrections = tuple(edit for edit in listed if not edit.removed)
    removals = tuple(edit for edit in listed if edit.removed)
    return fill("edits", EditList(corrections=corrections, removals=removals))


def collect_edits(
    episode: Episode, chapter: Chapter, aliases: Mapping[Anchor, Sequence[Anchor]], marks: TextMarks
) -> ChapterEdits:
    """Return the edits of a chapter, and everything that stands in and beside its words.

    The same correction in several places is one edit.
    """
    edits: dict[tuple[object, ...], Edit] = {}
    lines: dict[tuple[Anchor, int], str] = {}
    for sentence in episode.sentences[slice(*chapter.sentences)]:
        for index, change in enumerate(sentence.changes):
            shown = "" if change.removed else sentence.text[slice(*change.span)]
            heard = change.heard.strip()
            key = (heard, shown, change.provenance, change.removed and sentence.id)
            place = EditPlace(anchor=sentence.id, start=sentence.start)
            edit = edits.setdefault(
                key,
                Edit(
                    id=f"edit-{sentence.id}-{index + 1}",
                    heard=heard,
                    shown=shown,
                    removed=change.removed,
                    provenance=change.provenance,
                    places=(),
                ),
            )
            if place not in edit.places:
                edits[key] = replace(edit, places=(*edit.places, place))
            lines[sentence.id, index] = edit.id
    annotations = Annotations(
        notes=_number_notes(episode, chapter),
        people={person.name: person for person in episode.front.people},
        edits=lines,
        aliases=aliases,
        marks=marks,
    )
    return ChapterEdits(edits=tuple(edits.values()), annotations=annotations)


def _number_notes(episode: Episode, chapter: Chapter) -> Mapping[Anchor, Sequence[NumberedNote]]:
    first, last = chapter.sentences
    own = [note for note in episode.notes if first <= note.sentence < last]
    numbered: dict[Anchor, list[NumberedNote]] = {}
    for number, note in enumerate(own, 1):
        anchor = episode.sentences[note.sentence].id
        here = numbered.setdefault(anchor, [])
        # Named after its sentence, so that another note before it does not change its address.
        name = f"note-{anchor}{f'-{len(here) + 1}' if here else ''}"
        here.append(NumberedNote(number=number, id=name, note=note))
    return numbered
