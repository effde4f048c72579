"""Changes of a file: entries or texts that are added, removed or say something else."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from onrecord import archive

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TEXTS: Final = "episode"
"""Stands for a key where texts are changed that are values of the file itself: `episode.yml`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Insert:
    """One entry more."""

    kind: str
    """The key of the list."""
    values: Mapping[str, object]
    index: int
    """Place of the entry in its list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remove:
    """One entry fewer."""

    kind: str
    index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """Other values of some keys of an entry."""

    kind: str
    index: int
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """Another value in a mapping."""

    kind: str
    """Its key: `people`, for who is behind a label; `TEXTS`."""
    key: str
    value: str | None
    """None: the key is taken out."""
    index: int = 0


Change = Insert | Remove | Update | Put


def write_changes(content: bytes, changes: Iterable[Change]) -> bytes:
    r"""Return a file after changes, all of which count entries as they were before.

    >>> content = b"corrections:\n- {at: '0:01', was: a, now: b}\n- {at: '0:02', was: c, now: d}\n"
    >>> insert = Insert(kind="corrections", values={"at": "0:02", "was": "e", "now": "f"}, index=1)
    >>> print(write_changes(content, [insert, Remove(kind="corrections", index=0)]).decode())
    corrections:
    - {at: "0:02", was: e, now: f}
    - {at: '0:02', was: c, now: d}
    <BLANKLINE>
    """
    # From the end of each list, so that earlier indices stay. At one index, entries are inserted
    # before one is removed: a list that is empty for a moment would lose its place in the file.
    order = sorted(
        enumerate(changes),
        key=lambda each: (each[1].index, isinstance(each[1], Insert), each[0]),
        reverse=True,
    )
    inserted: Counter[tuple[str, int]] = Counter()
    for _, change in order:
        place = change.kind, change.index
        match change:
            case Insert():
                content = archive.insert_entry(content, change.kind, change.values, change.index)
                inserted[place] += 1
            case Update():
                index = change.index + inserted[place]
                content = archive.set_values(content, change.kind, index, change.values)
            case Put():
                content = (
                    archive.put_text(content, change.key, change.value)
                    if change.kind == TEXTS
                    else archive.put_value(content, change.kind, change.key, change.value)
                )
            case Remove():
                content = archive.remove_entry(content, change.kind, change.index + inserted[place])
    return content
