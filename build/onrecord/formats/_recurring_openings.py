"""Find what may be names at the start of paragraphs or cues that have no label."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from onrecord.formats._label_words import is_name_like

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.formats._tally import Tally
    from onrecord.model import Cue

_TWICE = 2
_HALF = 0.5
# `ANNA. You`, `Rosa/ We`, `Rosa Lind. We`, `ROSA LIND We`, `Rosa Lind We`.
_OPENINGS = (
    re.compile(r"(?P<name>[^\W\d_]\w*(?: [^\W\d_a-z]\w*){0,2})(?:[./|=]| [–—-])[ ]+\S"),
    re.compile(r"(?P<name>[^\W\d_a-z]{2,}(?: [^\W\d_a-z]{2,}){0,2})[ ]+[^\W\d_]+"),
    re.compile(r"(?P<name>[^\W\d_a-z]\w+ [^\W\d_a-z]\w+)[ ]+[^\W\d_]"),
)


def find_recurring_openings(cues: Sequence[Cue]) -> dict[str, int]:
    """Return the words with which paragraphs begin again and again, each with its first line.

    >>> from onrecord.model import Cue
    >>> texts = "ANNA. Hi.", "BO. Yo.", "ANNA. So?", "BO. No."
    >>> cues = [Cue(start=None, end=None, text=text) for text in texts]
    >>> sorted(find_recurring_openings(cues))
    ['ANNA', 'BO']
    """
    said = [cue for cue in cues if not cue.text.startswith(("(", "["))]
    for form in _OPENINGS:
        found = [(match["name"], cue.line) for cue in said if (match := form.match(cue.text))]
        counts = Counter(name for name, _ in found)
        recurring = {name for name in counts if counts[name] >= _TWICE and is_name_like(name)}
        share = sum(counts[name] for name in recurring)
        if len(recurring) >= _TWICE and share >= _HALF * len(said):
            return {name: line for name, line in reversed(found) if name in recurring}
    return {}


def report_recurring_titles(titles: Sequence[str], tally: Tally) -> None:
    """Report headings that recur as names of speakers do: several, again and again.

    >>> from onrecord.formats._tally import Tally
    >>> tally = Tally("a")
    >>> report_recurring_titles(["Ann Lee", "Bo", "Ann Lee", "Bo"], tally)
    >>> [issue.found for issue in tally.issues]
    ['Ann Lee, Bo']
    """
    counts = Counter(titles)
    recurring = [title for title in counts if counts[title] >= _TWICE]
    often = sum(counts[title] for title in recurring) >= _HALF * len(titles)
    if len(recurring) >= _TWICE and often:
        tally.add(
            "headings recur as names do; taken as chapters, so nobody is named as speaker",
            affects="speakers",
            line=1,
            found=", ".join(recurring),
            hint="if they name speakers, write 'Ann: …' in front of the words",
        )
