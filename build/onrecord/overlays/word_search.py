"""Searching a text for whole words, in every script."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from onrecord.text.folding import fold_quotes
from onrecord.text.scripts import extends_letter, is_unspaced, is_word_character

if TYPE_CHECKING:
    from onrecord.model import Span


class _Lowercase(dict[int, str]):
    """A table for `str.translate` that is filled as characters are met."""

    def __missing__(self, code: int) -> str:
        lower = chr(code).lower()
        # "İ" has two characters in lower case.
        return self.setdefault(code, lower if len(lower) == 1 else chr(code))


class _Separated(dict[int, str]):
    """The same for separating words: each character of a script without spaces is one."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if not is_word_character(character):
            return self.setdefault(code, " ")
        alone = is_unspaced(character) or _is_hangul(character)
        return self.setdefault(code, f" {character} " if alone else character)


_LOWERCASE, _SEPARATED = _Lowercase(), _Separated()


def fold_case(text: str) -> str:
    """Return a text of the same length in lower case.

    >>> len(fold_case("İZMİR")), fold_case("ÉTÉ")
    (5, 'été')
    >>> fold_case("ΟΔΟΣ")
    'οδοσ'
    """
    lower = text.lower()
    # "Σ" is another letter at the end of a word; "İ" becomes two.
    return lower if len(lower) == len(text) and "Σ" not in text else text.translate(_LOWERCASE)


def find_occurrences(text: str, words: str) -> list[Span]:
    """Return where some words stand in a text, as whole words, in order and without overlaps.

    Composed and decomposed letters ("é" as one or two characters) are the same.

    >>> find_occurrences("an AI, AI's and AIs", "AI")
    [(3, 5), (7, 9)]
    >>> find_occurrences("Người việt ở Vi", "vi"), find_occurrences("cafe\u0301s", "cafe")
    ([], [])
    """
    if words.isascii():
        return _find(text, words)
    forms = dict.fromkeys(
        (words, unicodedata.normalize("NFC", words), unicodedata.normalize("NFD", words))
    )
    return sorted(span for form in forms for span in _find(text, form))


def _find(text: str, words: str) -> list[Span]:
    found: list[Span] = []
    start = text.find(words) if words else -1
    while start >= 0:
        end = start + len(words)
        if _is_boundary(text, start) and (_is_boundary(text, end) or _precedes_particle(text, end)):
            found.append((start, end))
            start = text.find(words, end)
        else:
            start = text.find(words, start + 1)
    return found


def _is_boundary(text: str, place: int) -> bool:
    """Return whether a word may start or end at a place."""
    if not 0 < place < len(text):
        return True
    before, after = text[place - 1], text[place]
    if extends_letter(after):
        return False
    return (
        not (is_word_character(before) and after.isalnum())
        or is_unspaced(before)
        or is_unspaced(after)
    )


def _precedes_particle(text: str, place: int) -> bool:
    """Return whether a Korean particle may start at a place: it is written onto its word."""
    return _is_hangul(text[place])


def _is_hangul(character: str) -> bool:
    return "\uac00" <= character <= "\ud7a3" or "\u1100" <= character <= "\u115f"


def find_words(text: str) -> frozenset[str]:
    """Return the words of a text, composed and without regard for case.

    Where `find_occurrences` finds some words, each of theirs is among them.

    >>> sorted(find_words("Ann's AI, 是的"))
    ['ai', 'ann', 's', '是', '的']
    """
    # Words are repeated a thousand times; each is separated once.
    unique = unicodedata.normalize("NFC", " ".join(frozenset(text.split())))
    return frozenset(word.casefold() for word in unique.translate(_SEPARATED).split())


def same_words(text: str, other: str) -> bool:
    """Return whether two texts have the same words; punctuation does not matter, case does.

    >>> same_words("open AI,", "open AI"), same_words("it’s", "it's"), same_words("café", "cafe")
    (True, True, False)
    """
    return _bare_words(text) == _bare_words(other)


def _bare_words(text: str) -> list[str]:
    return [
        "".join(filter(is_word_character, word))
        for word in unicodedata.normalize("NFC", fold_quotes(text)).split()
    ]


def trim_punctuation(text: str) -> Span:
    """Return where the words of a text are, without the punctuation around them.

    >>> trim_punctuation("“open AI,”")
    (1, 8)
    """
    places = [place for place, character in enumerate(text) if is_word_character(character)]
    return (places[0], places[-1] + 1) if places else (0, len(text))
