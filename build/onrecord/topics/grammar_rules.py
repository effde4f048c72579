"""Grammar of languages other than English, as far as simple rules go."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from onrecord.text.languages import base_language
from onrecord.text.scripts import HIRAGANA
from onrecord.text.word_lists import load_word_lists
from onrecord.topics.tokenizer import Token
from onrecord.topics.word_segmentation import LANGUAGES, split_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORDS = load_word_lists(__file__, "grammar_rules.txt")
NOTHING: frozenset[str] = frozenset()
# Shorter words end like verbs by chance.
SHORTEST_VERB = 6
_HIRAGANA = re.compile(f"[{HIRAGANA}]+")


def determiners(language: str) -> frozenset[str]:
    """Return the words that precede a noun; empty if none are known for the language."""
    return _WORDS.get(f"{base_language(language)} determiners", NOTHING)


def ends_like_verb(word: str, language: str) -> bool:
    """Return whether a lower-case word ends like a verb or an adverb.

    Hiragana counts too: it is used for grammar.

    >>> ends_like_verb("rechazarán", "es"), ends_like_verb("mineros", "es")
    (True, False)
    >>> ends_like_verb("について", "ja")
    True
    """
    base = base_language(language)
    if base == "ja":
        return _HIRAGANA.fullmatch(word) is not None
    return len(word) >= SHORTEST_VERB and word.endswith(_endings(base))


@cache
def _endings(base: str) -> tuple[str, ...]:
    return tuple(sorted(_WORDS.get(f"{base} endings", NOTHING)))


def singular_forms(words: Sequence[str], language: str) -> Iterator[tuple[str, ...]]:
    """Yield possible singular forms of a term, without accents.

    Its last word is singular, or its first and last are.

    >>> ("bifurcacion", "suave") in singular_forms(("bifurcaciones", "suaves"), "es")
    True
    """
    base = base_language(language)
    plain = [without_accents(word) for word in words]
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
def without_accents(word: str) -> str:
    """Return a word without its accents."""
    return "".join(
        letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter)
    )


def split_tokens(tokens: tuple[Token, ...], language: str) -> tuple[Token, ...]:
    """Split words written together: text without spaces, articles before an apostrophe."""
    base = base_language(language)
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
