"""Noun phrases and names in English sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.topics.lexicon import tag_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from onrecord.topics.lexicon import WordClass
    from onrecord.topics.tokenizer import Token

# Longer phrases are hardly ever terms.
LONGEST = 5
MODIFIERS: frozenset[WordClass] = frozenset(
    {"noun", "name", "adjective", "gerund", "participle", "number"}
)
HEADS: frozenset[WordClass] = frozenset({"noun", "name", "gerund"})
CLOSED: frozenset[WordClass] = frozenset(
    {"determiner", "auxiliary", "subject", "preposition", "other"}
)
# Acronyms spelled like closed-class words.
CLOSED_ACRONYMS = frozenset({"US", "IT", "WHO", "UN", "U.S.", "I.T."})
# A word is a name if at least this share of its uses within sentences is capitalised.
NAMED = 0.6

# The class that a word has after a word of certain classes: "to run" and "a run".
AFTER: Mapping[WordClass, tuple[frozenset[WordClass], WordClass]] = {
    "verb": (frozenset({"determiner", "adjective", "preposition"}), "noun"),
    "gerund": (frozenset({"determiner", "adjective", "noun", "name", "preposition"}), "noun"),
    "noun": (frozenset({"auxiliary", "subject"}), "verb"),
}
# It keeps its class if a word of one of these classes follows as its object.
OBJECTS: Mapping[WordClass, frozenset[WordClass]] = {
    "verb": frozenset({"determiner", "subject"}),
    "gerund": frozenset({"determiner", "noun", "name", "adjective", "number", "participle"}),
}


def tag_words(tokens: Sequence[Token], capitals: Mapping[str, float]) -> list[WordClass]:
    """Return the class of each word in context.

    Args:
        tokens: Of one sentence.
        capitals: By lower-case word, the share of its uses within sentences that start with a
            capital.
    """
    classes: list[WordClass] = []
    before: WordClass = "other"
    for index, token in enumerate(tokens):
        word_class = tag_of(token.lower)
        # Half of all words are closed-class: test for that first.
        if word_class in CLOSED:
            word_class = "name" if token.text in CLOSED_ACRONYMS else word_class
        elif not token.text.islower() and (
            _is_name(token, capitals) or (before == "name" and token.joined and token.capital)
        ):
            word_class = "name"
        else:
            word_class = _in_context(word_class, before, tokens, index)
        classes.append(before := word_class)
    return classes


def _is_name(token: Token, capitals: Mapping[str, float]) -> bool:
    named = capitals.get(token.lower, 0.0 if token.initial else 1.0) >= NAMED
    return "'" not in token.lower and (token.shouted or (token.capital and named))


def _in_context(
    word_class: WordClass, before: WordClass, tokens: Sequence[Token], index: int
) -> WordClass:
    """Return the class of a word after a word of a given class."""
    classes, becomes = AFTER.get(word_class, (frozenset(), word_class))
    return (
        becomes
        if before in classes and not _keeps(word_class, before, tokens, index)
        else word_class
    )


def _keeps(word_class: WordClass, before: WordClass, tokens: Sequence[Token], index: int) -> bool:
    """Return whether a word keeps its class in spite of the word before it.

    A plural noun does. So does a verb with an object, as in "by mining blocks" and "for making
    the", but not in "of mining.".
    """
    if word_class == "noun":
        return tokens[index].lower.endswith("s")
    if word_class == "gerund" and before != "preposition":
        return False
    return any(
        following.joined and tag_of(following.lower) in OBJECTS[word_class]
        for following in tokens[index + 1 : index + 2]
    )


def find_phrases(
    tokens: Sequence[Token], classes: Sequence[WordClass]
) -> Iterator[tuple[int, int]]:
    """Yield the longest noun phrases as half-open ranges of tokens."""
    start = 0
    while start < len(tokens):
        if classes[start] not in MODIFIERS:
            start += 1
            continue
        end = start + 1
        while (
            end < len(tokens)
            and classes[end] in MODIFIERS
            and tokens[end].joined
            and not tokens[end - 1].possessive
        ):
            end += 1
        yield from _trim(tokens, classes, start, end)
        start = end


def _trim(
    tokens: Sequence[Token], classes: Sequence[WordClass], start: int, end: int
) -> Iterator[tuple[int, int]]:
    while end > start and not _can_end(tokens, classes, end - 1):
        end -= 1
    while start < end - 1 and classes[start] == "number":
        start += 1
    if end > start and classes[start] != "number":
        yield start, end


def _can_end(tokens: Sequence[Token], classes: Sequence[WordClass], index: int) -> bool:
    """Return whether a phrase can end with this word."""
    word_class = classes[index]
    if word_class == "gerund":
        # "the training of" is a noun, "training the" a verb with its object.
        return index + 1 < len(tokens) and classes[index + 1] in {
            "preposition",
            "auxiliary",
            "other",
        }
    if word_class == "number":
        return index > 0 and classes[index - 1] == "name"
    return word_class in HEADS
