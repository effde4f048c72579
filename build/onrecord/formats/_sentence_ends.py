"""Ends of sentences, behind which somebody else may speak."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_CLOSING = "\"'”’»›) ]"
_STOPS = frozenset(".!?…。！？؟।;:♪>*-")
# With what a person who is interrupted, or quotes, ends with.
_CLOSED = (*".?!…。？！।؟,;-–—\"'”’»)]",)
_NEARLY_ALL = 0.8


def ends_sentence(text: str) -> bool:
    """Return whether somebody else may start behind a text: it is empty, or ends with a stop.

    >>> ends_sentence('So he said "yes."'), ends_sentence("and then")
    (True, False)
    """
    bare = text.rstrip(_CLOSING)
    return not bare or bare[-1] in _STOPS or text[-1] in ")]"


def is_closed(line: str) -> bool:
    """Return whether a line ends with a stop, a comma, a dash, or a closing mark.

    >>> is_closed("Yes,"), is_closed("Action items")
    (True, False)
    """
    return line.rstrip().endswith(_CLOSED)


def are_closed(lines: Sequence[str]) -> bool:
    """Return whether nearly all lines are closed (`is_closed`).

    >>> are_closed(["Yes.", "No!"]), are_closed(["we built a boat", "and it leaked."])
    (True, False)
    """
    return sum(map(is_closed, lines)) >= _NEARLY_ALL * len(lines)
