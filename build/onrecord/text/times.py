"""Times and dates as people type them, and as readers and machines need them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.model import Milliseconds

if TYPE_CHECKING:
    from datetime import date

# From so many hours on, minutes say no more.
LONG_HOURS = 5
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def parse_time(text: str) -> Milliseconds:
    """Parse `5:57`, `1:02:03.5` or seconds into milliseconds; finer digits are cut off.

    Raises:
        ValueError: The text is no such time.

    >>> parse_time("5:57"), parse_time("1:02:03.5"), parse_time("90:00"), parse_time("357")
    (357000, 3723500, 5400000, 357000)
    """
    whole, _, fraction = text.partition(".")
    seconds = 0
    for part in whole.split(":"):
        if not (part.isascii() and part.isdecimal()):
            raise ValueError(text)
        seconds = seconds * 60 + int(part)
    return Milliseconds(seconds * 1000 + int(fraction[:3].ljust(3, "0") or 0))


def format_time(time: int) -> str:
    """Format a time as players do: minutes and seconds, with hours if there are any.

    >>> format_time(604_900), format_time(3_723_000), format_time(-5000)
    ('10:04', '1:02:03', '-0:05')
    """
    minutes, seconds = divmod(abs(time) // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    sign = "-" if time < 0 else ""
    return f"{sign}{hours}:{minutes:02}:{seconds:02}" if hours else f"{sign}{minutes}:{seconds:02}"


def write_time(time: int) -> str:
    """Format a time as `format_time` does, with the milliseconds that it needs to be exact.

    >>> write_time(696_000), write_time(696_200), write_time(696_204)
    ('11:36', '11:36.2', '11:36.204')
    """
    fraction = f".{abs(time) % 1000:03}".rstrip("0").rstrip(".")
    return format_time(time) + fraction


def iso_duration(time: Milliseconds) -> str:
    """Format a time for `<time datetime>` (HTML, "valid duration string").

    >>> iso_duration(357_900), iso_duration(3_723_000)
    ('PT5M57S', 'PT1H2M3S')
    """
    minutes, seconds = divmod(time // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"PT{hours}H{minutes}M{seconds}S" if hours else f"PT{minutes}M{seconds}S"


def seconds(time: Milliseconds) -> str:
    """Format a time in seconds, with three decimals.

    >>> seconds(657_120)
    '657.120'
    """
    return f"{time // 1000}.{time % 1000:03}"


def long_date(day: date) -> str:
    """Format a date in words, independent of the locale.

    >>> from datetime import date
    >>> long_date(date(2023, 3, 27))
    '27 March 2023'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def long_duration(duration: Milliseconds) -> str:
    """Format a duration in minutes, or in hours if it is long.

    >>> long_duration(59 * 60_000), long_duration(45 * 3_600_000)
    ('59 min', '45 hours')
    """
    hours = round(duration / 3_600_000)
    return f"{hours} hours" if hours >= LONG_HOURS else minutes(duration)


def minutes(duration: Milliseconds) -> str:
    """Format a duration, rounded to whole minutes.

    >>> minutes(2_838_000), minutes(4_000)
    ('47 min', '1 min')
    """
    return f"{max(1, round(duration / 60_000))} min"
