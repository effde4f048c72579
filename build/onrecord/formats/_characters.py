"""Characters that nobody can read, and positions of characters for messages."""

from __future__ import annotations

import re

# Control characters but white space, marks that turn the direction of the text around them, and
# code points that are no characters (JSON can smuggle in half a surrogate pair).
CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
# Of these, the ones that take no room: between two letters they separate nothing.
_INVISIBLE = re.compile(r"[\ufeff\u202a-\u202e\u2066-\u2069]")


def place(text: str, offset: int) -> tuple[int, int]:
    r"""Return the line and the column of a character, from 1.

    >>> place("one\ntwo", 5)
    (2, 2)
    """
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def printable(text: str) -> str:
    r"""Take out characters that nobody can read and that change how others are read.

    Those with a width become a space: a control character between two words must not join them.

    >>> printable("a\x00b\u202ec")
    'a bc'
    """
    return CONTROL.sub(" ", _INVISIBLE.sub("", text)) if CONTROL.search(text) else text
