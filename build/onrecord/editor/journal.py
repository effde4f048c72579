"""The journal of edits, `.onrecord/journal.jsonl`: what undo, redo and revert work with.

It has entries and lines as they were and as they became, not files: an edit can be undone after
other parts of the file have changed.
"""

from __future__ import annotations

from time import time
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from onrecord.editor.hunks import Hunk  # noqa: TC001 - msgspec needs it to decode
from onrecord.editor.steps import Step, take_back
from onrecord.files.atomic_write import write_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from onrecord.editor.steps import Lists

JOURNAL: Final = ".onrecord/journal.jsonl"


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A line of the journal."""

    id: int
    """Of the edit, counted from 1."""
    do: Literal["edit", "undo", "redo", "forget"]
    episode: str = ""
    title: str = ""
    """What was done, in a line."""
    time: int = 0
    """When, in seconds since 1970."""
    steps: list[Step] = []
    hunks: dict[str, list[Hunk]] = {}
    """The same as lines, by the path of the file."""
    digests: dict[str, str] = {}
    """Of the files as they were, by path."""


def read_journal(root: Path) -> list[Record]:
    """Return the journal of an archive; a line that was not written to its end is left out."""
    path = root / JOURNAL
    records: list[Record] = []
    for line in path.read_bytes().splitlines() if path.exists() else ():
        try:
            records.append(msgspec.json.decode(line, type=Record))
        except msgspec.DecodeError:
            continue
    return records


def append(root: Path, record: Record) -> None:
    """Add a line to the journal of an archive, dated now."""
    path = root / JOURNAL
    path.parent.mkdir(exist_ok=True)
    line = msgspec.json.encode(msgspec.structs.replace(record, time=int(time()))) + b"\n"
    with path.open("a+b") as file:
        # A line that was not written to its end must not take this one with it.
        if file.tell() and (file.seek(-1, 2), file.read(1))[1] != b"\n":
            line = b"\n" + line
        file.write(line)


def forget(root: Path, episode: str) -> int:
    """Drop the edits of an episode from the journal and return their number.

    The edits stay in the files and cannot be undone any more.

    Raises:
        OutsideError: the journal cannot be written.
    """
    records = read_journal(root)
    kept = [one for one in records if one.episode != episode]
    forgotten = {one.id for one in records if one.episode == episode and one.do == "edit"}
    if not forgotten:
        return 0
    # The numbers of edits that are gone are not used again.
    last = Record(id=max((one.id for one in records), default=0), do="forget")
    write_file(root / JOURNAL, b"".join(msgspec.json.encode(one) + b"\n" for one in (*kept, last)))
    return len(forgotten)


def done(records: Iterable[Record]) -> list[Record]:
    """Return the edits that are in effect, oldest first."""
    edits: dict[int, Record] = {}
    undone: set[int] = set()
    for one in records:
        if one.do == "edit":
            edits[one.id] = one
        elif one.do == "undo":
            undone.add(one.id)
        elif one.do == "redo":
            undone.discard(one.id)
    return [edit for number, edit in edits.items() if number not in undone]


def next_redo(records: Sequence[Record]) -> Record | None:
    """Return the edit that redo makes again: the last undone, if no other was made since."""
    undone: list[int] = []
    for one in records:
        if one.do == "edit":
            undone.clear()
        elif one.do == "undo":
            undone.append(one.id)
        elif one.id in undone:
            undone.remove(one.id)
    edits = {one.id: one for one in records if one.do == "edit"}
    return edits.get(undone[-1]) if undone else None


def without_committed(edits: Sequence[Record], committed: Mapping[str, Lists]) -> list[Record]:
    """Return the edits that are not committed yet.

    Args:
        edits: in effect, oldest first.
        committed: entries of the files that differ from the last commit, as they are in it.
    """
    left: list[Record] = []
    lists = dict(committed)
    # From the last one, since an edit may have changed again what an earlier one had.
    for edit in reversed(edits):
        is_left = False
        for path in {step.path for step in edit.steps} & lists.keys():
            steps = [step for step in edit.steps if step.path == path]
            earlier = take_back(steps, lists[path])
            if earlier is None:
                is_left = True
            else:
                lists[path] = earlier
        if is_left:
            left.append(edit)
    return left[::-1]
