"""Dashes in front of words, by which subtitles show that the speaker changes."""

from __future__ import annotations

import re

DASH = re.compile(r"[ \t]*[-–—•]{1,3}(?:[ \t]+|(?=[\w¿¡\"“‘«(…]))")
_SECOND_DASH = re.compile(rf"(?:\n|[.?!…][\"”»]?[ ]){DASH.pattern}")


def starts_with_dash(line: str) -> bool:
    """Return whether a line begins with the dash of a change of speaker.

    >>> starts_with_dash("- Of course."), starts_with_dash("-5 degrees"), starts_with_dash("No -")
    (True, True, False)
    """
    return DASH.match(line) is not None


def skip_dash(line: str) -> int:
    """Return the offset of the words behind the dash with which a line begins; 0 without one."""
    found = DASH.match(line)
    return found.end() if found else 0


def is_exchange(text: str) -> bool:
    r"""Return whether two people speak, each behind a dash, as subtitles write it.

    >>> [is_exchange(text) for text in ("- Who?\n- I.", "- Who? - I.", "- No.", "So - yes. - No.")]
    [True, True, False, False]
    """
    return starts_with_dash(text) and _SECOND_DASH.search(text) is not None
