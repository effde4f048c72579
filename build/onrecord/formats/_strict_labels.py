"""Labels without a colon in front of nearly every cue.

They are identifiers of cues, stand on a line above the words, or before another sign.

Belief needs more here than for a colon (`_labels`): four cues in five, names that recur, and all in
the same place.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from onrecord.formats._base import squeeze
from onrecord.formats._label_words import fold, is_full_name, is_name_like
from onrecord.formats._sounds import is_sound

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from onrecord.model import Cue

_PROBE = 40
_COVERED, _RECURRING, _NAMES = 0.8, 0.6, 0.8
_ABOVE = re.compile(r"(?P<name>[^\n.!?:,;…]{1,40})\n(?=\S)")
_SIGNS = (
    re.compile(r"(?P<name>[^\n\t]{1,40}?)[ ]*\t+[ ]*(?=\S)"),
    re.compile(r"[ ]*[<(](?P<name>[^\n<>()]{1,40})[>)][ ]*(?=\S)"),
    re.compile(r"(?P<name>[^\n|>]{1,40}?)[ ]?[|>][ ]+(?=\S)"),
    re.compile(r"(?P<name>[^\n–—-]{1,40}?)[ ][–—-]+[ ]+(?=\S)"),
    re.compile(r"(?P<name>[^\n.a-z]{2,40}?)\.[ ]+(?=\S)"),
)


def find_strict(cues: Sequence[Cue], known: Container[str]) -> list[tuple[str, int]]:
    """Return the label of each cue and the offset of its words; empty if there are no such labels.

    >>> from onrecord.model import Cue
    >>> texts = "Ann | Hi.", "Bob | Yo.", "Ann | So.", "Bob | Hm."
    >>> find_strict([Cue(start=None, end=None, text=text) for text in texts], ())[:2]
    [('Ann', 6), ('Bob', 6)]
    """
    identifiers = [squeeze(cue.identifier) for cue in cues]
    if are_speakers(identifiers, known):
        return [(name, 0) for name in identifiers]
    found = (_find_in_front(cues, pattern, known) for pattern in (_ABOVE, *_SIGNS))
    return next(filter(None, found), [])


def _find_in_front(
    cues: Sequence[Cue], pattern: re.Pattern[str], known: Container[str]
) -> list[tuple[str, int]]:
    """Return the label of each cue in one place, and the offset of its words."""
    # Most files show at once that they have none.
    if sum(bool(pattern.match(cue.text)) for cue in cues[:_PROBE]) < min(len(cues), _PROBE) / 2:
        return []
    found = [pattern.match(cue.text) for cue in cues]
    names = [_name(one["name"]) if one else "" for one in found]
    if not are_speakers(names, known):
        return []
    counts = Counter(names)
    believed = {one for one in counts if _is_believed(one, counts, known)}
    return [
        (name, one.end()) if one and name in believed else ("", 0)
        for name, one in zip(names, found, strict=True)
    ]


def find_heard_once(cues: Sequence[Cue], found: Sequence[tuple[str, int]]) -> dict[str, int]:
    """Return the beginnings of cues that `find_strict` does not believe, with their lines."""
    return {
        label: cue.line
        for cue, (name, _) in zip(cues, found, strict=True)
        if not name and (label := _find_label(cue.text))
    }


def _find_label(text: str) -> str:
    matches = (pattern.match(text) for pattern in _SIGNS)
    return next((_name(one["name"]) for one in matches if one), "")


def _is_believed(name: str, counts: Counter[str], known: Container[str]) -> bool:
    """Return whether a label recurs, is a full name, or is known."""
    return counts[name] > 1 or is_full_name(name) or fold(name) in known


def _name(label: str) -> str:
    """Return the name in a label; nothing if it ends inside parentheses (`THE CHAIR (MR`)."""
    closed = label.count("(") == label.count(")")
    return squeeze(label.strip(" ()[]<>-–—")) if closed else ""


def are_speakers(names: Sequence[str], known: Container[str]) -> bool:
    """Return whether the same names recur in nearly all cues, so that they are speakers."""
    counts = Counter(name for name in names if name)
    if counts.total() < max(4, _COVERED * len(names)):
        return False
    recurring = {name: count for name, count in counts.items() if count > 1}
    if len(recurring) <= 1 or sum(recurring.values()) < _RECURRING * len(names):
        return False
    like = sum(
        count
        for name, count in counts.items()
        if fold(name) in known or (is_name_like(name) and not is_sound(name))
    )
    return like >= _NAMES * counts.total()
