"""What makes a transcript doubtful: a machine cannot tell whether it was read as it was meant.

`onrecord add` reports these, and `onrecord add --strict` refuses a transcript that has one. A
`Doubt` is a row of `DOUBTS`; its cases are in `tests/intake/doubts.yml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.intake.report import TranscriptReport


class Doubt(NamedTuple):
    """A reason to look at a transcript before it is published."""

    name: str
    """For programs."""
    reason: str
    applies: Callable[[TranscriptReport], bool]


# Fewer words say nothing about how fast people talk.
ENOUGH: Final = 100
# Auctioneers reach 250 words a minute; several people who talk at once stay below 350.
FASTEST: Final = 350
# The slowest of 110 real files is radio traffic from space, with 49.
SLOWEST: Final = 20
# Share of words without a speaker in a transcript that names speakers. In real files below 0.01.
MOST_UNATTRIBUTED: Final = 0.2

DOUBTS: Final = (
    Doubt(
        "labels",
        "some speaker labels are not accepted, so the words after them have no speaker",
        lambda report: bool(report.doubted) or "speakers" in report.affected,
    ),
    Doubt(
        "unattributed",
        f"speakers are named, but more than {100 * MOST_UNATTRIBUTED:.0f} % of the words have none",
        lambda report: (
            bool(report.speakers) and report.unattributed > MOST_UNATTRIBUTED * report.words
        ),
    ),
    Doubt(
        "alike",
        "names of speakers are spelt nearly alike: one may be misspelt, or in other capitals",
        lambda report: bool(report.alike),
    ),
    Doubt(
        "once",
        "some speakers are heard only once: each may be a heading, a note or a quotation",
        lambda report: "names" in report.affected,
    ),
    Doubt(
        "fast",
        f"more than {FASTEST} words a minute: words may stand there twice, or times be wrong",
        lambda report: report.words >= ENOUGH and (report.words_a_minute or 0) > FASTEST,
    ),
    Doubt(
        "slow",
        f"fewer than {SLOWEST} words a minute: words may be missing, or times be wrong",
        lambda report: (
            report.words >= ENOUGH
            and report.words_a_minute is not None
            and report.words_a_minute < SLOWEST
        ),
    ),
    Doubt("language", "the language is not sure", lambda report: not report.language_source),
    Doubt(
        "encoding",
        "the encoding was assumed, so letters may be wrong",
        lambda report: "encoding" in report.affected,
    ),
    Doubt(
        "words",
        "a repair left out or changed words",
        lambda report: "words" in report.affected,
    ),
    Doubt(
        "times",
        "a repair left out or changed times",
        lambda report: "times" in report.affected,
    ),
)


def find_doubts(report: TranscriptReport) -> tuple[Doubt, ...]:
    """Return the reasons to look at a transcript before it is published."""
    return tuple(doubt for doubt in DOUBTS if doubt.applies(report))
