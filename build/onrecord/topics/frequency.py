"""General word frequencies, from `wordfreq`."""

from __future__ import annotations

import gzip
from functools import cache, lru_cache
from importlib import import_module
from math import log10
from typing import TYPE_CHECKING

from onrecord.text.languages import base_language
from onrecord.text.scripts import UNSPACED_LANGUAGES
from onrecord.text.word_lists import package_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from onrecord.model import Summary

# Zipf scale (van Heuven 2014): log10 of the occurrences per billion words. A word in no list gets a
# value below the rarest listed one.
UNKNOWN = 1.5
# The value of every word in a language that has no list.
UNLISTED = 3.9
# The number of lists is below this.
_MOST = 1000


@cache  # The answer is needed again after `forget_frequencies`; reading a table takes 50 ms.
def is_known(language: str) -> bool:
    """Return whether terms can be recognised in a language.

    >>> is_known("en"), is_known("th")
    (True, False)
    """
    return bool(table_of(base_language(language)))


def list_unknown(summaries: Iterable[Summary]) -> tuple[str, ...]:
    """Return the languages of an archive in which terms cannot be recognised."""
    return tuple(
        sorted(
            {
                summary.language
                for summary in summaries
                if summary.language and not is_known(summary.language)
            }
        )
    )


@lru_cache(maxsize=65536)
def measure(word: str, language: str) -> float:
    """Return the Zipf value of a lower-case word.

    >>> measure("the", "en") > measure("house", "en") > measure("obsidian", "en") - 1
    True
    """
    table = table_of(base_language(language))
    if not table:
        return UNLISTED
    # A compound is rarer than its rarest part.
    known = (
        table.get(word) or min((table.get(part, 0.0) for part in word.split("-")), default=0.0) / 3
    )
    return max(UNKNOWN, log10(known) + 9) if known > 0 else UNKNOWN


@cache
def table_of(base: str) -> Mapping[str, float]:
    """Return the word frequencies of a language; empty if there are none.

    Words as rare as unknown ones are left out: half of the list, and 7 of 37 MB.
    """
    # Languages written without spaces keep them all: segmentation needs the frequency of rare words
    # too.
    most = _MOST if base in UNSPACED_LANGUAGES else round(100 * (9 - UNKNOWN)) + 1
    lists = _read_lists(package_folder("wordfreq") / "data", base, most)
    table: dict[str, float] = {}
    for place, words in enumerate(lists):
        table.update(dict.fromkeys(words, 10 ** (-place / 100)))
    return table


def _read_lists(folder: Path, base: str, most: int) -> Sequence[Sequence[str]]:
    """Return the first lists of words of a language, in cBpack format.

    List n holds the words of frequency 10 ** (-n / 100).

    Prefers the larger of two lists. Importing the package takes 0.2 s and 16 MB, so it is imported
    only to resolve a language that has another file name.
    """
    for size in ("large", "small"):
        path = folder / f"{size}_{base}.msgpack.gz"
        if base.isalpha() and path.is_file():
            with gzip.open(path) as file:
                # One by one: the last lists, which most languages do not need, have half of the
                # words. The array has a header, then the lists.
                unpacker = import_module("msgpack").Unpacker(file)
                count = unpacker.read_array_header() - 1
                if unpacker.unpack() != {"format": "cB", "version": 1}:
                    return ()
                return [unpacker.unpack() for _ in range(min(count, most))]
    wordfreq = import_module("wordfreq")
    try:
        nearest: Sequence[Sequence[str]] = wordfreq.get_frequency_list(base, "best")
    except LookupError:
        return ()
    wordfreq.get_frequency_list.cache_clear()
    return nearest[:most]


def forget_frequencies() -> None:
    """Free the frequency tables (20 MB) once all episodes are compiled."""
    table_of.cache_clear()
