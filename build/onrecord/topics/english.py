"""English word lists: closed classes, and open-class words that are no topic on their own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def read_words(text: str) -> Mapping[str, frozenset[str]]:
    r"""Return sets of words by section name.

    >>> sorted(read_words("# numbers\n[small]\none two\nthree")["small"])
    ['one', 'three', 'two']
    """
    found: dict[str, set[str]] = {}
    section: set[str] = set()
    for line in text.splitlines():
        if line.startswith("["):
            section = found.setdefault(line.strip("[]"), set())
        elif not line.startswith("#"):
            section.update(line.split())
    return {name: frozenset(words) for name, words in found.items()}


_WORDS = read_words(Path(__file__).with_name("english.txt").read_text(encoding="utf-8"))

DETERMINERS = _WORDS["determiners"]
PREPOSITIONS = _WORDS["prepositions"]
SUBJECTS = _WORDS["subjects"]
AUXILIARIES = _WORDS["auxiliaries"]
OTHERS = _WORDS["others"]
VERBS = _WORDS["verbs"]
EMPTY_ADJECTIVES = _WORDS["empty adjectives"]
POINTING = _WORDS["pointing"]
EMPTY_NOUNS = _WORDS["empty nouns"]
CALENDAR = _WORDS["calendar"]
GIVEN_NAMES = _WORDS["given names"]
TITLES = _WORDS["titles"]
PARTICLES = _WORDS["particles"]
NOT_FAMILY = _WORDS["not family"]
SINGULAR = _WORDS["singular"]
