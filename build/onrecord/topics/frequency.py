"""How often a word is said in general: from `wordfreq` where it is installed (the extra `topics`), else what we know by ourselves."""

from __future__ import annotations

import gzip
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec
from math import log10
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.topics import english

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from onrecord.model import Summary

# Zipf scale (van Heuven 2014): log10 of the times a word is met in a billion. What no list has is rarer than its last words.
UNKNOWN = 1.5
# Without a list: function words, words that name nothing, and all else.
FUNCTION, EMPTY, CONTENT = 6.5, 5.4, 3.9

# They write no spaces.
WITHOUT_SPACES = frozenset({"zh", "ja", "th", "lo", "km", "my"})


def is_known(language: str) -> bool:
    """Say whether terms can be told from other words in a language.

    >>> is_known("en"), is_known("th")
    (True, False)
    """
    base = language.partition("-")[0].lower()
    return base == "en" or _has_table(base)


@cache
def _has_table(base: str) -> bool:
    return bool(table_of(base))


def list_unknown(summaries: Iterable[Summary]) -> tuple[str, ...]:
    """Give the languages of an archive in which terms cannot be told from other words."""
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
    """Give the Zipf value of a word in small letters.

    >>> measure("the", "en") > measure("house", "en") > measure("obsidian", "en") - 1
    True
    """
    base = language.partition("-")[0].lower()
    table = table_of(base)
    if table:
        # A compound is rarer than the rarest of its parts.
        known = (
            table.get(word)
            or min((table.get(part, 0.0) for part in word.split("-")), default=0.0) / 3
        )
        return max(UNKNOWN, log10(known) + 9) if known > 0 else UNKNOWN
    return _rough(word)


def _rough(word: str) -> float:
    if (
        word in english.OTHERS
        or word in english.DETERMINERS
        or word in english.PREPOSITIONS
        or word in english.SUBJECTS
    ):
        return FUNCTION
    if word in english.VERBS or word in english.EMPTY_NOUNS or word in english.EMPTY_ADJECTIVES:
        return EMPTY
    return CONTENT


@cache
def table_of(base: str) -> Mapping[str, float]:
    """Give the frequencies of words of a language; nothing where there are none.

    Without those that are as rare as unknown ones: half of the list, and 7 MB of 37.
    """
    spec = find_spec("wordfreq")
    if spec is None or not spec.origin:
        return {}
    lists = _read_lists(Path(spec.origin).parent / "data", base)
    # Where no spaces are written, a word is as likely as it is frequent, however rare.
    kept = lists if base in WITHOUT_SPACES else lists[: round(100 * (9 - UNKNOWN)) + 1]
    table: dict[str, float] = {}
    for place, words in enumerate(kept):
        table.update(dict.fromkeys(words, 10 ** (-place / 100)))
    return table


def _read_lists(folder: Path, base: str) -> Sequence[Sequence[str]]:
    """Give the words of a language in lists: those of the list n are as frequent as n hundredths of a power of ten say (the format cBpack).

    The larger of the two that there may be. The package itself takes 0.2 s and 16 MB to import: it is asked for languages by another name.
    """
    for size in ("large", "small"):
        path = folder / f"{size}_{base}.msgpack.gz"
        if base.isalpha() and path.is_file():
            header, *lists = import_module("msgpack").unpackb(gzip.decompress(path.read_bytes()))
            return lists if header == {"format": "cB", "version": 1} else ()
    wordfreq = import_module("wordfreq")
    try:
        nearest: Sequence[Sequence[str]] = wordfreq.get_frequency_list(base, "best")
    except LookupError:
        return ()
    wordfreq.get_frequency_list.cache_clear()
    return nearest


def forget_frequencies() -> None:
    """Let go of the frequencies of words: what comes after the episodes has room for 20 MB more."""
    table_of.cache_clear()
