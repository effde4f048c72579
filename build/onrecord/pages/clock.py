"""Times and dates as readers and machines want them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from onrecord.model import Milliseconds

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def iso_duration(time: Milliseconds) -> str:
    """Give a time for `<time datetime>` (HTML, "valid duration string").

    >>> iso_duration(357_900), iso_duration(3_723_000)
    ('PT5M57S', 'PT1H2M3S')
    """
    minutes, seconds = divmod(time // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"PT{hours}H{minutes}M{seconds}S" if hours else f"PT{minutes}M{seconds}S"


def seconds(time: Milliseconds) -> str:
    """Give a time in seconds with all its milliseconds.

    >>> seconds(657_120)
    '657.120'
    """
    return f"{time // 1000}.{time % 1000:03}"


def long_date(day: date) -> str:
    """Give a date in words, the same in every locale of the machine.

    >>> from datetime import date
    >>> long_date(date(2023, 3, 27))
    '27 March 2023'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def minutes(duration: Milliseconds) -> str:
    """Give a length rounded to whole minutes.

    >>> minutes(2_838_000), minutes(4_000)
    ('47 min', '1 min')
    """
    return f"{max(1, round(duration / 60_000))} min"
