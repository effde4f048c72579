"""The usual word class of an English word: from TextBlob's lexicon, or else from its ending."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from onrecord.topics import english
from onrecord.topics.packed_words import unpack

if TYPE_CHECKING:
    from collections.abc import Mapping

WordClass = Literal[
    "noun",
    "name",
    "adjective",
    "verb",
    "gerund",
    "participle",
    "adverb",
    "number",
    "determiner",
    "preposition",
    "subject",
    "auxiliary",
    "other",
]

# Tags of the Penn Treebank.
_PENN_TREEBANK: Mapping[WordClass, str] = {
    "noun": "NN NNS",
    "adjective": "JJ JJR JJS",
    "verb": "VB VBP VBZ",
    "participle": "VBD VBN",
    "gerund": "VBG",
    "adverb": "RB RBR",
    "number": "CD",
    "preposition": "IN",
    "determiner": "DT PRP$",
    "other": "PRP UH CC WRB WP",
    "auxiliary": "MD",
}
TAGS: Mapping[str, WordClass] = {
    tag: word_class for word_class, tags in _PENN_TREEBANK.items() for tag in tags.split()
}
CLOSED: tuple[tuple[frozenset[str], WordClass], ...] = (
    (english.DETERMINERS, "determiner"),
    (english.AUXILIARIES, "auxiliary"),
    (english.SUBJECTS - {"people"}, "subject"),
    (english.PREPOSITIONS, "preposition"),
    (english.OTHERS, "other"),
)
ADJECTIVE_ENDINGS = ("ous", "ful", "ible", "able", "ive", "ic", "ical", "less", "ary", "ish", "al")
ENDINGS: tuple[tuple[tuple[str, ...], WordClass], ...] = (
    (("ly",), "adverb"),
    (("ing",), "gerund"),
    (("izes", "ises", "ifies", "vates", "rates", "lates", "ize", "ify"), "verb"),
    (("ed",), "participle"),
    (ADJECTIVE_ENDINGS, "adjective"),
)
# Short words ("thing", "red", "deal") have these endings by chance.
SHORT = 5


@lru_cache(maxsize=65536)
def tag_of(word: str) -> WordClass:
    """Return the class of a lower-case word out of context.

    >>> tag_of("the"), tag_of("alignment"), tag_of("neural"), tag_of("cautiously")
    ('determiner', 'noun', 'adjective', 'adverb')
    """
    return _closed().get(word) or _lexicon().get(word) or _by_ending(word)


@cache
def _closed() -> Mapping[str, WordClass]:
    return {word: word_class for words, word_class in reversed(CLOSED) for word in words}


@cache
def _lexicon() -> Mapping[str, WordClass]:
    """Return the class of each word of the lexicon."""
    path = Path(__file__).with_name("word_data") / "lexicon.gz"
    classes = list(TAGS.values())
    return {word: classes[place] for word, place in unpack(path.read_bytes())}


def _by_ending(word: str) -> WordClass:
    if word[0].isdigit():
        return (
            "number"
            if word.replace(",", "").replace(".", "").rstrip("sthndr%xk").isdigit()
            else "noun"
        )
    for endings, sort in ENDINGS:
        if word.endswith(endings) and len(word) > SHORT:
            return sort
    return "noun"
