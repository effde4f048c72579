"""The usual word class of an English word: from TextBlob's lexicon, or else from its ending."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from onrecord.text.word_lists import package_folder
from onrecord.topics import english

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
    return _closed().get(word) or _by_lexicon(word) or _by_ending(word)


@cache
def _closed() -> Mapping[str, WordClass]:
    return {word: word_class for words, word_class in reversed(CLOSED) for word in words}


def _by_lexicon(word: str) -> WordClass | None:
    lines, start = _lexicon(), f"{word} "
    at = bisect_left(lines, start)
    line = lines[at] if at < len(lines) else ""
    return TAGS.get(line.removeprefix(start)) if line.startswith(start) else None


@cache
def _lexicon() -> list[str]:
    """Return the lines of the lexicon, in order: a word and its tag.

    Most words of the 94,000 are never looked up: a mapping of all takes 30 ms, this 10.
    """
    # Read the file directly: importing the package imports NLTK (1.2 s).
    path = package_folder("textblob") / "en" / "en-lexicon.txt"
    return sorted(path.read_text(encoding="utf-8").splitlines())


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
