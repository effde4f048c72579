"""What an editor does on a page, as the browser sends it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, assert_never

import msgspec

from onrecord.editor.changes import TEXTS, Change, Insert, Put, Remove, Update
from onrecord.editor.entries import ProposedKind, add_entry
from onrecord.editor.overlay_entries import find_entry
from onrecord.editor.passages import PassageKind, add_chapter, annotate
from onrecord.editor.speakers import assign_speakers, passage_from, passage_of_turn
from onrecord.editor.tokens import span_of_selection
from onrecord.editor.words import correct_words
from onrecord.editor.workspace import refuse

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.editor.workspace import Workspace
    from onrecord.model import Span

Text = Annotated[str, msgspec.Meta(max_length=20_000)]
Line = Annotated[str, msgspec.Meta(max_length=500)]
Key = Annotated[str, msgspec.Meta(pattern="^[a-z_]{1,40}$")]
Place = Annotated[int, msgspec.Meta(ge=0)]
Range = tuple[Place, Place]
"""Half-open range of characters: of the transcript's text, as in `Sentence.span`."""

PEOPLE_FILE = "content/people.yml"
CORRECTIONS_FILE = "content/corrections.yml"

ValueKey = Literal["words", "note", "topic", "why", "source", "id"]
Scope = Literal["sentence", "turn", "from", "label"]


class _Edit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="do"):
    """One edit."""


class CorrectWords(_Edit, frozen=True, kw_only=True, tag="words"):
    """A sentence is to be shown as typed."""

    sentence: Range
    shown: Text
    """As the editor saw it."""
    typed: Text


class AssignSpeaker(_Edit, frozen=True, kw_only=True, tag="speaker"):
    """Somebody says a passage."""

    sentence: Range
    caret: Place = 0
    """Characters of the sentence as shown in front of the first word."""
    scope: Scope
    """The sentence; all that is said with it without a break; from the caret up to where somebody
    else starts; all with the label of the file."""
    person: Line
    """Name or alias; empty where nobody knows."""
    since: Place = 0
    """The turn: at the earliest from this character of the transcript's text on."""
    until: Place | None = None
    """The turn, and from the caret on: at the latest up to this character."""

    @property
    def is_guess(self) -> bool:
        """Whether a passage of whole sentences is assigned, as the queue suggests it."""
        return self.scope == "from" and self.until is not None and not self.caret


class Annotate(_Edit, frozen=True, kw_only=True, tag="passage"):
    """An entry about selected words."""

    kind: PassageKind
    start: tuple[Range, Place]
    """The sentence with the first word, and characters of it as shown in front of the word."""
    end: tuple[Range, Place]
    """The sentence with the last word, and the characters of it up to the end of the word."""
    values: dict[ValueKey, Text] = {}


class AddChapter(_Edit, frozen=True, kw_only=True, tag="chapter"):
    """A chapter starts with a sentence."""

    sentence: Range
    title: Line
    synopsis: Line = ""


class ChangeText(_Edit, frozen=True, kw_only=True, tag="text"):
    """The title or the description of the episode is to be as typed."""

    key: Literal["title", "description"]
    shown: Text
    """As the editor saw it."""
    typed: Text
    """Empty: as the transcript says it."""


class ReplaceEverywhere(_Edit, frozen=True, kw_only=True, tag="everywhere"):
    """Words are corrected wherever they stand."""

    was: Line
    now: Line
    archive: bool
    """In all episodes, not this one alone."""


class AddPerson(_Edit, frozen=True, kw_only=True, tag="person"):
    """A person of the archive."""

    name: Line
    role: Line = ""


class AddEntry(_Edit, frozen=True, kw_only=True, tag="entry"):
    """An entry that somebody else proposes, as they wrote it."""

    kind: ProposedKind
    values: dict[Line, Text]


class ChangeEntry(_Edit, frozen=True, kw_only=True, tag="change"):
    """An entry of the overlay says something else."""

    entry: Line
    """Its handle."""
    values: dict[Key, Text | list[Line] | None]
    """Of the keys that change; None takes a key out."""


class RemoveEntry(_Edit, frozen=True, kw_only=True, tag="remove"):
    """An entry of the overlay is taken out."""

    entry: Line
    """Its handle."""


Edit = (
    CorrectWords
    | AssignSpeaker
    | Annotate
    | AddChapter
    | ChangeText
    | ReplaceEverywhere
    | AddPerson
    | AddEntry
    | ChangeEntry
    | RemoveEntry
)

FileChanges = dict[str, tuple[Change, ...]]
"""By the path of the file, relative to the archive."""


