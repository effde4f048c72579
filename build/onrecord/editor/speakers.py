"""The fewest `speakers` entries by which somebody else says a passage."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from onrecord import overlays
from onrecord.editor.changes import Remove, Update
from onrecord.editor.select import select
from onrecord.editor.workspace import refuse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.editor.changes import Change
    from onrecord.editor.workspace import Workspace
    from onrecord.model import Sentence, Span

# Enough words to find a sentence again, as in suggestions.
WORDS: Final = 5


def assign_speakers(
    workspace: Workspace, passages: Sequence[tuple[Span, str]]
) -> tuple[Change, ...]:
    """Return the changes of the overlay by which people say passages and nothing else.

    Steps: 1. the transcript divided where a speaker may start; 2. who is to be heard in each
    piece; 3. an entry wherever the file and the entry before it say otherwise.

    Args:
        workspace: the episode.
        passages: half-open ranges of the transcript's text that start with a word, each with a name
            or an alias; empty where nobody knows. Of two that overlap the last one counts.

    Raises:
        ContentError: the words with which a speaker starts cannot be told from others, or the one
            who goes on after the passage has no name yet.
    """
    application = workspace.speakers
    handovers, people = application.handovers, application.people
    entries = {one.place: one for one in workspace.prepared.overlay.of(overlays.SpeakerEntry)}
    behind, _ = overlays.read_labels(application.labels, people, workspace.prepared.divided)
    # 1.
    borders = sorted({*handovers, *chain.from_iterable(span for span, _ in passages)})
    pieces = overlays.divide_at(workspace.prepared.divided, borders)
    of_file = overlays.attribute(pieces, {}, behind, people)
    # 2.
    heard_now = overlays.attribute(pieces, handovers, behind, people)
    # The cast has only those that the episode names so far.
    everybody = overlays.merge_people(workspace.prepared.cast.people, workspace.files.shared.people)
    assigned = [_assigned(passages, piece.span[0]) for piece in pieces]
    wanted = [
        now.speaker if person is None else _name(everybody, person)
        for now, person in zip(heard_now, assigned, strict=True)
    ]
    # 3.
    changes: list[Change] = []
    said: list[str | None] = []
    label: str | None = None
    for piece, base, speaker, person in zip(pieces, of_file, wanted, assigned, strict=True):
        if piece.speaker and piece.speaker != label:
            label = piece.speaker
            said.clear()
        heard = said[-1] if said else base.speaker
        handover = handovers.get(piece.span[0])
        if handover:
            index = entries[handover.place].index
            # An entry where the passage ends stays, though it says what is heard there anyway: it
            # is a place that somebody marked, and ends the next passage from here on.
            if heard == speaker and person is not None:
                changes.append(Remove(kind="speakers", index=index))
                continue
            if handover.speaker != speaker:
                values = {"person": speaker or ""}
                changes.append(Update(kind="speakers", index=index, values=values))
            said.append(speaker)
        elif heard != speaker:
            changes.append(_start(workspace, piece, speaker, everybody))
            said.append(speaker)
    return tuple(changes)


def _assigned(passages: Sequence[tuple[Span, str]], place: int) -> str | None:
    """Return the person to whom a place is assigned; None if it stays as it is."""
    persons = (person for (start, end), person in reversed(passages) if start <= place < end)
    return next(persons, None)


def _name(people: overlays.PeopleIndex, person: str) -> str | None:
    known = people.find(person)
    return (known.name if known else person) or None


def passage_of_turn(workspace: Workspace, sentence: Span) -> Span:
    """Return the passage that one speaker says without a break around a sentence."""
    sentences = workspace.prepared.applied.sentences
    index = next(i for i, one in enumerate(sentences) if one.span[0] >= sentence[0])
    first, end = index, index + 1
    while first and sentences[first - 1].speaker == sentences[index].speaker:
        first -= 1
    while end < len(sentences) and sentences[end].speaker == sentences[index].speaker:
        end += 1
    return sentences[first].span[0], _end(sentences, end)


def passage_from(workspace: Workspace, offset: int, until: int | None = None) -> Span:
    """Return the passage from a place on, up to the next entry or where somebody else speaks.

    Args:
        workspace: the episode.
        offset: of the first word, in characters of the transcript's text.
        until: the passage ends at the latest with the sentence in front of this character.
    """
    sentences = workspace.prepared.applied.sentences
    here = workspace.sentence_at(offset)
    changes = [
        one.span[0]
        for one in sentences
        if one.speaker != here.speaker or (until is not None and one.span[0] >= until)
    ]
    ends = [place for place in (*changes, *workspace.speakers.handovers) if place > offset]
    return offset, min(ends, default=_end(sentences, len(sentences)))


def _end(sentences: Sequence[Sentence], index: int) -> int:
    return sentences[index].span[0] if index < len(sentences) else sentences[-1].span[1] + 1


def _start(
    workspace: Workspace, piece: Sentence, speaker: str | None, people: overlays.PeopleIndex
) -> Change:
    if speaker and people.people and not people.find(speaker):
        hint = f"say first who {speaker!r} is, or choose all of this label"
        raise refuse(workspace, "the words after these are said by a label without a name", hint)
    start, end = piece.span
    words = piece.text.split(" ")
    if len(words) > WORDS:
        end = start + len(" ".join(words[:WORDS]))
    selected = select(workspace, (start, end))
    if selected is None:
        hint = "build the site once, so that its sentences have anchors"
        raise refuse(workspace, "these words cannot be told from others nearby", hint, piece.text)
    at, found = selected
    values = {"at": at, "words": found, "person": speaker or ""}
    return workspace.insert("speakers", values, start)
