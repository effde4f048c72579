"""The chart of when a topic was discussed: episodes by year.

Archives of two years at most are charted by month.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from onrecord.text.times import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from onrecord.model import Summary

# Fewer columns or episodes make no chart.
LEAST = 3
MOST_MONTHS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A year, or a month."""

    label: str
    count: int
    """Episodes with the topic."""
    share: int
    """Percent of the highest column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The time from the first episode of an archive to the last."""

    columns: tuple[tuple[int, int], ...]
    """Year and month; the month is 0 for a whole year."""

    @classmethod
    def of(cls, summaries: Iterable[Summary]) -> Self:
        """Return the period of episodes; without columns if none has a date."""
        dates = [summary.date for summary in summaries if summary.date]
        months = _months(min(dates), max(dates)) if dates else []
        if len(months) <= MOST_MONTHS:
            return cls(columns=tuple(months))
        return cls(columns=tuple((year, 0) for year in range(months[0][0], months[-1][0] + 1)))

    def column_of(self, summaries: Iterable[Summary]) -> list[tuple[int, int] | None]:
        """Return the column of each episode; None for one without a date."""
        by_month = bool(self.columns and self.columns[0][1])
        days = (summary.date for summary in summaries)
        return [(day.year, day.month if by_month else 0) if day else None for day in days]


def count_columns(
    with_topic: Iterable[tuple[int, int] | None], period: Period
) -> tuple[Column, ...]:
    """Count the episodes with a topic in each column; empty if they make no chart.

    Args:
        with_topic: columns of the episodes that have it.
        period: of the archive.
    """
    counts = Counter(with_topic)
    del counts[None]
    if counts.total() < LEAST or len(period.columns) < LEAST:
        return ()
    highest = max(counts.values())
    return tuple(
        Column(
            label=f"{MONTHS[month - 1]} {year}" if month else str(year),
            count=counts[year, month],
            share=100 * counts[year, month] // highest,
        )
        for year, month in period.columns
    )


def _months(first: date, last: date) -> list[tuple[int, int]]:
    """List the months from one day to another, both included.

    >>> from datetime import date
    >>> _months(date(2022, 12, 31), date(2023, 1, 1))
    [(2022, 12), (2023, 1)]
    """
    start, stop = first.year * 12 + first.month - 1, last.year * 12 + last.month
    return [(month // 12, month % 12 + 1) for month in range(start, stop)]
