"""The text export of Descript with times: `Name: [00:00:12] words`.

Written from the shape of its exports. Label and time in front are no words; all else is, also a
time inside a paragraph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.formats._tally import Tally
from onrecord.formats._turn_lines import DESCRIPT, convention
from onrecord.formats._turns import read_turns
from onrecord.model import Transcript

if TYPE_CHECKING:
    from onrecord.formats._base import Source

NAME: str = "descript"
EXTENSIONS: tuple[str, ...] = ("txt",)


def recognise(source: Source) -> bool:
    """Return whether turns begin with a name and a time in brackets."""
    return convention(source) == "descript"


def read(source: Source) -> Transcript:
    """Read the turns."""
    tally = Tally(source.path)
    return Transcript(
        format=NAME, cues=read_turns(source.text.split("\n"), DESCRIPT, tally), issues=tally.issues
    )
