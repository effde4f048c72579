"""The order of an index: letter by letter (Chicago 16.59), ignoring case, accents and signs."""

from __future__ import annotations

import re
import unicodedata

_NEITHER = re.compile("[^a-z0-9]+")
ARTICLES = ("the ", "a ", "an ")


def sort_key(label: str) -> str:
    """Return the sort key of a label.

    >>> sorted(["Éclair", "e-mail", "echo", "3D", "The Hague"], key=sort_key)
    ['3D', 'echo', 'Éclair', 'e-mail', 'The Hague']
    """
    plain = label.casefold()
    for article in ARTICLES:
        plain = plain.removeprefix(article) if len(plain) > len(article) else plain
    if plain.isascii():
        # Most labels: a third of the time.
        return _NEITHER.sub("", plain)
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(character for character in decomposed if character.isalnum())


def letter_of(label: str) -> str:
    """Return the letter under which a label is listed; `#` for digits.

    >>> letter_of("Éclair"), letter_of("3D"), letter_of("мир")
    ('E', '#', 'М')
    """
    key = sort_key(label)
    return key[0].upper() if key and key[0].isalpha() else "#"
