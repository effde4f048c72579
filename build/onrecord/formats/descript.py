"""The text export of Descript and Trint with times: `Name: [00:00:12] words`.

Written from the shape of its exports. Label and time in front are no words; a whole time in
brackets inside a paragraph is that of the words behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.formats._turn_lines import DESCRIPT, convention
from onrecord.formats._turns import read_export

if TYPE_CHECKING:
    from onrecord.formats._base import Source
    from onrecord.model import Transcript

NAME = "descript"
EXTENSIONS = ("txt",)


def recognise(source: Source) -> bool:
    """Return whether turns begin with a name and a time in brackets."""
    return convention(source) == "descript"


def read(source: Source) -> Transcript:
    """Read the turns."""
    return read_export(source, NAME, DESCRIPT)
