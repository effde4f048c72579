"""Noun phrases and names in English sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.topics import english
from onrecord.topics.lexicon import ADJECTIVE_ENDINGS, tag_of

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
POINTERS: frozenset[WordClass] = frozenset({"determiner", "subject"})
CLOSED: frozenset[WordClass] = frozenset(
    {"determiner", "auxiliary", "subject", "preposition", "other"}
)
OBJECTS: frozenset[WordClass] = frozenset(
    {"determiner", "noun", "name", "adjective", "number", "participle"}
)
BEFORE_A_NOUN: frozenset[WordClass] = frozenset(
    {"determiner", "adjective", "noun", "name", "preposition"}
)


def tag_words(tokens: Sequence[Token], capitals: Mapping[str, float]) -> list[WordClass]:
    """Return the class of each word in context.

    Args:
        tokens: Of one sentence.
        capitals: By lower-case word, the share of its uses within sentences that start with a
            capital.
    """
    classes: list[WordClass] = []
    before: WordClass = "other"
    for token in tokens:
        sort = tag_of(token.lower)
        closed = sort in CLOSED
        if closed and token.lower != "back" and token.text not in CLOSED_ACRONYMS:
            classes.append(before := sort)
            continue
        # Half of all words are closed-class, and most others are lower-case: test for that first.
        small = token.text.islower()
        if not small and _is_name(token, capitals, closed=closed):
            sort = "name"
        if (
            not small
            and token.capital
            and token.joined
            and before == "name"
            and not closed
            and token.text != "I"
        ):
            sort = "name"
        elif token.lower == "back" and _takes_object(tokens, len(classes), objects=HEADS):
            sort = "adjective"
        elif (
            sort == "verb"
            and before in {"determiner", "adjective", "preposition"}
            and not _takes_object(tokens, len(classes), objects=POINTERS)
        ):
            sort = "noun"
        elif (
            sort == "adjective"
            and before == "adjective"
            and not _takes_object(tokens, len(classes), objects=MODIFIERS)
        ):
            # "A neural net is": a word listed as an adjective can end the phrase, unless it has an
            # adjective's ending ("is fully open and safe").
            sort = (
                "noun"
                if not token.lower.endswith(ADJECTIVE_ENDINGS)
                and token.lower not in english.EMPTY_ADJECTIVES
                else sort
            )
        elif sort == "gerund" and before in BEFORE_A_NOUN:
            sort = (
                "noun"
                if before != "preposition"
                or not _takes_object(tokens, len(classes), objects=OBJECTS)
                else "gerund"
            )
        elif (sort == "participle" and before == "name" and not token.capital) or (
            sort == "noun" and not token.lower.endswith("s") and before in {"auxiliary", "subject"}
        ):
            # "Hamilton met Mead" is no noun phrase.
            sort = "verb"
        classes.append(before := sort)
    return classes


def _is_name(token: Token, capitals: Mapping[str, float], *, closed: bool) -> bool:
    if token.text in CLOSED_ACRONYMS:
        return True
    named = capitals.get(token.lower, 0.0 if token.initial else 1.0) >= NAMED
    return not closed and "'" not in token.lower and (token.shouted or (token.capital and named))


def _takes_object(tokens: Sequence[Token], index: int, *, objects: frozenset[WordClass]) -> bool:
    """Return whether an object seems to follow.

    It does in "by mining blocks" and "for making the", but not in "of mining.".
    """
    return (
        index + 1 < len(tokens)
        and tokens[index + 1].joined
        and tag_of(tokens[index + 1].lower) in objects
    )


# Acronyms spelled like closed-class words.
CLOSED_ACRONYMS = frozenset({"US", "IT", "WHO", "UN", "U.S.", "I.T."})

# A word is a name if at least this share of its uses within sentences is capitalised (MEASURED 6).
NAMED = 0.6


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
        yield from _trimmed(tokens, classes, start, end)
        start = end


def _trimmed(
    tokens: Sequence[Token], classes: Sequence[WordClass], start: int, end: int
) -> Iterator[tuple[int, int]]:
    while end > start and not _heads(tokens, classes, end - 1):
        end -= 1
    while start < end - 1 and classes[start] == "number":
        start += 1
    if end > start and classes[start] != "number":
        yield start, end


def _heads(tokens: Sequence[Token], classes: Sequence[WordClass], index: int) -> bool:
    """Return whether a phrase can end with this word."""
    sort = classes[index]
    if sort == "gerund":
        # "the training of" is a noun, "training the" a verb with its object.
        return index + 1 < len(tokens) and classes[index + 1] in {
            "preposition",
            "auxiliary",
            "other",
        }
    if sort == "number":
        return index > 0 and classes[index - 1] == "name"
    return sort in HEADS
