"""The smallest correction that says what a longer one says."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.overlays.application import Application
    from onrecord.overlays.kinds.corrections import CorrectionEntry

# So few words were chosen one by one; more are often a whole sentence of which one word is wrong.
_FEW: Final = 3


def trim_correction(entry: CorrectionEntry, application: Application) -> CorrectionEntry:
    """Return a correction of the words that differ, if these are found at the same place.

    So two people who correct different words of a sentence do not contradict each other, and words
    may be those shown on a page, where others near them are corrected already.

    Args:
        entry: a correction.
        application: of the overlay without it.
    """
    was, now = entry.selector.words.split(), entry.now.split()
    place = application.locate(entry.selector, as_shown=True).span
    if place is None or len(was) <= _FEW:
        return entry
    head = _count_equal(was, now)
    tail = _count_equal(was[head:][::-1], now[head:][::-1])
    # Words around those that differ are added until they are found, and nowhere else.
    for around in range(max(head, tail) + 1):
        start, end = max(0, head - around), len(was) - max(0, tail - around)
        words = " ".join(was[start:end])
        selector = replace(entry.selector, words=words)
        found = application.locate(selector).span if words else None
        if found and place[0] <= found[0] and found[1] <= place[1]:
            within = application.text.text[slice(*place)]
            if within.count(words) == 1:
                return replace(
                    entry,
                    selector=selector,
                    now=" ".join(now[start : len(now) - (len(was) - end)]),
                )
    return entry


def _count_equal(first: Sequence[str], second: Sequence[str]) -> int:
    pairs = zip(first, second, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
