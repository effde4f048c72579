"""Print how the vocabulary of an archive grows with its episodes, beyond the real ones too.

    python tests/benchmarks/growth.py [--episodes N] [--topics]

Counts the distinct words and voices of the archive that changes.py measures, and with `--topics`
the topics that the build finds in each episode (0.4 CPU s an episode). The expected number is the
power law (Heaps' law) through half of the real episodes and all of them. Of 2,000 episodes:
49,803 words (49,910 expected), 29,707 topics (30,731), 1,859 voices (1,561).
"""

from __future__ import annotations

import sys
import tempfile
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from changes import make_real
from shuffled import dates_of, measure_growth, voices_of, words_of

from onrecord import chapters, formats, transcript
from onrecord.model import Episode, Slug
from onrecord.topics import find_terms
from onrecord.topics.term_key import term_key


def topics_of(text: str) -> frozenset[str]:
    """Return the keys of the topics that the build finds in a transcript."""
    received = formats.read(formats.Source(path="transcript.md", content=text.encode()))
    sentences = transcript.divide(received)
    divided = chapters.chapter(received.front, sentences, path="transcript.md", cues=received.cues)
    episode = Episode(
        slug=Slug("episode"),
        front=replace(received.front, language="en"),
        sentences=sentences,
        chapters=divided.chapters,
    )
    return frozenset(term_key(term.label) for term in find_terms(episode))


def main() -> None:
    """Print the table."""
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("--episodes", type=int, default=1000, metavar="N")
    parser.add_argument("--topics", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        make_real(Path(name) / "made", options.episodes)
        dated = list(dates_of(Path(name) / "made"))
        texts = [(folder / "transcript.md").read_text() for folder in dated]
    real = sum(not folder.name.startswith("shuffled") for folder in dated)
    print("| | episodes | distinct | expected | in one episode only |")
    print("|---|---|---|---|---|")
    kinds: list[Callable[[str], frozenset[str]]] = [words_of, voices_of]
    for kind in [*kinds, topics_of][: 2 + options.topics]:
        sets = [kind(text) for text in texts]
        growth = measure_growth(sets[:real])
        for count in sorted({real // 2, real, 2 * real, len(sets) // 2, len(sets)}):
            found = Counter(thing for things in sets[:count] for thing in things)
            alone = sum(episodes == 1 for episodes in found.values())
            print(
                f"| {kind.__name__.removesuffix('_of')} | {count} | {len(found)} "
                f"| {growth.at(count):.0f} | {alone / len(found):.0%} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
