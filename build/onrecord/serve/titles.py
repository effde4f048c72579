"""Edits in a line each, for the list of changes and the message of a commit."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from pathlib import PurePath
from typing import TYPE_CHECKING, Final, assert_never

from onrecord.editor.edits import (
    AddChapter,
    AddEntry,
    AddPerson,
    Annotate,
    AssignSpeaker,
    ChangeEntry,
    ChangeText,
    CorrectWords,
    RemoveEntry,
    ReplaceEverywhere,
)
from onrecord.text.shorten import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.editor.edits import Edit
    from onrecord.editor.journal import Record

LENGTH: Final = 60
# Lines of a message that say what was done; with more edits, they are counted as well.
LISTED: Final = 10
# Episodes in the first line of a message.
NAMED: Final = 3
_PASSAGES: Final = {
    "notes": "Add a note",
    "quotes": "Add a quote",
    "topics": "Add a topic",
    "redactions": "Redact words",
}
_KINDS: Final = {
    "episode": "titles and descriptions",
    "people": "people and labels",
    "speakers": "passages attributed",
    "corrections": "words corrected",
    "notes": "notes",
    "chapters": "chapters",
    "quotes": "quotes",
    "topics": "topics",
    "redactions": "redactions",
}
_SCOPES: Final = {
    "sentence": "a sentence",
    "turn": "a turn",
    "from": "what follows",
    "label": "a label",
}


def title_of(edit: Edit) -> str:  # noqa: C901, PLR0911 - one for each kind
    """Return what an edit does.

    >>> title_of(CorrectWords(sentence=(0, 9), shown="He saw open AI.", typed="He saw OpenAI."))
    'Correct “open AI.” to “OpenAI.”'
    """
    match edit:
        case CorrectWords():
            was, now = _differing(edit.shown.split(), edit.typed.split())
            return f"Correct “{was}” to “{now}”"
        case AssignSpeaker():
            return f"Attribute {_SCOPES[edit.scope]} to {edit.person or 'nobody'}"
        case Annotate():
            # Redacted words, and the reason, are nobody's business in a log.
            text = "" if edit.kind == "redactions" else next(iter(edit.values.values()), "")
            line = " ".join(text.split())
            return _PASSAGES[edit.kind] + (f": {shorten(line, LENGTH)}" if line else "")
        case AddChapter():
            return f"Start the chapter “{edit.title}”"
        case ChangeText():
            return _text_changed(edit)
        case ReplaceEverywhere():
            place = "the archive" if edit.archive else "the episode"
            return f"Replace “{edit.was}” by “{edit.now}” in {place}"
        case AddPerson():
            return f"Add {edit.name} to the people"
        case AddEntry():
            return f"Accept a proposal by {edit.values.get('by', 'a reader')}"
        case ChangeEntry():
            return f"Change {_entry(edit.entry)}"
        case RemoveEntry():
            return f"Remove {_entry(edit.entry)}"
        case _:
            assert_never(edit)


def _text_changed(edit: ChangeText) -> str:
    if edit.key == "title":
        return f"Change the title to “{shorten(edit.typed, LENGTH)}”"
    return "Change the description"


def title_of_all(edits: Sequence[Edit]) -> str:
    """Return what edits do that are made as one step.

    >>> ann, nobody = (
    ...     AssignSpeaker(sentence=(0, 9), scope="turn", person=person) for person in ("Ann", "")
    ... )
    >>> title_of_all([ann, nobody, ann])
    'Attribute a turn to Ann, and 2 edits more'
    """
    more = len(edits) - 1
    others = f", and {more} {'edit' if more == 1 else 'edits'} more" if more else ""
    return title_of(edits[0]) + others


def _entry(handle: str) -> str:
    """Return the entry with a handle, as in `a note`."""
    kind = handle.partition(".")[0].removesuffix("s")
    return f"a {kind}"


def _differing(was: list[str], now: list[str]) -> tuple[str, str]:
    """Return the words from the first to the last that differ."""
    steps = SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
    differ = [step for step in steps if step[0] != "equal"]
    if not differ:
        return "", ""
    (_, i1, _, j1, _), (_, _, i2, _, j2) = differ[0], differ[-1]
    if i1 == i2 or j1 == j2:
        # Words that were added or left out are shown with a neighbour.
        before = min(i1, j1, 1)
        i1, j1, i2, j2 = i1 - before, j1 - before, i2 + 1 - before, j2 + 1 - before
    return shorten(" ".join(was[i1:i2]), LENGTH), shorten(" ".join(now[j1:j2]), LENGTH)


def propose_message(records: Sequence[Record]) -> str:
    """Return a message for the commit of edits: what they do in a line, then each of them.

    With more than ten, entries are counted by kind, and the titles of edits that occur most listed.
    """
    titles = [one.title for one in records]
    if len(titles) < 2:  # noqa: PLR2004 - one says all
        return titles[0] if titles else "Edit the transcripts"
    episodes = list(dict.fromkeys(one.episode for one in records))
    places = ", ".join(episodes[:NAMED]) + (", …" if len(episodes) > NAMED else "")
    listed = [f"- {title}" for title in titles]
    if len(titles) > LISTED:
        counts = Counter(titles).most_common()
        listed = [
            *([summary] if (summary := _count_entries(records)) else []),
            "",
            *(
                f"- {title}" + (f" ({count} times)" if count > 1 else "")
                for title, count in counts[:LISTED]
            ),
            *(["- …"] if len(counts) > LISTED else []),
        ]
    return f"Edit {places}\n\n" + "\n".join(listed)


def _count_entries(records: Sequence[Record]) -> str:
    """Return how many entries of each kind edits have changed."""
    counts: Counter[str] = Counter()
    for step in (step for record in records for step in record.steps):
        # The files of the archive are lists without a key.
        counts[step.kind or PurePath(step.path).stem] += max(len(step.was), len(step.now))
    return "; ".join(f"{_KINDS[kind]}: {counts[kind]}" for kind in _KINDS if counts[kind])
