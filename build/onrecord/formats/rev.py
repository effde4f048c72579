"""Rev text export: `Name (00:12):` or `Name: (00:12)`, then the words.

Written from the shape of its published transcripts. The line that names the speaker is no words;
all others are, also notes such as `[crosstalk 00:01:12]`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.formats._turn_lines import REV, convention
from onrecord.formats._turns import read_export

if TYPE_CHECKING:
    from onrecord.formats._base import Source
    from onrecord.model import Transcript

NAME = "rev"
EXTENSIONS = ("txt",)


def recognise(source: Source) -> bool:
    """Return whether turns begin with a name and a time in parentheses."""
    return convention(source) == "rev"


def read(source: Source) -> Transcript:
    """Read the turns."""
    return read_export(source, NAME, REV)
