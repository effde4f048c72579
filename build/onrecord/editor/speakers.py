"""The fewest `speakers` entries by which somebody else says a passage."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from onrecord import overlays, quotes
from onrecord.editor.changes import Remove, Update
from onrecord.editor.select import select
from onrecord.editor.workspace import refuse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.editor.changes import Change
    from onrecord.editor.workspace import Workspace
    from onrecord.model import Sentence, Span

# Enough words to find a sentence again, as in suggestions.
WORDS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """Words that one person says, up to where somebody else may start."""

    sentence: Sentence
    of_file: str | None
    """Who says it without the overlay."""
    wanted: str | None
    """Who is to say it."""
    is_assigned: bool
    handover: overlays.Handover | None
    """The entry that starts here."""


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
    # The cast has only those that the episode names so far.
    everybody = overlays.merge_people(workspace.prepared.cast.people, workspace.files.shared.people)
    entries = {one.place: one for one in workspace.prepared.overlay.of(overlays.SpeakerEntry)}
    changes: list[Change] = []
    said: str | None = None
    has_entry = False
    label: str | None = None
    for piece in _divide(workspace, passages, everybody):
        if piece.sentence.speaker and piece.sentence.speaker != label:
            label, has_entry = piece.sentence.speaker, False
        is_heard = piece.wanted == (said if has_entry else piece.of_file)
        if piece.handover is None:
            if is_heard:
                continue
            changes.append(_start(workspace, piece.sentence, piece.wanted, everybody))
        else:
            index = entries[piece.handover.place].index
            # An entry where the passage ends stays, though it says what is heard there anyway: it
            # is a place that somebody marked, and ends the next passage from here on.
            if is_heard and piece.is_assigned:
                changes.append(Remove(kind="speakers", index=index))
                continue
            if piece.handover.speaker != piece.wanted:
                values = {"person": piece.wanted or ""}
                changes.append(Update(kind="speakers", index=index, values=values))
        said, has_entry = piece.wanted, True
    return tuple(changes)


def _divide(
    workspace: Workspace, passages: Sequence[tuple[Span, str]], everybody: overlays.PeopleIndex
) -> Iterator[_Piece]:
    """Steps 1 and 2: yield the transcript in pieces, each with who is to say it."""
    application = workspace.speakers
    handovers, people = application.handovers, application.people
    behind, _ = overlays.read_labels(application.labels, people, workspace.prepared.divided)
    borders = sorted({*handovers, *chain.from_iterable(span for span, _ in passages)})
    pieces = overlays.divide_at(workspace.prepared.divided, borders)
    of_file = overlays.attribute(pieces, {}, behind, people)
    heard_now = overlays.attribute(pieces, handovers, behind, people)
    for piece, base, now in zip(pieces, of_file, heard_now, strict=True):
        person = _assigned(passages, piece.span[0])
        yield _Piece(
            sentence=piece,
            of_file=base.speaker,
            wanted=now.speaker if person is None else _name(everybody, person),
            is_assigned=person is not None,
            handover=handovers.get(piece.span[0]),
        )


def _assigned(passages: Sequence[tuple[Span, str]], place: int) -> str | None:
    """Return the person to whom a place is assigned; None if it stays as it is."""
    persons = (person for (start, end), person in reversed(passages) if start <= place < end)
    return next(persons, None)


def _name(people: overlays.PeopleIndex, person: str) -> str | None:
    known = people.find(person)
    return (known.name if known else person) or None


def passage_of_turn(
    workspace: Workspace, sentence: Span, since: int = 0, until: int | None = None
) -> Span:
    """Return the passage that one speaker says without a break around a sentence.

    It ends where an entry of the overlay starts, and with the teaser.

    Args:
        workspace: the episode.
        sentence: characters of the transcript's text.
        since: the passage starts at the earliest with the sentence at this character.
        until: the passage ends at the latest with the sentence in front of this character.
    """
    sentences = workspace.prepared.applied.sentences
    index = next(i for i, one in enumerate(sentences) if one.span[0] >= sentence[0])
    teaser = quotes.find_teaser(sentences)
    borders = {*workspace.speakers.handovers, since}
    if teaser and teaser.end < len(sentences):
        borders.add(sentences[teaser.end].span[0])
    first, end = index, index + 1
    speaker = sentences[index].speaker
    while first and sentences[first].span[0] not in borders:
        if sentences[first - 1].speaker != speaker:
            break
        first -= 1
    while end < len(sentences) and sentences[end].speaker == speaker:
        start = sentences[end].span[0]
        if start in borders or (until is not None and start >= until):
            break
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
