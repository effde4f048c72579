"""Report the labels of a file that name nobody, and other words without a speaker."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from onrecord.formats._base import squeeze
from onrecord.formats._label_forms import starts_with_dash

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.formats._tally import Tally

_SHOWN = 5


def report_labels(tally: Tally) -> None:
    """Report the labels inside lines, and those that are not believed."""
    if tally.inline:
        tally.add(
            "names of speakers stand before colons inside lines, as in a quotation, so the words "
            "after them have no speaker",
            affects="speakers",
            line=tally.inline[0][1],
            found=_list_shown(tally.inline),
            hint="where one starts a turn, begin a new line; else name the speaker in overlay.yml",
        )
    if not tally.doubted:
        return
    shown = list(tally.doubted)[:_SHOWN]
    tally.add(
        "these look like speaker labels but are not accepted as such, so the words after them "
        "have no speaker",
        affects="labels",
        line=tally.doubted[shown[0]],
        found=_list_shown(tuple(tally.doubted.items())),
        hint=f"if they name speakers, add to episode.yml: {declare_labels(shown)}; for "
        f"ordinary words: {declare_labels(shown[:1], 'false')}",
    )


def report_ambiguous(label: str, names: Sequence[str], line: int, tally: Tally) -> None:
    """Report an abbreviation that may stand for several names."""
    tally.add(
        "an ambiguous abbreviation: it stands for several speakers, so its words have no speaker",
        affects="speakers",
        line=line,
        found=f"{label}: {' or '.join(names)}",
        hint="write whole names, or name the speakers in overlay.yml",
    )


def declare_labels(labels: Sequence[str], value: str = '"NAME"') -> str:
    """Return the entry of `episode.yml` that declares labels.

    >>> print(declare_labels(["Clerk", "Di"]))
    labels: {"Clerk": "NAME", "Di": "NAME"}
    """
    keys = (json.dumps(label, ensure_ascii=not label.isprintable()) for label in labels)
    return f"labels: {{{', '.join(f'{key}: {value}' for key in keys)}}}"


def report_dash(text: str, line: int, tally: Tally) -> None:
    """Report a dash at the start of a text: the speaker changes, but to whom is not said."""
    if starts_with_dash(text):
        tally.add(
            "a dash changes the speaker and does not say to whom; its words have no speaker",
            affects="speakers",
            line=line,
            found=squeeze(text),
            hint="name the speaker in overlay.yml",
        )


def _list_shown(labels: Sequence[tuple[str, int]]) -> str:
    shown = [f"{name} (line {line})" for name, line in labels[:_SHOWN]]
    return ", ".join(shown) + (" …" if len(labels) > _SHOWN else "")
