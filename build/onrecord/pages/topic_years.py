"""When a topic was spoken of: episodes by year, or by month where all are of one or two years."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from onrecord.text.times import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The time of an archive, from its first episode to its last."""

    columns: tuple[tuple[int, int], ...]
    """Year and month, or years with 0 for the month."""

    @classmethod
    def of(cls, summaries: Iterable[Summary]) -> Self:
        """Give the course of some episodes; without columns where none has a day."""
        dates = [summary.date for summary in summaries if summary.date]
        months = _months(min(dates), max(dates)) if dates else []
        if len(months) <= BY_MONTH:
            return cls(columns=tuple(months))
        return cls(columns=tuple((year, 0) for year in range(months[0][0], months[-1][0] + 1)))

    def place(self, summaries: Iterable[Summary]) -> list[tuple[int, int] | None]:
        """Give the column of each of some episodes; None for one without a day."""
        by_month = bool(self.columns and self.columns[0][1])
        days = (summary.date for summary in summaries)
        return [(day.year, day.month if by_month else 0) if day else None for day in days]


def count_years(with_topic: Iterable[tuple[int, int] | None], course: Course) -> tuple[Year, ...]:
    """Give columns from the start of the archive to its end, those without the topic too; none where there is no course to see.

    Args:
        with_topic: the columns of the episodes that have it.
        course: of the archive.
    """
    counts = Counter(with_topic)
    del counts[None]
    if counts.total() < LEAST or len(course.columns) < LEAST:
        return ()
    highest = max(counts.values())
    return tuple(
        Year(
            label=f"{MONTHS[month - 1]} {year}" if month else str(year),
            count=counts[year, month],
            share=100 * counts[year, month] // highest,
        )
        for year, month in course.columns
    )


def _months(first: date, last: date) -> list[tuple[int, int]]:
    return [
        divmod_month(number)
        for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    ]


def divmod_month(number: int) -> tuple[int, int]:
    """Give year and month of a count of months.

    >>> divmod_month(2023 * 12 + 2)
    (2023, 3)
    """
    return number // 12, number % 12 + 1
