"""Print what happens to overlays when the transcript is replaced.

    python tests/benchmarks/overlays.py

On each pair of transcripts of one recording, 200 corrections, 50 changes of speaker and 50 notes at
random places of the first are carried over to the second. Each must be kept, found unnecessary, or
listed as a conflict, and a build must find those that are kept. Samples are taken from
ONRECORD_SAMPLES or `../shared/samples` beside the repository.
"""

from __future__ import annotations

import random
import runpy
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from rapidfuzz import fuzz

from onrecord import overlays
from onrecord.model import Slug
from onrecord.overlays.locate import locate
from onrecord.overlays.overlay import Overlay
from onrecord.overlays.read_fields import read_selector
from onrecord.overlays.transcript_text import join_sentences
from onrecord.text.times import format_time

anchors = runpy.run_path(str(Path(__file__).with_name("anchors.py")))
SAMPLES = anchors["SAMPLES"]
COUNTS = {"corrections": 200, "speakers": 50, "notes": 50}
FIELDS = {
    "corrections": {"now": "Xanadu"},
    "speakers": {"person": "Ann"},
    "notes": {"note": "Note."},
}
NOBODY = overlays.merge_people((), ())


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Of one pair."""

    kept: Counter
    unnecessary: int
    conflicts: Counter
    lost: int
    """Entries in none of the lists, or in two."""
    unfound: int
    """Kept, but not found by a build."""
    doubtful: int
    """Kept, but with words and surroundings that are unlike the old ones."""


def laid(sentences):
    """Give sentences their places in the text."""
    place, placed = 0, []
    for sentence in sentences:
        placed.append(replace(sentence, span=(place, place + len(sentence.text))))
        place += len(sentence.text) + 1
    return placed


def invent(sentences, seed=1, tries=20_000):
    """Give an overlay at random places, each entry such that a build finds it."""
    chance, spoken = random.Random(seed), join_sentences(sentences)
    made, taken = {kind: [] for kind in COUNTS}, set()
    for _ in range(tries):
        if all(len(made[kind]) == count for kind, count in COUNTS.items()):
            break
        kind = next(kind for kind, count in COUNTS.items() if len(made[kind]) < count)
        index = chance.randrange(len(sentences))
        words = sentences[index].text.split()
        length = {
            "corrections": chance.randint(1, 3),
            "speakers": 5,
            "notes": chance.randint(2, 8),
        }[kind]
        first = 0 if kind == "speakers" else chance.randrange(max(1, len(words) - length))
        selector = read_selector(
            format_time(sentences[index].start or 0), " ".join(words[first : first + length])
        )
        found = locate(selector, spoken)
        if not words or found.span is None or found.doubt or (kind, found.span[0]) in taken:
            continue
        if kind == "corrections" and any(
            (kind, place) in taken for place in range(found.span[0] - 40, found.span[1] + 40)
        ):
            continue
        taken.add((kind, found.span[0]))
        place = {"index": len(made[kind]), "selector": selector}
        made[kind].append(overlays.KINDS[kind](**place, **FIELDS[kind]))
    return Overlay(entries=tuple(entry for entries in made.values() for entry in entries))


def carry(before, after) -> Figures:
    """Carry an overlay over from one transcription to another."""
    old, new = laid(before), laid(after)
    overlay = invent(old)
    rebased = overlays.rebase(overlay, old, new)
    listed = Counter(
        id(one)
        for one in (
            *(move.entry for move in rebased.moves),
            *rebased.unnecessary,
            *(one.entry for one in rebased.conflicts),
        )
    )
    spoken, was = join_sentences(new), join_sentences(old)
    doubtful = unfound = 0
    for move in rebased.moves:
        place, origin = (
            locate(move.becomes.selector, spoken).span,
            locate(move.entry.selector, was).span,
        )
        unfound += place is None
        if place and fuzz.ratio(around(was.text, origin), around(spoken.text, place)) < 50:
            doubtful += 1
    kept = Overlay(
        entries=tuple(one for one in rebased.overlay.entries if not conflicting(one, rebased))
    )
    issues = overlays.apply(kept, new, NOBODY, slug=Slug("pair")).issues
    return Figures(
        kept=Counter(move.entry.kind for move in rebased.moves),
        unnecessary=len(rebased.unnecessary),
        conflicts=Counter(one.entry.kind for one in rebased.conflicts),
        lost=sum(listed[id(entry)] != 1 for entry in overlay.entries),
        unfound=unfound + len([issue for issue in issues if issue.severity == "error"]),
        doubtful=doubtful,
    )


def conflicting(entry, rebased) -> bool:
    return any(one.entry is entry for one in rebased.conflicts)


def around(text: str, span) -> str:
    return text[max(0, span[0] - 40) : span[1] + 40].lower()


def main() -> None:
    """Print a line a pair."""
    print("kept and conflicts: corrections, speakers, notes")
    print(
        f"{'pair':36} {'kept':>14} {'unnecessary':>12} {'conflicts':>14} {'lost':>5} "
        f"{'unfound':>8} {'doubtful':>9}"
    )
    for folder in sorted((SAMPLES / "pairs").iterdir()):
        found = carry(
            *(anchors["read"](next(folder.glob(f"{name}.*"))) for name in ("before", "after"))
        )
        kept, conflicts = (
            " ".join(f"{count[kind]:>4}" for kind in COUNTS)
            for count in (found.kept, found.conflicts)
        )
        failures = f"{found.lost:>5} {found.unfound:>8} {found.doubtful:>9}"
        print(f"{folder.name:36} {kept:>14} {found.unnecessary:>12} {conflicts:>14} {failures}")


if __name__ == "__main__":
    main()
