"""When a topic was spoken of: episodes by year, or by month where all are of one or two years."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.pages.clock import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from onrecord.model import Summary

# Fewer dots make no course.
LEAST = 3
BY_MONTH = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A column: a year, or a month."""

    label: str
    count: int
    """Episodes with the topic."""
    share: int
    """Percent of the highest column."""


def count_years(with_topic: Sequence[Summary], everything: Iterable[Summary]) -> tuple[Year, ...]:
    """Give columns from the first year of the archive to its last, years without the topic too; none where there is no course to see."""
    dates = [summary.date for summary in everything if summary.date]
    own = [summary.date for summary in with_topic if summary.date]
    if len(own) < LEAST:
        return ()
    months = _months(min(dates), max(dates))
    by_month = len(months) <= BY_MONTH
    keys = months if by_month else [(year, 0) for year in range(min(dates).year, max(dates).year + 1)]
    counts = Counter((day.year, day.month if by_month else 0) for day in own)
    highest = max(counts.values())
    if len(keys) < LEAST:
        return ()
    return tuple(
        Year(
            label=f"{MONTHS[month - 1]} {year}" if month else str(year),
            count=counts[year, month],
            share=100 * counts[year, month] // highest,
        )
        for year, month in keys
    )


def _months(first: date, last: date) -> list[tuple[int, int]]:
    return [divmod_month(number) for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month)]


def divmod_month(number: int) -> tuple[int, int]:
    """Give year and month of a count of months.

    >>> divmod_month(2023 * 12 + 2)
    (2023, 3)
    """
    return number // 12, number % 12 + 1
