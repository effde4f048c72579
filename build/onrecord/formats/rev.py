"""Rev text export: `Name (00:12):` or `Name: (00:12)`, then the words.

Written from the shape of its published transcripts. The line that names the speaker is no words;
all others are, also notes such as `[crosstalk 00:01:12]`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.formats._tally import Tally
from onrecord.formats._turn_lines import REV, convention
from onrecord.formats._turns import read_turns
from onrecord.model import Transcript

if TYPE_CHECKING:
    from onrecord.formats._base import Source

NAME: str = "rev"
EXTENSIONS: tuple[str, ...] = ("txt",)


def recognise(source: Source) -> bool:
    """Return whether turns begin with a name and a time in parentheses."""
    return convention(source) == "rev"


def read(source: Source) -> Transcript:
    """Read the turns."""
    tally = Tally(source.path)
    return Transcript(
        format=NAME, cues=read_turns(source.text.split("\n"), REV, tally), issues=tally.issues
    )