def changes_for(  # noqa: C901 - one case for each kind
    workspace: Workspace, edit: Edit, credit: Mapping[str, object]
) -> FileChanges:
    """Return the changes of files by which an edit is made.

    Args:
        workspace: the episode.
        edit: what the editor did.
        credit: who does it and when (`by`, `on`), for each new entry.

    Raises:
        ContentError: the edit cannot be made, and why.
        Outdated: the editor saw other words.
    """
    match edit:
        case CorrectWords():
            changes = _correct(workspace, edit)
        case AssignSpeaker():
            changes = _assign(workspace, edit)
        case Annotate():
            span = _selection(workspace, edit)
            changes = annotate(workspace, edit.kind, span, dict(edit.values.items()))
        case AddChapter():
            changes = add_chapter(workspace, edit.sentence, edit.title, edit.synopsis)
        case ChangeText():
            return {workspace.episode_path: (_change_text(workspace, edit),)}
        case ReplaceEverywhere():
            return {CORRECTIONS_FILE: (_everywhere(workspace, edit, credit),)}
        case AddPerson():
            values = {"name": edit.name, **({"role": edit.role} if edit.role else {})}
            count = len(workspace.files.shared.people)
            return {PEOPLE_FILE: (Insert(kind="", values=values, index=count),)}
        case AddEntry():
            changes = (add_entry(workspace, edit.kind, edit.values),)
        case ChangeEntry():
            kind, index = _find_entry(workspace, edit.entry)
            changes = (Update(kind=kind, index=index, values=edit.values),)
        case RemoveEntry():
            kind, index = _find_entry(workspace, edit.entry)
            changes = (Remove(kind=kind, index=index),)
        case _:
            assert_never(edit)
    return {workspace.path: tuple(_credited(change, credit) for change in changes)}


class Outdated(Exception):  # noqa: N818 - an answer, not a fault
    """The sentence, the text or the entry is not as the editor saw it."""

    def __init__(self, shown: str = "", now: str | None = None) -> None:
        """Keep the words as the editor saw them and as they are now; none of an entry."""
        super().__init__(shown, now)
        self.shown, self.now = shown, now


def _correct(workspace: Workspace, edit: CorrectWords) -> Sequence[Change]:
    now = workspace.sentence_at(edit.sentence[0]).text
    if now != edit.shown:
        raise Outdated(edit.shown, now)
    return correct_words(workspace, edit.sentence, edit.typed)


def _change_text(workspace: Workspace, edit: ChangeText) -> Put:
    now: str = getattr(workspace.prepared.unedited.front, edit.key)
    if now != edit.shown:
        raise Outdated(edit.shown, now)
    typed = " ".join(edit.typed.split()) if edit.key == "title" else edit.typed.strip()
    return Put(kind=TEXTS, key=edit.key, value=typed or None)


def _assign(workspace: Workspace, edit: AssignSpeaker) -> Sequence[Change]:
    caret = (edit.caret, edit.caret)
    start = (
        span_of_selection(workspace, edit.sentence, caret)[0] if edit.caret else edit.sentence[0]
    )
    if edit.scope == "label":
        received = workspace.application.text
        label = received.sentences[received.sentence_at(start)].speaker
        if not label:
            hint = "choose from here on, or this turn"
            raise refuse(workspace, "the transcript has no label here", hint)
        return [Put(kind="people", key=label, value=edit.person or None)]
    if edit.scope == "sentence":
        passage = start, edit.sentence[1]
    elif edit.scope == "turn":
        passage = passage_of_turn(workspace, edit.sentence, edit.since, edit.until)
    else:
        passage = passage_from(workspace, start, edit.until)
    return assign_speakers(workspace, [(passage, edit.person)])


def _find_entry(workspace: Workspace, handle: str) -> tuple[str, int]:
    found = find_entry(workspace, handle)
    if found is None:
        raise Outdated
    return found


def confirm_guesses(
    workspace: Workspace, guesses: Sequence[AssignSpeaker], credit: Mapping[str, object]
) -> FileChanges:
    """Return the changes by which many passages are assigned at once, which do not overlap.

    Raises:
        ContentError: one of them cannot be assigned.
    """
    passages = [
        (passage_from(workspace, one.sentence[0], one.until), one.person) for one in guesses
    ]
    changes = assign_speakers(workspace, passages)
    return {workspace.path: tuple(_credited(change, credit) for change in changes)}


def _selection(workspace: Workspace, edit: Annotate) -> Span:
    (first, start), (last, end) = edit.start, edit.end
    if first == last:
        return span_of_selection(workspace, first, (start, end))
    whole = span_of_selection(workspace, first, (start, start))
    return whole[0], span_of_selection(workspace, last, (0, end))[1]


def _everywhere(
    workspace: Workspace, edit: ReplaceEverywhere, credit: Mapping[str, object]
) -> Insert:
    episodes = {} if edit.archive else {"episodes": [str(workspace.files.slug)]}
    values = {"was": edit.was, "now": edit.now, **episodes, **credit}
    return Insert(kind="", values=values, index=len(workspace.files.shared.corrections))


def _credited(change: Change, credit: Mapping[str, object]) -> Change:
    if not isinstance(change, Insert):
        return change
    # Who proposed an entry is named by it.
    missing = {key: value for key, value in credit.items() if key not in change.values}
    return Insert(kind=change.kind, values={**change.values, **missing}, index=change.index)
