"""General word frequencies, from the tables in `word_data/frequencies`."""

from __future__ import annotations

from functools import cache, lru_cache
from math import log10
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.text.languages import base_language, canonical_tag
from onrecord.text.word_lists import read_word_lists
from onrecord.topics.packed_words import unpack

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from onrecord.model import Summary

_DATA = Path(__file__).with_name("word_data")
# Zipf scale (van Heuven 2014): log10 of the occurrences per billion words. A word in no table gets
# a value below the rarest listed one.
UNKNOWN = 1.5
# The value of every word in a language that has no table.
UNLISTED = 3.9


@cache  # The answer is needed again after `forget_frequencies`; reading a table takes 0.1 s.
def is_known(language: str) -> bool:
    """Return whether terms can be recognised in a language.

    >>> is_known("en"), is_known("nn"), is_known("th")
    (True, True, False)
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
    """Return the word frequencies of a language; empty if there are none."""
    path = _DATA / "frequencies" / f"{_languages().get(base) or canonical_tag(base)}.gz"
    if not base.isalpha() or not path.is_file():
        return {}
    frequencies = [10 ** (-place / 100) for place in range(1001)]
    return {word: frequencies[place] for word, place in unpack(path.read_bytes())}


@cache
def _languages() -> Mapping[str, str]:
    """Return the language whose table a language has, if it is not its own."""
    lists = read_word_lists((_DATA / "languages.txt").read_text(encoding="utf-8"))
    return {language: table for table, languages in lists.items() for language in languages}


def forget_frequencies() -> None:
    """Free the frequency tables (20 MB) once all episodes are compiled."""
    table_of.cache_clear()
