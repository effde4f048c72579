"""How a term is written in an index: as most often said, without capitals that only began a sentence."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from onrecord.model import Slug
from onrecord.text.slugs import join_words
from onrecord.topics.english import TITLES
from onrecord.topics.fold import SIGNS, singular

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.topics.candidates import Candidate, Spoken


# A plural counts for so many of a singular.
PLURAL = 2


def choose_label(candidate: Candidate, spoken: Spoken, stated: Mapping[str, str]) -> str:
    """Give the label of a candidate; of a name, as the metadata write it, whose forms `stated` has by key."""
    if candidate.named and candidate.key in stated:
        written = stated[candidate.key]
        return (
            written
            if any(letter.isupper() for letter in written)
            else _cased(written, candidate, spoken)
        )
    # An index has the plural of what can be counted, unless it is hardly ever said.
    votes: Counter[str] = Counter()
    for form, count in candidate.forms.items():
        weight = (
            PLURAL
            if not candidate.named and spoken.language.startswith("en") and is_plural(form)
            else 1
        )
        votes[_cased(form, candidate, spoken)] += count * weight
    label = min(votes.items(), key=lambda vote: (-vote[1], not vote[0].endswith("s"), vote[0]))[0]
    first, _, rest = label.partition(" ")
    return rest if rest and first.lower() in TITLES else label


def is_plural(label: str) -> bool:
    """Say whether an English term ends with a plural.

    >>> is_plural("neural nets"), is_plural("analysis"), is_plural("TPUs")
    (True, False, True)
    """
    last = label.rsplit(maxsplit=1)[-1]
    return singular(last) != last


def _cased(form: str, candidate: Candidate, spoken: Spoken) -> str:
    return " ".join(_case(word, spoken, named=candidate.named) for word in form.split())


def _case(word: str, spoken: Spoken, *, named: bool) -> str:
    if any(letter.isupper() for letter in word[1:]):
        return word
    share = spoken.capitals.get(word.lower())
    # A name keeps its capitals, "Lunar Society"; elsewhere a capital stays where the word mostly has one.
    mostly_small = share is None or share < 0.5  # noqa: PLR2004 - half
    return word.lower() if mostly_small and not named else word


def slug_of(label: str, language: str = "en") -> Slug:
    """Give the part of an address that stands for a label; the same for all labels that are one term, but for spaces.

    >>> slug_of("C++"), slug_of("next-token prediction"), slug_of("A.I."), slug_of("neural nets")
    ('cplusplus', 'next-token-prediction', 'ai', 'neural-net')
    """
    words = label.split()
    if language.startswith("en") and words:
        words[-1] = singular(words[-1])
    plain = (
        " ".join(words).translate(SIGNS).replace(".", "").replace("’", "").replace("'", "").lower()
    )
    return join_words(plain) or Slug("topic")
