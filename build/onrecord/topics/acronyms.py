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


def list_expansions(
    acronyms: Iterable[str], phrases: Mapping[str, tuple[Sequence[str], int]]
) -> dict[str, list[str]]:
    """Return the phrases that each acronym can stand for, by their keys.

    A phrase that contains the acronym itself is none: "AI infatuation".

    Args:
        acronyms: In capitals, without points or plural.
        phrases: By key, the lower-case words of each phrase and its number of mentions.

    >>> list_expansions(["AI"], {"a": (["artificial", "intelligence"], 2), "b": (["ai", "it"], 3)})
    {'AI': ['a']}
    """
    found: dict[str, list[str]] = {acronym: [] for acronym in acronyms}
    for key, (words, _) in phrases.items():
        if len(words) > 1 or "-" in words[0]:
            for letters in found.keys() & initials(words):
                if letters.lower() not in words:
                    found[letters].append(key)
    return found
