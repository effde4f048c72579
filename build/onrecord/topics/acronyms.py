"""Acronyms and their expansions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SMALL = frozenset({"of", "and", "the", "for", "in", "on", "to", "by", "from", "with", "a"})
ACRONYM = re.compile(r"(?:[A-Z]\.?){2,7}s?")
PARTS = re.compile(r"[^\W_]+")


def is_acronym(form: str) -> bool:
    """Return whether a form is written as an acronym.

    >>> [is_acronym(form) for form in ("AGI", "A.G.I.", "TPUs", "OpenAI", "RLHF", "I")]
    [True, True, True, False, True, False]
    """
    return ACRONYM.fullmatch(form) is not None


def initials(words: Sequence[str]) -> set[str]:
    """Return the acronyms that could stand for a phrase.

    >>> sorted(initials(["proof", "of", "work"])), sorted(initials(["peer-to-peer", "network"]))
    (['POW', 'PW'], ['PN', 'PPN', 'PTPN'])
    """
    parts = [PARTS.findall(word) for word in words]
    every = [part for group in parts for part in group]
    content = [part for part in every if part.lower() not in SMALL]
    return {
        "".join(part[0] for part in choice).upper()
        for choice in (every, content, [group[0] for group in parts if group])
        if choice
    }


def expand(
    acronyms: Iterable[str], phrases: Mapping[str, tuple[Sequence[str], int]]
) -> dict[str, tuple[str, ...]]:
    """Return the possible expansions of each acronym, as keys of phrases, most frequent first.

    A phrase that contains the acronym is none ("AI infatuation"), nor is one with spelled letters.

    Args:
        acronyms: In capitals, without points or plural.
        phrases: By key, the lower-case words of each phrase and its number of mentions.

    >>> phrases = {"agi": (["artificial", "general", "intelligence"], 2), "ai": (["ai"], 3)}
    >>> expand(["AGI"], {**phrases, "agiidea": (["agi", "general", "idea"], 9)})
    {'AGI': ('agi',)}
    """
    by_initials: dict[str, list[tuple[int, str]]] = {acronym: [] for acronym in acronyms}
    for key, (words, count) in phrases.items():
        if len(words) > 1 or "-" in words[0]:
            parts = {part.upper() for word in words for part in PARTS.findall(word)}
            for letters in by_initials.keys() & initials(words):
                if letters not in parts and not any(len(part) == 1 for part in parts - {"A"}):
                    by_initials[letters].append((-count, key))
    return {
        acronym: tuple(key for _, key in sorted(known))
        for acronym, known in by_initials.items()
        if known
    }
