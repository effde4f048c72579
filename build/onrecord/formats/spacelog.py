"""Spacelog text: NASA mission transcripts, in blocks under keys such as `[00:00:02:15]`.

A key is days, hours, minutes and seconds.

In a block, `CC: words` names the speaker, a line that begins with white space goes on with the
words above it, and `_page : 3` and other lines with an underscore are notes of the transcribers
about the source: no words. In the words, `[glossary:MECO]` and `[glossary:MECO|cutoff]` are links,
of which the shown text is a word; tags such as `<sub>` are markup. Times before the launch are
negative: such words have no time, which is reported.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.formats._base import squeeze
from onrecord.formats._builder import Builder
from onrecord.formats._markup import strip_markup
from onrecord.formats._tally import Tally
from onrecord.formats._turn_lines import SPACELOG, convention
from onrecord.model import Milliseconds, Transcript

if TYPE_CHECKING:
    from onrecord.formats._base import Source

NAME = "spacelog"
EXTENSIONS = ("txt",)

_VOICE = re.compile(r"([^\s:_][^:\n]{0,39}?)[ \t]*:(?=[ \t]|$)(.*)")
_LINK = re.compile(r"\[(?:glossary|time|image|link):([^\[\]|]*)(?:\|([^\[\]]*))?\]")


def recognise(source: Source) -> bool:
    """Return whether blocks begin with a time of four parts in brackets."""
    return convention(source) == "spacelog"


def read(source: Source) -> Transcript:
    """Read all blocks; each speaker in one is a cue of its own."""
    tally = Tally(source.path)
    builder = Builder()
    start: Milliseconds | None = None
    for number, line in enumerate(source.text.split("\n"), 1):
        if key := SPACELOG.fullmatch(line):
            builder.end_cue()
            days, hours, minutes, seconds = (int(part) for part in key.groups()[1:])
            start = Milliseconds((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000)
            if key[1]:
                tally.add(
                    "a time before zero; its words stay where they are, without a time",
                    affects="times",
                    line=number,
                    found=line.strip(),
                )
                start = None
            builder.speak(None, start)
        elif line.startswith("_"):
            builder.end_cue()
        elif not line[:1].isspace() and (voice := _VOICE.fullmatch(line)):
            builder.speak(squeeze(voice[1]), start)
            builder.say(_plain(voice[2]), number)
        else:
            builder.say(_plain(line), number)
    return Transcript(format=NAME, cues=builder.finish(), issues=tally.issues)


def _plain(text: str) -> str:
    """Return the words that a reader sees.

    >>> _plain("the O<sub>2</sub> at [glossary:SECO], [time:00:01:02:03|then]")
    'the O2 at SECO, then'
    """
    return strip_markup(_LINK.sub(lambda link: link[2] or link[1], text))
