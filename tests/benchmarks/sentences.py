"""How well sentences are found: `python tests/benchmarks/sentences.py`. Asserts nothing.

F1 of the borders between the sentences of `tests/transcript/languages`, beside that of pysbd, which
has no Czech: its Slovak is used. With `--seed FILE`, prints the sentences of a transcript.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from onrecord import formats, transcript
from onrecord.transcript.sentence_rules import find_sentence_starts

LANGUAGES = Path(__file__).parents[1] / "transcript/languages"
UNSPACED = {"zh", "ja"}
PYSBD = {"cs": "sk"}


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=Path)
    options = parser.parse_args()
    print(f"{'':10}{'onrecord':>10}{'pysbd':>10}")
    for path in sorted(LANGUAGES.glob("*.txt")):
        gap = "" if path.stem in UNSPACED else " "
        ours, theirs = [0, 0, 0], [0, 0, 0]
        for sentences in read(path):
            text = gap.join(sentences)
            expected = starts_of(text, sentences)
            add(ours, set(find_sentence_starts(text, (), path.stem)) - {0}, expected)
            add(theirs, starts_of(text, divide_with_pysbd(text, path.stem)), expected)
        print(f"{path.stem:10}{f1(ours):10.3f}{f1(theirs):10.3f}")
    if options.seed:
        content = formats.read(
            formats.Source(path=options.seed.name, content=options.seed.read_bytes())
        )
        for sentence in transcript.divide(content):
            print(sentence.text)


def read(path: Path) -> list[list[str]]:
    """Return the texts of a file as lists of sentences."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    return [block.split("\n") for block in "\n".join(lines).strip().split("\n\n")]


def starts_of(text: str, sentences: list[str]) -> set[int]:
    """Return the positions at which sentences but the first start in a text."""
    starts, position = set[int](), 0
    for sentence in sentences:
        position = text.index(sentence.strip(), position)
        starts.add(position)
        position += len(sentence.strip())
    return starts - {0}


def divide_with_pysbd(text: str, language: str) -> list[str]:
    """Return the sentences that pysbd finds."""
    import pysbd  # noqa: PLC0415 - for development only

    return list(pysbd.Segmenter(language=PYSBD.get(language, language), clean=False).segment(text))


def add(counts: list[int], found: set[int], expected: set[int]) -> None:
    """Add true and false positives and false negatives."""
    for index, one in enumerate((found & expected, found - expected, expected - found)):
        counts[index] += len(one)


def f1(counts: list[int]) -> float:
    """Return the harmonic mean of precision and recall."""
    right, wrong, missed = counts
    return 2 * right / max(1, 2 * right + wrong + missed)


if __name__ == "__main__":
    main()
