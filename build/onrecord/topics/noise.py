"""Kinds of candidates that are no headings, however often they are mentioned.

Found by reading the headings of six episodes of a show; the examples are from there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.text.languages import base_language
from onrecord.topics import english

if TYPE_CHECKING:
    from onrecord.topics.candidates import EpisodeCandidates, TermCandidate

# Share of the mentions of a name beside another capitalised word from which it is a part of a
# longer name: "Hugging" of "Hugging Face", "Rubik" of "Rubik's Cube".
PART_OF_NAME = 0.5
# A gerund is a subject if it follows a determiner or modifier in this share of its mentions:
# "training" and "fine-tuning", not "wondering" and "interacting".
SUBJECT = 0.25
# Words that are no name without the word before them: "University", "Institute".
GENERIC = (english.NOT_FAMILY | english.TITLES) - {"learning", "model", "models", "network"}


def is_noise(candidate: TermCandidate, spoken: EpisodeCandidates) -> bool:
    """Return whether an English candidate is a fragment or a habit of speech."""
    if base_language(spoken.language) != "en":
        return False
    words = candidate.words
    first, last = words[0], words[-1]
    if not candidate.named:
        contracted = any("'" in word or "’" in word for word in words)
        return contracted or (
            len(words) == 1
            and first.endswith("ing")
            and candidate.introduced < SUBJECT * candidate.count
        )
    if len(words) > 1:
        return last in english.GIVEN_NAMES and first not in english.GIVEN_NAMES
    return first in GENERIC or first in english.GIVEN_NAMES or _is_part(candidate, spoken)


def _is_part(candidate: TermCandidate, spoken: EpisodeCandidates) -> bool:
    """Return whether a single name is mostly followed or preceded by the rest of a longer one."""
    beside = 0
    for mention in candidate.mentions:
        tokens = spoken.sentences[mention.sentence]
        after = tokens[mention.last : mention.last + 1]
        before = tokens[max(0, mention.first - 1) : mention.first]
        beside += any(token.joined and token.capital and not token.shouted for token in after) or (
            any(token.capital and not token.initial for token in before)
            and tokens[mention.first].joined
        )
    return beside >= PART_OF_NAME * candidate.count
