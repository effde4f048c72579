"""Clock times as people type them and as players show them."""

from __future__ import annotations

from onrecord.model import Milliseconds


def read_clock(text: str) -> Milliseconds:
    """Give the milliseconds of `5:57`, `1:02:03.5`, or of seconds; what is finer is cut off.

    Raises:
        ValueError: The text has no such form.

    >>> read_clock("5:57"), read_clock("1:02:03.5"), read_clock("90:00"), read_clock("357")
    (357000, 3723500, 5400000, 357000)
    """
    whole, _, fraction = text.partition(".")
    seconds = 0
    for part in whole.split(":"):
        if not (part.isascii() and part.isdecimal()):
            raise ValueError(text)
        seconds = seconds * 60 + int(part)
    return Milliseconds(seconds * 1000 + int(fraction[:3].ljust(3, "0") or 0))


def clock(time: int) -> str:
    """Give a time as on a player: minutes and seconds, hours where there are any.

    >>> clock(604_900), clock(3_723_000), clock(-5000)
    ('10:04', '1:02:03', '-0:05')
    """
    minutes, seconds = divmod(abs(time) // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    sign = "-" if time < 0 else ""
    return f"{sign}{hours}:{minutes:02}:{seconds:02}" if hours else f"{sign}{minutes}:{seconds:02}"
