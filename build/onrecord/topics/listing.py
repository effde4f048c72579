"""Choice of the headings that the index of the archive lists.

The others keep their pages, which the episodes that mention them link to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.text.languages import base_language
from onrecord.topics.acronyms import is_acronym
from onrecord.topics.distinctive import SEVERAL
from onrecord.topics.english import EMPTY_NOUNS
from onrecord.topics.frequency import measure
from onrecord.topics.lexicon import tag_of

if TYPE_CHECKING:
    from collections.abc import Sequence

# A topic is listed if this many episodes discuss it, or if a phrase or full name has this many
# passages that name it more than once.
EPISODES, PASSAGES = 3, 4
# A common noun above this Zipf value ("apps", "code", "projects") is not looked up. The same value
# separates "AI practitioners" and "GPT models" from "AI alignment": a phrase that starts with a
# name or an acronym needs a rarer last word.
COMMON = 4.0
# A gerund ("inferencing", but not "figuring") is rarer than this.
RARE = 3.1
# Zipf value of the rarest word of a phrase: excludes "end users" and "real world".
COMMON_PHRASE = 4.95


def is_listed(
    label: str, *, named: bool, discussed: int, passages: int, episodes: int, language: str
) -> bool:
    """Return whether the index of an archive lists a topic that was found by the program.

    Args:
        label: Of its heading, with a person's name in its usual order.
        named: Whether it is a name.
        discussed: Number of episodes with a passage that names it more than once.
        passages: Number of such passages.
        episodes: Number of episodes of the archive.
        language: Of the first episode that has it. English words are judged by how common they are.

    >>> facts = {"discussed": 9, "passages": 20, "language": "en"}
    >>> labels = ("code", "tokenizers", "figuring", "AI alignment", "GPT models")
    >>> [is_listed(label, named=False, episodes=299, **facts) for label in labels]
    [False, True, False, True, False]
    >>> is_listed("code", named=False, episodes=2, **facts)
    True
    """
    if episodes < SEVERAL:
        return True
    words = label.split()
    if discussed < EPISODES and (len(words) == 1 or passages < PASSAGES):
        return False
    if base_language(language) != "en":
        return True
    commonness = [measure(word.lower(), language) for word in words]
    if len(words) == 1:
        return _is_listed_word(label, commonness[0], named=named)
    return min(commonness) < COMMON_PHRASE and not _is_kind_of_name(words, commonness)


def _is_listed_word(word: str, commonness: float, *, named: bool) -> bool:
    """Return whether a single word is a name, or a rare noun: not "Connected", "interacting"."""
    if is_acronym(word):
        return True
    word_class = tag_of(word.lower())
    if word_class == "gerund":
        return commonness < RARE
    return word_class != "participle" and (named or commonness < COMMON)


def _is_kind_of_name(words: Sequence[str], commonness: Sequence[float]) -> bool:
    """Return whether a phrase is a name or an acronym with a common noun: "GPT models"."""
    last = words[-1]
    return (not words[0].islower() and last.islower() and commonness[-1] >= COMMON) or (
        last.lower() in EMPTY_NOUNS
    )
