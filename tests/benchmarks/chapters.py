"""How well chapter starts are found: `python tests/benchmarks/chapters.py TRUTH`. Asserts nothing.

Each line of `TRUTH` (JSON Lines) names a `transcript`, relative to the parent of its folder, and
its `chapters`, each with its `start` in seconds, at which a turn starts. Prints for each transcript
how many of these sentences are found, with speakers and without. `--part` takes every second one.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord import formats, transcript
from onrecord.chapters.place import place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Sentence


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--part", choices=("all", "odd", "even"), default="all")
    options = parser.parse_args()
    totals = [0, 0, 0]
    print(f"{'chapters':>8}{'labelled':>10}{'unlabelled':>12}")
    shows = [json.loads(line) for line in options.truth.read_text(encoding="utf-8").splitlines()]
    shows = [show for show in shows if show.get("times") == "turn"]
    first, step = {"all": (0, 1), "odd": (0, 2), "even": (1, 2)}[options.part]
    for show in shows[first::step]:
        path = options.truth.parents[1] / show["transcript"]
        content = formats.read(formats.Source(path=path.name, content=path.read_bytes()))
        sentences = transcript.divide(content)
        plain = [replace(sentence, speaker=None, paragraph=False) for sentence in sentences]
        starts = [round(chapter["start"] * 1000) for chapter in show["chapters"]]
        counts = [len(starts), count_found(sentences, starts), count_found(plain, starts)]
        totals = [total + count for total, count in zip(totals, counts, strict=True)]
        print(f"{counts[0]:8}{counts[1]:10}{counts[2]:12}  {show['title']}")
    print(f"{totals[0]:8}{totals[1] / totals[0]:10.3f}{totals[2] / totals[0]:12.3f}  all")


def count_found(sentences: Sequence[Sentence], starts: Sequence[int]) -> int:
    """Return how many starts lead to the first sentence that starts there."""
    found = [place(sentences, start, (0, len(sentences))) for start in starts]
    return sum(
        sentences[index].start == start and (not index or sentences[index - 1].start != start)
        for index, start in zip(found, starts, strict=True)
    )


if __name__ == "__main__":
    main()
