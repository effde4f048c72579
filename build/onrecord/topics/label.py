"""Labels: a term's most frequent form, without capitals that only started a sentence."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from onrecord.model import Slug
from onrecord.text.languages import base_language
from onrecord.text.slugs import join_words
from onrecord.topics.term_key import SIGNS, singular

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.topics.candidates import EpisodeCandidates, TermCandidate


# Weight of a plural form relative to a singular one.
PLURAL = 2


def choose_label(
    candidate: TermCandidate, spoken: EpisodeCandidates, stated: Mapping[str, str]
) -> str:
    """Return the label of a candidate.

    Names are spelled as in the metadata; `spellings` holds those by key.
    """
    if candidate.named and candidate.key in stated:
        written = stated[candidate.key]
        return (
            written
            if any(letter.isupper() for letter in written)
            else _cased(written, candidate, spoken)
        )
    # An index prefers the plural of countable nouns unless it is rare.
    votes: Counter[str] = Counter()
    for form, count in candidate.forms.items():
        weight = (
            PLURAL
            if not candidate.named and base_language(spoken.language) == "en" and is_plural(form)
            else 1
        )
        votes[_cased(form, candidate, spoken)] += count * weight
    return min(votes.items(), key=lambda vote: (-vote[1], not vote[0].endswith("s"), vote[0]))[0]


def is_plural(label: str) -> bool:
    """Return whether an English term ends with a plural.

    >>> is_plural("neural nets"), is_plural("analysis"), is_plural("TPUs")
    (True, False, True)
    """
    last = label.rsplit(maxsplit=1)[-1]
    return singular(last) != last


def _cased(form: str, candidate: TermCandidate, spoken: EpisodeCandidates) -> str:
    return " ".join(_case(word, spoken, named=candidate.named) for word in form.split())


def _case(word: str, spoken: EpisodeCandidates, *, named: bool) -> str:
    if any(letter.isupper() for letter in word[1:]):
        return word
    share = spoken.capitals.get(word.lower())
    # Names keep their capitals ("Lunar Society"). Other words keep one only if most of their uses
    # have it.
    mostly_small = share is None or share < 0.5  # noqa: PLR2004 - half
    return word.lower() if mostly_small and not named else word


def slug_of(label: str, language: str = "en") -> Slug:
    """Return the slug of a label.

    Labels with the same term key have the same slug, apart from spaces.

    >>> slug_of("C++"), slug_of("next-token prediction"), slug_of("A.I."), slug_of("neural nets")
    ('cplusplus', 'next-token-prediction', 'ai', 'neural-net')
    """
    words = label.split()
    if base_language(language) == "en" and words:
        words[-1] = singular(words[-1])
    plain = (
        " ".join(words).translate(SIGNS).replace(".", "").replace("’", "").replace("'", "").lower()
    )
    return join_words(plain) or Slug("topic")
