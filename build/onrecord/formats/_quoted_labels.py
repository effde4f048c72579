"""Find labels in front of words that the named speaker does not say there: quoted, or the page's.

A page head has a name and a number (`Lind: 2`), a note says when somebody lived (`Lind: born 1921
in Rothen`), and a quotation is opened by a colon (`It went like this:`, `Bo: where is it?`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.formats._label_forms import find_candidate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.formats._belief import Belief
    from onrecord.model import Cue

_NUMBER_OR_DATE = re.compile(
    r"(?:p\. ?|page )?\d{1,4}|\d{1,2}\.? [^\W\d_]{3,12} \d{4}|[^\W\d_]{3,12} \d{1,2}, \d{4}"
    r"|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
)
_LIFE = re.compile(
    r"(?:born|b\.|\*|died|geboren|geb\.|née?|nacid[oa]|nat[oa]|родил(?:ся|ась)|род\.)"
    r"[^.?!]{0,30}\b\d{4}\b"
)


def find_quoted(cues: Sequence[Cue], belief: Belief) -> dict[int, str]:
    """Return the indices of the cues whose label is not that of their speaker, with the label.

    >>> from onrecord.formats._labels import believe
    >>> from onrecord.model import Cue
    >>> texts = "Bo: And?", "Cy: It went like this:", "Bo: where is it?", "Cy: ask Di.", "Bo: No."
    >>> cues = [Cue(start=None, end=None, text=text) for text in texts]
    >>> find_quoted(cues, believe([[text] for text in texts]))
    {2: 'Bo', 3: 'Cy'}
    """
    labels = [_split(cue.text, belief) for cue in cues]
    found: dict[int, str] = {}
    for at, (label, words) in enumerate(labels):
        above = cues[at - 1].text.rstrip() if at else ""
        opened = above.endswith((":", "：")) and labels[at - 1][1] != ""
        quoted = words[:1].islower() and (opened or at - 1 in found)
        beside = {name for name, _ in (*labels[max(at - 1, 0) : at], *labels[at + 1 : at + 2])}
        page = _NUMBER_OR_DATE.fullmatch(words) is not None and label in beside
        if label and (quoted or page or _LIFE.match(words)):
            found[at] = label
    return found


def _split(text: str, belief: Belief) -> tuple[str, str]:
    """Return the believed label in front of a text, and its words; a text without one is words."""
    found = find_candidate(text.partition("\n")[0])
    if found is None or not found.name or not belief.trusts(found):
        return "", text
    return found.name, text[found.end :].strip()
