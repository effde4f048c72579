"""What simple rules know of languages other than English, by language."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.text.scripts import HIRAGANA
from onrecord.topics.english import read_words
from onrecord.topics.tokens import Token
from onrecord.topics.unspaced import LANGUAGES, split_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORDS = read_words(Path(__file__).with_name("foreign.txt").read_text(encoding="utf-8"))
NOTHING: frozenset[str] = frozenset()
# Shorter words end like verbs by chance.
SHORTEST_VERB = 6
_HIRAGANA = re.compile(f"[{HIRAGANA}]+")


def base_of(language: str) -> str:
    """Give the language without script and region.

    >>> base_of("de-AT")
    'de'
    """
    return language.partition("-")[0].lower()


def determiners(language: str) -> frozenset[str]:
    """Give the words that a noun follows; nothing for a language of which we know none."""
    return _WORDS.get(f"{base_of(language)} determiners", NOTHING)


def is_verbal(word: str, language: str) -> bool:
    """Say whether a word in small letters ends like a verb or an adverb, or is grammar by its script.

    >>> is_verbal("rechazarán", "es"), is_verbal("mineros", "es"), is_verbal("について", "ja")
    (True, False, True)
    """
    base = base_of(language)
    if base == "ja":
        return _HIRAGANA.fullmatch(word) is not None
    return len(word) >= SHORTEST_VERB and word.endswith(_endings(base))


@cache
def _endings(base: str) -> tuple[str, ...]:
    return tuple(sorted(_WORDS.get(f"{base} endings", NOTHING)))


def singulars(words: Sequence[str], language: str) -> Iterator[tuple[str, ...]]:
    """Give what the words of a term may be in the singular, the last one of them or all, without accents.

    >>> ("bifurcacion", "suave") in singulars(("bifurcaciones", "suaves"), "es")
    True
    """
    base = base_of(language)
    plain = [plain_word(word) for word in words]
    for suffix in _plurals(base):
        if plain[-1].endswith(suffix):
            yield (*plain[:-1], plain[-1].removesuffix(suffix))
    if len(words) > 1:
        for first in _plurals(base):
            for last in _plurals(base):
                if plain[0].endswith(first) and plain[-1].endswith(last):
                    yield (plain[0].removesuffix(first), *plain[1:-1], plain[-1].removesuffix(last))


@cache
def _plurals(base: str) -> tuple[str, ...]:
    pairs = (entry.partition(":") for entry in sorted(_WORDS["plurals"]))
    return tuple(suffix for language, _, suffix in pairs if language == base)


@cache
def plain_word(word: str) -> str:
    """Give a word without its accents."""
    return "".join(
        letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter)
    )


def divide_tokens(tokens: tuple[Token, ...], language: str) -> tuple[Token, ...]:
    """Divide what a language writes in one: words without spaces, articles before an apostrophe, a prefixed article."""
    base = base_of(language)
    if base in LANGUAGES:
        return split_words(tokens, language)
    if base in _WORDS["elisions"]:
        return tuple(part for token in tokens for part in _elided(token))
    return tokens


def _elided(token: Token) -> Iterator[Token]:
    at = max(token.text.find("'"), token.text.find("’"))
    if at < 1:
        yield token
        return
    start, end = token.span
    head, tail = token.text[:at], token.text[at + 1 :]
    yield Token(
        head,
        head.lower(),
        (start, start + at),
        token.joined,
        possessive=False,
        initial=token.initial,
    )
    yield Token(
        tail, tail.lower(), (start + at + 1, end), joined=True, possessive=False, initial=False
    )
