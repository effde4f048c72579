"""Terms of languages for which only word frequencies are known: names, runs of rarer words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.text.languages import base_language
from onrecord.topics.frequency import measure
from onrecord.topics.grammar_rules import ends_like_verb
from onrecord.topics.word_segmentation import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from onrecord.topics.tokenizer import Token

# Words above this Zipf value are grammar or small talk: in wordfreq's lists of es, pt, de, fr, it
# and nl, some 500 to 700 words.
COMMON = 5.0
# Languages in which all nouns have capitals, so that a capital does not mark a name.
ALL_NOUNS_CAPITAL = frozenset({"de", "lb"})
LONGEST_RUN = 3


def find_runs(
    tokens: Sequence[Token], capitals: Mapping[str, float], language: str
) -> Iterator[tuple[int, int]]:
    """Yield runs of uncommon words, as half-open ranges of tokens.

    >>> from onrecord.topics.tokenizer import tokenise
    >>> words = tokenise("Hablamos de Lightning Network y de todo")
    >>> any((2, 4) == run for run in find_runs(words, {}, "es"))
    True
    """
    start = 0
    while start < len(tokens):
        if not _carries(tokens[start], capitals, language):
            start += 1
            continue
        end = start + 1
        while (
            end < len(tokens)
            and end - start < LONGEST_RUN
            and tokens[end].joined
            and _carries(tokens[end], capitals, language)
        ):
            end += 1
        # A name after a common word is usually an object after its verb. In German, nouns follow
        # their adjectives.
        if (
            base_language(language) in ALL_NOUNS_CAPITAL
            or len({token.capital for token in tokens[start:end]}) == 1
            or end - start == 1
        ):
            yield start, end
        else:
            yield from ((index, index + 1) for index in range(start, end))
        start = end


def _carries(token: Token, capitals: Mapping[str, float], language: str) -> bool:
    base = base_language(language)
    if base in LANGUAGES and not token.lower.isascii():
        return (
            len(token.lower) > 1
            and not ends_like_verb(token.lower, language)
            and measure(token.lower, language) < COMMON
        )
    if len(token.lower) < 3 or token.text[0].isdigit() or "'" in token.lower:  # noqa: PLR2004 - shorter words are grammar
        return token.shouted and not token.text[0].isdigit()
    if token.shouted:
        return True
    if ends_like_verb(token.lower, language):
        return False
    if (
        base not in ALL_NOUNS_CAPITAL
        and token.capital
        and not token.initial
        and capitals.get(token.lower, 1.0) >= 0.6  # noqa: PLR2004
    ):
        return True
    return measure(token.lower, language) < COMMON


def ends_term(token: Token, language: str) -> bool:
    """Return whether a term can end with this word: in German, only with a capitalised one."""
    return base_language(language) not in ALL_NOUNS_CAPITAL or token.capital


def is_name(token: Token, language: str) -> bool:
    """Return whether a word is a name in this place."""
    return (
        token.shouted
        if base_language(language) in ALL_NOUNS_CAPITAL
        else token.capital and not token.initial
    )
