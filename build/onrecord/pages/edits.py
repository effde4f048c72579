"""What people did to the words of a chapter: the list at its end, and the numbers of its notes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.pages.environment import fill
from onrecord.pages.words import Apart, Margin, NumberedNote

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markupsafe import Markup

    from onrecord.model import Anchor, Chapter, Episode, Milliseconds, Note, Provenance, Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A sentence in which something was changed."""

    anchor: Anchor
    start: Milliseconds | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One change, wherever in the chapter it was made."""

    id: str
    heard: str
    """Empty where words were removed."""
    shown: str
    """Empty where words were left out."""
    removed: bool
    provenance: Provenance
    places: tuple[Where, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """Context of `pages/edits.html.jinja`."""

    slug: str
    """Of the chapter."""
    level: int
    """Of its heading."""
    corrections: tuple[Edit, ...]
    removals: tuple[Edit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """What people did to a chapter."""

    edits: tuple[Edit, ...]
    margin: Margin

    def listed(self, chapter: Chapter, level: int) -> Markup:
        """Give the list of the changes, with a heading of some level."""
        corrections = tuple(edit for edit in self.edits if not edit.removed)
        removals = tuple(edit for edit in self.edits if edit.removed)
        return fill(
            "edits",
            Edits(slug=chapter.slug, level=level, corrections=corrections, removals=removals),
        )


def gather_edits(
    episode: Episode, chapter: Chapter, aliases: Mapping[Anchor, Sequence[Anchor]], apart: Apart
) -> Edited:
    """Give what people did to a chapter, and what else stands beside its words: the old anchors whose heir a sentence is, quotes.

    The same correction in several places is one line, with a link to each.
    """
    sentences = episode.sentences[slice(*chapter.sentences)]
    edits: dict[tuple[object, ...], Edit] = {}
    lines: dict[tuple[Anchor, int], str] = {}
    for sentence in sentences:
        for index, change in enumerate(sentence.changes):
            shown = sentence.text[slice(*change.span)]
            key = (change.heard.strip(), shown, change.provenance, change.removed and sentence.id)
            where = Where(anchor=sentence.id, start=sentence.start)
            if key in edits:
                known = edits[key]
                edits[key] = replace(
                    known, places=known.places if where in known.places else (*known.places, where)
                )
            else:
                name = f"edit-{sentence.id}-{index + 1}"
                edits[key] = Edit(
                    id=name,
                    heard=change.heard.strip(),
                    shown="" if change.removed else shown,
                    removed=change.removed,
                    provenance=change.provenance,
                    places=(where,),
                )
            lines[sentence.id, index] = edits[key].id
    people = {person.name: person for person in episode.front.people}
    margin = Margin(
        notes=_number(episode, chapter), people=people, edits=lines, aliases=aliases, apart=apart
    )
    return Edited(edits=tuple(edits.values()), margin=margin)


def _number(episode: Episode, chapter: Chapter) -> Mapping[Anchor, Sequence[NumberedNote]]:
    numbered: dict[Anchor, list[NumberedNote]] = {}
    for number, (sentence, note) in enumerate(_notes(episode, chapter), 1):
        here = numbered.setdefault(sentence.id, [])
        # Named after its sentence, so that a note more in front of it does not change its address.
        here.append(
            NumberedNote(
                number=number,
                id=f"note-{sentence.id}{f'-{len(here) + 1}' if here else ''}",
                note=note,
            )
        )
    return numbered


def _notes(episode: Episode, chapter: Chapter) -> Iterator[tuple[Sentence, Note]]:
    first, last = chapter.sentences
    for note in episode.notes:
        if first <= note.sentence < last:
            yield episode.sentences[note.sentence], note
