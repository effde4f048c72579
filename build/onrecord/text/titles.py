"""Titles of episodes: without the name of the show where it is known, and made of a folder name."""

from __future__ import annotations

import re

from onrecord.text.languages import base_language

_NUMBER = re.compile(r"#?[ ]?(\d[\w.]*)\Z")
_EDGE = " \t:–—-|·,#.([/"
# Written in lower case within an English title (Chicago 8.159), unless they begin or end it.
_SMALL = frozenset(
    "a an the and but or nor for of on in at to by as from with into vs via".split()  # noqa: SIM905 - a table of words
)
# Words with a vowel that are read letter by letter; those without one are found.
_INITIALS = frozenset("ai api ceo cia diy eu faq io ip ok ui uk un us usa ux".split())  # noqa: SIM905 - a table of words
_CONSONANTS = re.compile("[b-df-hj-np-tv-xz]{2,5}")
_ABBREVIATIONS = frozenset("ch dr ft hmm jr mr mrs ms nr pt sr st".split())  # noqa: SIM905 - a table of words


def short_title(title: str, show: str) -> str:
    """Return a title without the name of the show at its start or end.

    >>> short_title("Practical AI 12: Deep learning", "Practical AI")
    '12: Deep learning'
    >>> short_title("Practical AI #12", "Practical AI"), short_title("On tea | Tea", "Tea")
    ('Episode 12', 'On tea')
    >>> short_title("Teapots", "Tea"), short_title("Tea", "Tea"), short_title("On tea", "Tea")
    ('Teapots', 'Tea', 'On tea')
    """
    name, own = show.casefold(), title.casefold()
    rest = ""
    if name and len(own) == len(title) and len(name) == len(show):
        if own.startswith(name) and not own[len(name) : len(name) + 1].isalnum():
            rest = title[len(name) :].lstrip(_EDGE)
        elif own.endswith(name) and title[: -len(name)].rstrip(" ")[-1:] in ("|", "–", "—", "·"):
            rest = title[: -len(name)].rstrip(_EDGE)
    number = _NUMBER.match(rest)
    return (f"Episode {number[1]}" if number else rest) or title


def title_from_name(name: str, show: str, language: str) -> str:
    """Return a title for the name of a folder.

    The show's own spelling is used for its words. English words are capitalised as in titles, and
    of other languages the first one alone.

    >>> title_from_name("practical-ai-12", "Practical AI", "en")
    'Practical AI 12'
    >>> title_from_name("the-age-of-gpt-and-ai", "", "en"), title_from_name("über-tee", "", "de")
    ('The Age of GPT and AI', 'Über tee')
    """
    words, stated = name.split("-"), show.split()
    known = stated if [word.casefold() for word in stated] == words[: len(stated)] else []
    rest = words[len(known) :]
    if base_language(language) == "en":
        last = len(rest) - 1
        rest = [
            word
            if word in _SMALL and place + len(known) > 0 and place < last
            else _capitalise(word)
            for place, word in enumerate(rest)
        ]
    elif not known:
        rest[:1] = [word[:1].upper() + word[1:] for word in rest[:1]]
    return " ".join((*known, *rest))


def _capitalise(word: str) -> str:
    initials = _CONSONANTS.fullmatch(word) and word not in _ABBREVIATIONS
    return word.upper() if initials or word in _INITIALS else word[:1].upper() + word[1:]
