"""The journal of edits, `.onrecord/journal.jsonl`: what undo, redo and revert work with.

It has entries as they were and as they became, not files: an edit can be undone after other entries
of the file have changed.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from onrecord import archive
from onrecord.editor.changes import Insert, Put, Remove, Update
from onrecord.errors import ContentError, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from onrecord.editor.changes import Change

JOURNAL: Final = ".onrecord/journal.jsonl"

Values = dict[str, object]


class Step(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Entries of one list that became others."""

    path: str
    """Of the file, relative to the archive."""
    kind: str
    """Key of the list; empty where the file is the list."""
    index: int
    """Of the first of them."""
    was: list[Values] = []
    now: list[Values] = []

    def inverse(self) -> Step:
        """Return the step back."""
        return Step(path=self.path, kind=self.kind, index=self.index, was=self.now, now=self.was)


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A line of the journal."""

    id: int
    """Of the edit, counted from 1."""
    do: Literal["edit", "undo", "redo"]
    episode: str = ""
    title: str = ""
    """What was done, in a line."""
    steps: list[Step] = []


def difference(path: str, before: bytes, after: bytes) -> list[Step]:
    r"""Return the steps from one content of a file to another.

    >>> before = b"notes:\n- {at: '0:01', note: a}\n"
    >>> [step] = difference("overlay.yml", before, before.replace(b"a}", b"b}"))
    >>> step.was, step.now
    ([{'at': '0:01', 'note': 'a'}], [{'at': '0:01', 'note': 'b'}])
    """
    old, new = _lists(before, path), _lists(after, path)
    steps: list[Step] = []
    for kind in dict.fromkeys([*old, *new]):
        was, now = old.get(kind, []), new.get(kind, [])
        keys, others = ([msgspec.json.encode(one) for one in entries] for entries in (was, now))
        matcher = SequenceMatcher(None, keys, others, autojunk=False)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            if tag != "equal":
                steps.append(Step(path=path, kind=kind, index=i1, was=was[i1:i2], now=now[j1:j2]))
    return steps


def changes_of(step: Step, content: bytes) -> list[Change]:
    """Return the changes of a file by which a step is made in it, wherever its entries are now.

    Raises:
        ContentError: an entry that the step replaces is not there any more.
    """
    if step.kind == "people":
        return _put(step)
    entries = _lists(content, step.path).get(step.kind, [])
    places: list[int] = []
    for one in step.was:
        found = [index for index, each in enumerate(entries) if each == one and index not in places]
        if not found:
            shown = " · ".join(map(str, one.values()))
            hint = "it was changed meanwhile; change it by hand"
            raise ContentError(
                [Place(path=step.path).issue("the entry is not there", found=shown, hint=hint)]
            )
        places.append(min(found, key=lambda index: abs(index - step.index)))
    if len(step.was) == len(step.now) and all(
        list(one) == list(other) for one, other in zip(step.was, step.now, strict=True)
    ):
        return [
            Update(kind=step.kind, index=place, values=_changed(one, other))
            for place, one, other in zip(places, step.was, step.now, strict=True)
        ]
    index = min(places[0] if places else step.index, len(entries))
    return [
        *(Insert(kind=step.kind, values=one, index=index) for one in step.now),
        *(Remove(kind=step.kind, index=place) for place in places),
    ]


def _put(step: Step) -> list[Change]:
    labels = {label: None for one in step.was for label in one}
    persons = labels | {label: str(name) for one in step.now for label, name in one.items()}
    return [Put(label=label, person=person) for label, person in persons.items()]


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
    """Add a line to the journal of an archive."""
    path = root / JOURNAL
    path.parent.mkdir(exist_ok=True)
    with path.open("ab") as file:
        file.write(msgspec.json.encode(record) + b"\n")


def done(records: Iterable[Record]) -> list[Record]:
    """Return the edits that are in effect, oldest first."""
    edits: dict[int, Record] = {}
    undone: set[int] = set()
    for one in records:
        if one.do == "edit":
            edits[one.id] = one
        elif one.do == "undo":
            undone.add(one.id)
        else:
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


def _changed(was: Values, now: Values) -> Values:
    return {key: value for key, value in now.items() if was[key] != value}


def _lists(content: bytes, path: str) -> dict[str, list[Values]]:
    tree, _ = archive.read_yaml(content, path)
    if isinstance(tree, archive.YamlList):
        tree = archive.YamlMap({"": tree})
    if not isinstance(tree, archive.YamlMap):
        return {}
    lists = {
        kind: [_plain(one) for one in members if isinstance(one, archive.YamlMap)]
        for kind, members in tree.items()
        if isinstance(members, archive.YamlList)
    }
    labels = _plain(tree.map("people"))
    return lists | {"people": [{label: person} for label, person in labels.items()]}


def _plain(node: archive.YamlMap) -> Values:
    return {
        key: [str(each) for each in value] if isinstance(value, archive.YamlList) else str(value)
        for key, value in node.items()
    }
