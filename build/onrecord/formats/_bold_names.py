"""Give names in bold at the start of paragraphs of a Word document the colon of a label."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from onrecord.formats._base import squeeze
from onrecord.formats._label_words import is_name_like

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.formats._tally import Tally

# `**Name** words`; a time or a mark behind the name belongs to another convention.
_BEFORE_WORDS = re.compile(
    r"\*\*(?P<name>[^*:\n]{1,60})\*\*[ \t]+(?P<words>(?!:|[\[(]?\d{1,3}:\d\d)\S.*)", re.DOTALL
)


def label_bold_names(lines: Sequence[str], bold: Sequence[bool], tally: Tally) -> list[str]:
    """Return the lines with `Name: words` for names in bold that recur and have no colon.

    At least two names must recur, in front of words or on a line above them; fewer are reported.

    Args:
        lines: paragraphs, each with an empty line below; bold before other words is `**bold**`.
        bold: whether the whole line is bold.
        tally: for names that are no labels.

    >>> from onrecord.formats._tally import Tally
    >>> lines = "**Bo** When?", "", "**Cy** Then.", "", "**Bo** And?", "", "**Cy** No."
    >>> label_bold_names(lines, [False] * 7, Tally("a"))[0]
    'Bo: When?'
    """
    found = _find_names(lines, bold)
    counts = Counter(name for name, _ in found.values())
    names = {name for name, count in counts.items() if count > 1 and is_name_like(name)}
    if len(names) <= 1:
        _report(found, tally)
        return list(lines)
    made = list(lines)
    for at, (name, words) in found.items():
        inline = _BEFORE_WORDS.fullmatch(lines[at])
        # A line in bold that stands once is a heading.
        if name not in names and not (inline and is_name_like(name)):
            continue
        made[words] = f"{name}: {inline['words'] if inline else lines[words].lstrip()}"
        if words != at:
            made[at] = ""
    return made


def _find_names(lines: Sequence[str], bold: Sequence[bool]) -> dict[int, tuple[str, int]]:
    """Return what may be a name, by the index of its line, with the index of its words."""
    said = [at for at, line in enumerate(lines) if line.strip()]
    found: dict[int, tuple[str, int]] = {}
    for at, below in zip(said, [*said[1:], len(lines)], strict=True):
        if inline := _BEFORE_WORDS.fullmatch(lines[at]):
            found[at] = squeeze(inline["name"]), at
        elif (
            bold[at]
            and below < len(lines)
            and not (bold[below] or _BEFORE_WORDS.fullmatch(lines[below]))
        ):
            found[at] = squeeze(lines[at]), below
    return found


def _report(found: Mapping[int, tuple[str, int]], tally: Tally) -> None:
    inside = [at for at, (name, words) in found.items() if at == words and is_name_like(name)]
    if len(inside) > 1:
        tally.add(
            "names in bold without a colon, of which no two recur, are not taken as labels",
            affects="speakers",
            line=inside[0] + 1,
            found=", ".join(dict.fromkeys(found[at][0] for at in inside)),
            hint="put a colon behind them if they name speakers",
        )
