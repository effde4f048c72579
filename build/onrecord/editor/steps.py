"""Entries of a list that became others: what an edit did, wherever the entries are in the file."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

import msgspec

from onrecord import archive
from onrecord.editor.changes import TEXTS, Insert, Put, Remove, Update
from onrecord.errors import ContentError, Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.editor.changes import Change

PEOPLE: Final = "people"
"""The key of the labels that are explained, which are no list."""

Values = dict[str, object]
Lists = dict[str, list[Values]]
"""The entries of a file by the key of their list; by an empty key where the file is the list."""


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


def read_lists(content: bytes, path: str) -> Lists:
    """Return the entries of a file as they are written; labels are entries of `people`."""
    return lists_of(archive.read_yaml(content, path)[0])


def lists_of(tree: archive.YamlValue) -> Lists:
    """Return the entries of a file that was read; a key may have none.

    The texts of `episode.yml` are entries of `TEXTS`.
    """
    if isinstance(tree, archive.YamlList):
        tree = archive.YamlMap({"": tree})
    if not isinstance(tree, archive.YamlMap):
        return {}
    lists = {
        kind: [_plain(one) for one in members if isinstance(one, archive.YamlMap)]
        if isinstance(members, archive.YamlList)
        else []
        for kind, members in tree.items()
    }
    if PEOPLE in tree:
        labels = _plain(tree.map(PEOPLE))
        lists[PEOPLE] = [{label: person} for label, person in labels.items()]
    texts = {key: one for key, one in tree.items() if isinstance(one, archive.YamlText)}
    if texts:
        lists[TEXTS] = [{key: str(text)} for key, text in texts.items()]
    return lists


def difference(path: str, before: bytes, after: bytes) -> list[Step]:
    r"""Return the steps from one content of a file to another.

    >>> before = b"notes:\n- {at: '0:01', note: a}\n"
    >>> [step] = difference("overlay.yml", before, before.replace(b"a}", b"b}"))
    >>> step.was, step.now
    ([{'at': '0:01', 'note': 'a'}], [{'at': '0:01', 'note': 'b'}])
    """
    old, new = read_lists(before, path), read_lists(after, path)
    steps: list[Step] = []
    for kind in dict.fromkeys([*old, *new]):
        was, now = old.get(kind, []), new.get(kind, [])
        matcher = SequenceMatcher(None, _keys(was), _keys(now), autojunk=False)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            if tag != "equal":
                steps.append(Step(path=path, kind=kind, index=i1, was=was[i1:i2], now=now[j1:j2]))
    return steps


def is_made_by(steps: Sequence[Step], before: Lists, after: Lists) -> bool:
    """Return whether entries became others by steps and by nothing else, in whatever order.

    A list that has lost its last entry must be gone.
    """
    expected = {kind: Counter(_keys(entries)) for kind, entries in before.items()}
    for step in steps:
        counts = expected.setdefault(step.kind, Counter())
        counts.subtract(_keys(step.was))
        counts.update(_keys(step.now))
    found = {kind: Counter(_keys(entries)) for kind, entries in after.items()}
    emptied = {step.kind for step in steps} & {kind for kind, each in found.items() if not each}
    kinds = expected.keys() | found.keys()
    return not emptied and all(
        expected.get(kind, Counter()) == found.get(kind, Counter()) for kind in kinds
    )


def take_back(steps: Sequence[Step], lists: Lists) -> Lists | None:
    """Return entries as they were before steps; None if they are not as the steps left them."""
    earlier = {kind: list(entries) for kind, entries in lists.items()}
    for step in reversed(steps):
        entries = earlier.setdefault(step.kind, [])
        if any(one in entries for one in step.was if one not in step.now):
            return None
        for one in step.now:
            if one not in entries:
                return None
            entries.remove(one)
        entries += step.was
    return earlier


def changes_of(step: Step, content: bytes) -> list[Change]:
    """Return the changes of a file by which a step is made in it, wherever its entries are now.

    Raises:
        ContentError: an entry that the step replaces is not there any more.
    """
    if step.kind in (PEOPLE, TEXTS):
        return _put(step)
    entries = read_lists(content, step.path).get(step.kind, [])
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
    values: dict[str, str | None] = {key: None for one in step.was for key in one}
    values |= {key: str(value) for one in step.now for key, value in one.items()}
    return [Put(kind=step.kind, key=key, value=value) for key, value in values.items()]


def _keys(entries: Sequence[Values]) -> list[bytes]:
    return [msgspec.json.encode(one) for one in entries]


def _changed(was: Values, now: Values) -> Values:
    return {key: value for key, value in now.items() if was[key] != value}


def _plain(node: archive.YamlMap) -> Values:
    return {
        key: [str(each) for each in value] if isinstance(value, archive.YamlList) else str(value)
        for key, value in node.items()
    }
