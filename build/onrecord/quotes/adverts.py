"""Adverts that are read out: no quote and no topic is found in them."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.model import Sentence

# An advert names its sponsor as such, and says where to buy. One alone is no advert: guests have
# sponsors, and hosts give addresses. The patterns match lower-case text.
SPONSOR = re.compile(
    r"\b(?:(?:brought to you|sponsored|supported|presented|made possible) by"
    r"|(?:our|today's|this (?:week|episode)'s|the show's) (?:friends? at|sponsors?|partners?)"
    r"|for sponsoring|(?:word|message|break) (?:from|for) (?:our|a|the) sponsors?)"
)
OFFER = re.compile(
    r"\b(?:(?:promo|discount|coupon|offer|referral) code|use (?:the |my |our )?code\b"
    r"|percent off|\d+% off|free (?:trial|shipping|month)|money[- ]back guarantee"
    r"|(?:sign up|learn more|find out more|check (?:it|them) out|get started) (?:at|by going)\b"
    r"|(?:go|head(?: over)?|visit|that's) (?:to )?[\w.-]+(?:\.| dot )(?:com|io|org|net|co|dev|ai)\b"
    r"|(?:\.| dot )com ?(?:/| slash )|terms and conditions apply)"
)
# The labels of adverts in transcripts that mark them.
LABEL = re.compile(r"(?:ads?|advert(?:isement)?s?|sponsors?|sponsor (?:message|read)|commercial)\Z")
# Sentences between the mentions of one advert.
APART = 8
# A turn of up to this many sentences belongs to the advert as a whole; of a longer one (a
# monologue, a transcript without speakers) only the sentences between mentions, and these before.
TURN, BEFORE = 30, 2


def find_adverts(sentences: Sequence[Sentence]) -> frozenset[int]:
    """Return the indexes of the sentences of adverts in English.

    >>> from onrecord.model import Sentence
    >>> said = ["This episode is sponsored by Acme.", "I like Acme.", "Visit acme.com for 10% off."]
    >>> sorted(find_adverts([
    ...     Sentence(text=text, span=(0, 1), start=None, end=None, timing="none") for text in said
    ... ]))
    [0, 1, 2]
    """
    found: set[int] = set()
    for speaker, turn in groupby(range(len(sentences)), lambda index: sentences[index].speaker):
        own = list(turn)
        if speaker and LABEL.match(speaker.casefold()):
            found.update(own)
            continue
        for first, last in _advertise(sentences, own):
            found.update(own if len(own) <= TURN else range(max(own[0], first - BEFORE), last + 1))
    return frozenset(found)


def _advertise(sentences: Sequence[Sentence], turn: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last mention of each advert of a turn."""
    group: list[tuple[int, bool, bool]] = []
    for index in turn:
        text = sentences[index].text.lower()
        sponsor, offer = (pattern.search(text) is not None for pattern in (SPONSOR, OFFER))
        if not sponsor and not offer:
            continue
        if group and index - group[-1][0] > APART:
            yield from _complete(group)
            group = []
        group.append((index, sponsor, offer))
    yield from _complete(group)


def _complete(group: Sequence[tuple[int, bool, bool]]) -> Iterator[tuple[int, int]]:
    """Yield a group of mentions if it has a sponsor and an offer."""
    if any(sponsor for _, sponsor, _ in group) and any(offer for _, _, offer in group):
        yield group[0][0], group[-1][0]
