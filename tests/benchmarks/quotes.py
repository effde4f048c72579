"""Print how well quotes are found.

    python tests/benchmarks/quotes.py SAMPLES [--seed TRANSCRIPT]

Teasers: all that are found in the samples, to be judged by eye. Ranks: those of the excerpts that
an editor chose for a teaser, in the same episode without the teaser, and the automatic top 20.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from rapidfuzz import fuzz

from onrecord import formats, quotes, transcript
from onrecord.errors import OnrecordError
from onrecord.model import Cue, FrontMatter, Sentence, Transcript
from onrecord.text.times import format_time

TOP = 20
# Of the letters of two transcriptions of one sentence; of two sentences it is under 60.
ALIKE = 75
TURN = re.compile(r"(?:\*\*)?([A-Z][\w .'-]{1,40}?):(?:\*\*)?(?: *\d+:\d\d:\d\d)?(?: +|$)(.*)")


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("samples", type=Path)
    parser.add_argument(
        "--seed", type=Path, default=Path("content/episodes/ilya-sutskever/transcript.txt")
    )
    options = parser.parse_args()
    teasers(options.samples)
    recall(options.samples)
    repeats(options.samples)
    rank(options.seed)


def teasers(folder: Path) -> None:
    """Print the teasers found in all transcripts of a folder."""
    count = found = 0
    for path in sorted(folder.rglob("*")):
        sentences, _ = load(path) if path.is_file() else ((), FrontMatter())
        if sum(len(sentence.text.split()) for sentence in sentences) < 200:
            continue
        count += 1
        teaser = quotes.find_teaser(sentences)
        if teaser:
            found += 1
            print(path.relative_to(folder))
            for excerpt in teaser.excerpts:
                print(
                    "   ",
                    sentences[excerpt.sentence].text[:70],
                    "=>",
                    excerpt.first,
                    sentences[excerpt.first].text[excerpt.start :][:70],
                )
    print(f"teasers: {found} in {count} transcripts of 200 words and more\n")


def recall(folder: Path) -> None:
    """Print how many excerpts are found of teasers made from another transcript of the episode."""
    chance = random.Random(7)
    found = wanted = right = beyond = 0
    for pair in sorted((folder / "pairs").iterdir()):
        [before], [after] = (
            [load(path)[0] for path in pair.glob(f"{name}.*")] for name in ("before", "after")
        )
        long = [one for one in before[len(before) // 10 :] if 8 <= len(one.text.split()) <= 40]
        for _ in range(20):
            excerpts = sorted(chance.sample(long, min(5, len(long))), key=lambda _: chance.random())
            opening = [replace(one, start=None, end=None, timing="none") for one in excerpts]
            teaser = quotes.find_teaser([*opening, *after])
            wanted += len(excerpts)
            for excerpt in teaser.excerpts if teaser else ():
                if excerpt.sentence >= len(excerpts):
                    beyond += 1
                    continue
                found += 1
                said = " ".join(
                    one.text
                    for one in after[excerpt.first - len(opening) : excerpt.last - len(opening) + 1]
                )
                right += (
                    fuzz.partial_ratio(excerpts[excerpt.sentence].text.casefold(), said.casefold())
                    >= ALIKE
                )
    print(
        f"excerpts of one transcription before another: {found} of {wanted} found, {right} in "
        f"words that are alike; {beyond} sentences after the opening taken for excerpts\n"
    )


def repeats(folder: Path) -> None:
    """Print what the episodes of each folder have in common, for a person to judge."""
    for group in sorted(
        path for path in folder.iterdir() if path.is_dir() and path.name != "pairs"
    ):
        files = [
            path
            for path in sorted(group.rglob("*"))
            if path.is_file() and ".input." not in path.name
        ]
        episodes = {path.stem: sentences for path in files if (sentences := load(path)[0])}
        begin = time.process_time()
        found = quotes.find_repeats(episodes)
        print(
            f"{group.name}: {len(found)} passages in {len(episodes)} transcripts, "
            f"{time.process_time() - begin:.1f} s of CPU"
        )
        for one in found:
            print(f"   {len(one.places):3} {one.words[:130]}")
    print()


def load(path: Path) -> tuple[tuple[Sentence, ...], FrontMatter]:
    """Return the sentences of a transcript of any format."""
    try:
        received = formats.read(formats.Source(path=path.name, content=path.read_bytes()))
        if any(issue.severity == "error" for issue in received.issues):
            received = Transcript(format="rough", cues=tuple(rough(path)))
        return transcript.divide(received), received.front
    except (OnrecordError, UnicodeDecodeError, json.JSONDecodeError):
        return (), FrontMatter()


def rough(path: Path) -> Iterator[Cue]:
    """Return the turns of Markdown with names, of NASA's transcripts, and of meetings."""
    if path.suffix == ".json":
        co_occurrence = json.loads(path.read_bytes())
        turns = (
            co_occurrence.get("meeting_transcripts", []) if isinstance(co_occurrence, dict) else []
        )
        yield from (
            Cue(start=None, end=None, text=" ".join(turn["content"].split()), voice=turn["speaker"])
            for turn in turns
        )
    elif path.suffix in {".md", ".txt"}:
        body = path.read_text(encoding="utf-8")
        voice = None
        for line in body.split("\n---\n", 1)[-1].splitlines():
            match = TURN.match(line.strip())
            voice, words = match.groups() if match else (voice, line)
            words = " ".join(words.split())
            if words and not words.startswith(("#", "[", "_")):
                yield Cue(start=None, end=None, text=words, voice=voice, paragraph=True)


def rank(path: Path) -> None:
    """Print how the excerpts of a teaser rank in the episode without it, and the top 20."""
    sentences, front = load(path)
    begin = time.process_time()
    teaser = quotes.find_teaser(sentences)
    ranked = quotes.rank(sentences, front)
    spent = time.process_time() - begin
    print(
        f"{path.name}: {len(sentences)} sentences, teaser and ranking {spent * 1000:.0f} ms of CPU"
    )
    if teaser is None:
        return
    rest = sentences[teaser.end :]
    chosen = {
        place - teaser.end
        for excerpt in teaser.excerpts
        for place in range(excerpt.first, excerpt.last + 1)
    }
    ranked = quotes.rank(rest, front)
    singles = [one for one in ranked if one.candidate.first == one.candidate.last]
    places = {one.candidate.first: place for place, one in enumerate(singles, 1)}
    total = len(rest)
    # What is no candidate at all ranks behind all that are, in the middle of the others.
    behind = (len(singles) + total) / 2
    ranks = [places.get(index, behind) for index in sorted(chosen)]
    for excerpt in teaser.excerpts:
        said, place = sentences[excerpt.first], places.get(excerpt.first - teaser.end, "none")
        print(f"  rank {place:>5} of {total}  {format_time(said.start or 0):>6} {said.text[:100]}")
    others = total - len(chosen)
    above = sum(place - sum(other < place for other in ranks) - 1 for place in ranks)
    print(
        f"  AUC {1 - above / (others * len(chosen)):.3f}; in the top 20: "
        f"{sum(place <= 20 for place in ranks)}"
    )
    taken: set[int] = set()
    shown = 0
    for one in ranked:
        held = range(one.candidate.first, one.candidate.last + 1)
        # As `onrecord suggest quotes` does.
        if one.barred or not taken.isdisjoint(held) or shown == TOP:
            continue
        taken.update(held)
        shown += 1
        print(
            f"  {one.score:5.2f} {format_time(rest[one.candidate.first].start or 0):>6} "
            f"{one.candidate.text}  {' '.join(one.reasons)}"
        )


if __name__ == "__main__":
    main()
