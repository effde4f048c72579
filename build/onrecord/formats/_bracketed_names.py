"""Names in brackets without a colon: `[JOE] Who?`, `(the clerk) Order.`.

Most brackets tell what is heard, or how somebody speaks. Names are those that recur in square
brackets throughout the file (`believe_bracketed`). Brackets with what may be another name leave
their words to nobody (`find_enclosed`).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from onrecord.formats._label_words import fold, is_name_like, is_numbered, looks_like_label
from onrecord.formats._sounds import is_manner, is_sound, may_be_sound_or_name

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from onrecord.formats._label_forms import Candidate

# Shares of the units of a file.
_MOST = 0.75
_HALF = 0.5
_THIRD = 1 / 3
# Longer numbers are years.
_DIGITS = 3
ENCLOSED = re.compile(
    r"[ \t]*(?:[-–—•][ \t]*)?(?:\[(?P<square>[^\[\]]{1,120})\]"
    r"|\((?P<round>[^()]{1,120}(?:\([^()]{1,60}\)[^()]{0,60})?)\))"
    r"(?=[ \t]*:?[ \t]*\S)"
)
_ARTICLES = frozenset({"the", "a", "an"})
_PEOPLE = frozenset(
    """man woman men women boy girl child voice male female announcer narrator reporter
    audience""".split()  # noqa: SIM905 - a table of words
)


def find_recurring(enclosed: Iterable[str]) -> set[str]:
    """Return the words in brackets that recur and may be names: no sounds, and no manners.

    >>> sorted(find_recurring(["JOE", "WHISPERING", "ANN", "JOE", "WHISPERING"]))
    ['JOE']
    """
    counts = Counter(name for name in enclosed if _may_be_name(name))
    return {name for name, count in counts.items() if count > 1}


def _may_be_name(name: str) -> bool:
    return is_name_like(name) and not is_sound(name) and not is_manner(name)


def believe_bracketed(first: Sequence[Candidate | None], known: Container[str]) -> set[str]:
    """Return the names in square brackets without a colon that are speakers.

    Args:
        first: the candidates in front of the units of the file.
        known: folded names that other files state.
    """
    counts = _count_bracketed(first)
    sure = {name for name in counts if is_numbered(name) or fold(name) in known}
    recurring = find_recurring(counts.elements())
    units = sum(counts[name] for name in recurring)
    if len(recurring) > 1 and units >= _THIRD * len(first):
        everywhere = counts.total() >= _MOST * len(first) and units >= _HALF * len(first)
        return sure | (set(filter(_may_be_name, counts)) if everywhere else recurring)
    return sure if sum(counts[name] for name in sure) > 1 else set()


def _count_bracketed(first: Iterable[Candidate | None]) -> Counter[str]:
    enclosed = (one.name for one in first if one and one.form == "bracket")
    return Counter(name for name in enclosed if not is_sound(name))


def find_enclosed(line: str, names: Container[str] = (), *, brackets: bool = False) -> str:
    """Return the brackets with which a line begins, if the name of somebody may be in them.

    Args:
        line: of words.
        names: that are believed.
        brackets: whether the names of the file stand in brackets.

    >>> lines = "(ANN) Since Friday.", "[CY] No.", "(laughs) No.", "[whispering] No."
    >>> [find_enclosed(line, {"ANN"}) for line in lines]
    ['(ANN)', 'CY', '', '']
    >>> lines = "(the clerk) Order.", "(7) No.", "(the phone rings) No.", "(the bridge) was shut."
    >>> [find_enclosed(line) for line in lines]
    ['(the clerk)', '(7)', '', '']
    """
    found = ENCLOSED.match(line)
    if found is None:
        return ""
    name = found["square"] or found["round"]
    goes_on = line[found.end() :].lstrip()[:1].islower()
    likely = _may_name(name, names, brackets=brackets) or (
        not goes_on and (_is_number(name) or _may_be_role(name))
    )
    return (found["square"] or found.group()).strip() if likely else ""


def _may_name(name: str, names: Container[str], *, brackets: bool) -> bool:
    if is_sound(name):
        return brackets and may_be_sound_or_name(name) and ":" not in name
    likely = brackets or name in names or is_name_like(name) or "@" in name
    return likely or (" " in name and looks_like_label(name))


def _is_number(name: str) -> bool:
    return name.isdigit() and len(name) <= _DIGITS


def _may_be_role(name: str) -> bool:
    """Return whether words may say who speaks, and none of them what is heard.

    >>> names = "the clerk", "al-Ḥasan ibn Saʿd", "man on radio", "the phone rings", "he turns away"
    >>> [_may_be_role(name) for name in names]
    [True, True, True, False, False]
    """
    words = name.split()
    if any(map(is_sound, words)):
        return False
    named = words[0].lower() in _ARTICLES or any(word != word.lower() for word in words[1:])
    return words[0].lower() in _PEOPLE or (len(words) > 1 and named)
