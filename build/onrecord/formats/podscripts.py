"""The text of an episode's page on podscripts.co, as it comes when the page is copied.

A title line `Show - Title`, `Episode Date: …`, the description, `Transcript`, `Discussion (0)`,
then blocks that begin with `Starting point is 00:01:02`, and an invitation to comment. Only the
starts of blocks are given; a block ends where the next one starts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.formats._base import squeeze
from onrecord.formats._heads import read_day
from onrecord.formats._scraped import mend
from onrecord.formats._tally import Tally
from onrecord.formats._times import parse_time
from onrecord.model import Cue, FrontMatter, Person, Transcript

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from onrecord.formats._base import Source

NAME = "podscripts"
EXTENSIONS = ("txt",)

_START = "Starting point is "
_RECOGNISED = re.compile(r"^Starting point is \d{1,3}:\d\d:\d\d\b", re.MULTILINE | re.ASCII)
_DATE = re.compile(r"Episode Date: *(\w{3,9} \d{1,2}, \d{4})\s*", re.ASCII)
# Words of the page, and of nobody in the episode.
_ABOVE = re.compile(r"Transcript|Discussion \(\d+\)", re.ASCII)
_INVITATION = r"Click on any sentence in the transcript to leave a comment\."
_BELOW = re.compile(
    rf"There aren[’']t comments yet for this episode\.(?: {_INVITATION})?|{_INVITATION}"
)
_HEADING = "Transcript"

_GUEST = re.compile(
    r"(?P<name>[^(—–|:]{3,60}?)\s*(?:\((?P<role>[^()]{2,80})\)\s*)?[—–|:]|(?P<only>[^(—–|:]{3,60}?)\s*\([^()]{2,80}\)"
)
_NAME_WORD = re.compile(
    r"[^\W\d_a-z][\w.’'-]*|de|da|di|del|della|du|van|von|der|den|la|le|bin|ibn|al|el", re.UNICODE
)
# Words with which titles begin that are no names.
_NO_NAME = re.compile(
    r"an?|the|how|why|what|when|who|where|is|are|can|on|in|of|for|to|with|my|our|your|this|part|episode",
    re.IGNORECASE,
)
_NAME_WORDS = range(2, 5)


def recognise(source: Source) -> bool:
    """Return whether blocks begin as on the site's pages."""
    return _START in source.text and _RECOGNISED.search(source.text) is not None


def read(source: Source) -> Transcript:
    """Read the blocks, and what the page says of the episode above them."""
    tally = Tally(source.path)
    lines = source.text.split("\n")
    first = next(
        (number for number, line in enumerate(lines) if line.startswith(_START)), len(lines)
    )
    heading = next(
        (number for number, line in enumerate(lines[:first]) if line.strip() == _HEADING), first
    )
    starts = [number for number in range(first, len(lines)) if lines[number].startswith(_START)]
    above = [line for line in lines[heading:first] if not _ABOVE.fullmatch(line.strip())]
    # Words above the first block would be lost with the furniture of the page.
    cues = [Cue(start=None, end=None, text=squeeze(" ".join(above)), line=heading + 1)]
    cues += (
        _block(lines[start:stop], start + 1, tally)
        for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True)
    )
    return Transcript(
        format=NAME,
        cues=tuple(cue for cue in cues if cue.text),
        front=_front(lines[:heading], tally),
        issues=tally.issues,
    )


def _block(lines: Sequence[str], number: int, tally: Tally) -> Cue:
    time, _, rest = lines[0].removeprefix(_START).lstrip().partition(" ")
    start = parse_time(time)
    if start is None:
        tally.add_unreadable_time(time, line=number, hint="hours:minutes:seconds")
        rest = f"{time} {rest}"
    words = [rest, *(line for line in lines[1:] if not _BELOW.fullmatch(line.strip()))]
    return Cue(start=start, end=None, text=squeeze(" ".join(words)), line=number)


def _front(lines: Sequence[str], tally: Tally) -> FrontMatter:
    title_line = next((line.strip() for line in lines if line.strip()), "")
    day: date | None = None
    description: list[str] = []
    for number, line in enumerate(lines, 1):
        if found := _DATE.fullmatch(line.strip()):
            day = read_day(found[1])
            if day is None:
                tally.add(
                    "no such day", line=number, found=found[1], hint="write the date in episode.yml"
                )
        elif line.strip() != title_line:
            description.append(line)
    show, dash, title = title_line.partition(" - ")
    text = "\n".join(description).strip()
    return FrontMatter(
        title=squeeze(title if dash else title_line),
        show=squeeze(show) if dash else "",
        date=day,
        description=mend(text),
        people=_guests(title if dash else title_line, text),
    )


def _guests(title: str, description: str) -> tuple[Person, ...]:
    """Return the guest whose name begins the title, if the description has its last word too.

    >>> _guests("Ada Lovelace (mathematician) — Engines", "We talk with Ada Lovelace.")
    (Person(name='Ada Lovelace', role='guest'),)
    >>> _guests("The Future — what next", ""), _guests("Deep Learning (Part 1)", "It learns.")
    ((), ())
    """
    found = _GUEST.match(title)
    name = squeeze((found["name"] or found["only"]) if found else "")
    words = name.split()
    if (
        len(words) not in _NAME_WORDS
        or not all(_NAME_WORD.fullmatch(word) for word in words)
        or _NO_NAME.fullmatch(words[0])
    ):
        return ()
    return (Person(name=name, role="guest"),) if not description or words[-1] in description else ()
