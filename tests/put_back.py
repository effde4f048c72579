"""Export a transcript file to every format, read the exports, and count the differences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from onrecord import anchors, formats, transcript
from onrecord.model import Episode, Slug

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Back:
    """The differences of one file in one format after export and import."""

    words: int
    """Number of words that were exported."""
    lost: int
    invented: int
    """Words that only the import has, such as the label of a speaker."""
    spoken_by_others: int
    """Words that have another speaker, or none, after import."""
    sentences: bool
    """Whether the sentences are the same."""


def put_back(path: Path) -> dict[str, Back]:
    """Return the differences by format; nothing if the file is no readable transcript."""
    received = formats.read(formats.Source(path=path.name, content=path.read_bytes()))
    sentences = transcript.divide(received)
    if not sentences or any(issue.severity == "error" for issue in received.issues):
        return {}
    published = anchors.publish(
        (), sentences, ["a"] * len(sentences), on=date(2026, 1, 2), fingerprint="x"
    )
    episode = Episode(
        slug=Slug("a"), front=received.front, sentences=published.sentences, chapters=()
    )
    before = [(word, one.speaker) for one in sentences for word in one.text.split()]
    found: dict[str, Back] = {}
    for extension, content in formats.write(episode):
        read = formats.read(formats.Source(path=f"a.{extension}", content=content.encode()))
        divided = transcript.divide(read)
        after = [(word, one.speaker) for one in divided for word in one.text.split()]
        lost, invented = _compare([word for word, _ in before], [word for word, _ in after])
        others = (
            sum(one[1] != other[1] for one, other in zip(before, after, strict=True))
            if not lost and not invented
            else len(before)
        )
        same = [one.text for one in divided] == [one.text for one in sentences]
        found[extension] = Back(
            words=len(before), lost=lost, invented=invented, spoken_by_others=others, sentences=same
        )
    return found


def _compare(before: list[str], after: list[str]) -> tuple[int, int]:
    if before == after:
        return 0, 0
    steps = [
        step
        for step in SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        if step[0] != "equal"
    ]
    return sum(step[2] - step[1] for step in steps), sum(step[4] - step[3] for step in steps)
