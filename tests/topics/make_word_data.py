"""Make the tables of words in `build/onrecord/topics/word_data` from wordfreq and TextBlob.

    python tests/topics/make_word_data.py

Both belong to the dependency group `dev`: with their languages, modules and further data they take
75 MB, of which the build needs these 7.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import textblob
import wordfreq

from onrecord.topics.lexicon import TAGS
from onrecord.topics.packed_words import pack

FOLDER = Path(__file__).parents[2] / "build/onrecord/topics/word_data"
# Zipf values of the rarest words in a table. English terms are weighed by them; segmentation needs
# those of rare words too; of other languages, only common words need to be told from rarer ones.
RAREST = {"en": 1.5, "ja": 0, "ko": 0, "zh": 0}
RAREST_ELSEWHERE = 3.0


def frequencies(language: str) -> dict[str, int]:
    """Return the words of a language, each with its frequency in steps of 10 ** -0.01."""
    rarest = RAREST.get(language, RAREST_ELSEWHERE)
    lists = wordfreq.get_frequency_list(language)[: round(100 * (9 - rarest)) + 1]
    return {word: place for place, words in enumerate(lists) for word in words}


def lexicon() -> dict[str, int]:
    """Return the lower-case English words whose class is of use, each with the place of its tag."""
    path = Path(textblob.__file__).parent / "en" / "en-lexicon.txt"
    tags = list(TAGS)
    found: dict[str, str] = {}
    for line in sorted(path.read_text(encoding="utf-8").splitlines()):
        word, _, tag = line.partition(" ")
        if word == word.lower():
            found.setdefault(word, tag)
    return {word: tags.index(tag) for word, tag in found.items() if tag in TAGS}


def tables() -> dict[str, bytes]:
    """Return the content of each table by its path."""
    languages = sorted(wordfreq.available_languages("best"))
    made = {f"frequencies/{name}.gz": pack(frequencies(name)) for name in languages}
    return {**made, "lexicon.gz": pack(lexicon())}


def main() -> None:
    """Write the tables and their checksums."""
    (FOLDER / "frequencies").mkdir(exist_ok=True)
    made = tables()
    for path, content in made.items():
        (FOLDER / path).write_bytes(content)
    sums = [f"{hashlib.sha256(content).hexdigest()}  {path}\n" for path, content in made.items()]
    (FOLDER / "SHA256SUMS.txt").write_text("".join(sums))


if __name__ == "__main__":
    main()
