"""The text of a transcript: its cues joined."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Cue

# Chinese and Japanese, with their punctuation and full-width forms, have no space between cues.
_CJK = "\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
# Other scripts use the same quotation marks, dashes and ellipses.
_UNSPACED = re.compile(f"[{_CJK}][{_CJK}“”‘’…—]|[“”‘’…—][{_CJK}]")


def join_cues(cues: Sequence[Cue]) -> tuple[str, list[int]]:
    """Return the text of a transcript, and the position at which the text of each cue starts.

    >>> from onrecord.model import Cue
    >>> def cue(text): return Cue(start=None, end=None, text=text)
    >>> join_cues([cue("Well,"), cue(""), cue("yes."), cue("桥关"), cue("了。")])
    ('Well, yes. 桥关了。', [0, 6, 6, 11, 13])
    """
    parts: list[str] = []
    offsets: list[int] = []
    position, last = 0, ""
    for cue in cues:
        if last and cue.text and not _UNSPACED.match(last + cue.text[0]):
            parts.append(" ")
            position += 1
        offsets.append(position)
        parts.append(cue.text)
        position += len(cue.text)
        last = cue.text[-1:] or last
    # A cue without words starts where the next one does.
    for index in range(len(cues) - 2, -1, -1):
        if not cues[index].text:
            offsets[index] = offsets[index + 1]
    return "".join(parts), offsets


def text_of(cues: Sequence[Cue]) -> str:
    """Return the text of a transcript."""
    return join_cues(cues)[0]
