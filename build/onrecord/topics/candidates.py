"""Candidate terms of an episode, each with all its mentions."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from onrecord.text.languages import base_language
from onrecord.topics import english
from onrecord.topics.frequency import is_known
from onrecord.topics.frequency_only import ends_term, find_runs, is_name
from onrecord.topics.grammar_rules import determiners, split_tokens
from onrecord.topics.phrases import LONGEST, find_phrases, tag_words
from onrecord.topics.term_key import term_key
from onrecord.topics.tokenizer import Token, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from onrecord.model import Span
    from onrecord.topics.lexicon import WordClass

NOUNS: frozenset[WordClass] = frozenset({"noun", "name"})


class Mention(NamedTuple):
    """One mention of a term."""

    sentence: int
    first: int
    """Half-open range of tokens."""
    last: int
    span: Span
    """Characters of the sentence."""


@dataclass(slots=True)
class TermCandidate:
    """A possible term."""

    key: str
    forms: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    """Each spelling, with its number of mentions."""
    words: tuple[str, ...] = ()
    """Lower-case words of the first form found."""
    names: int = 0
    """Mentions whose last word is a name."""
    introduced: int = 0
    """Mentions after a determiner, an adjective or a noun.

    A verb with its object hardly ever follows one.
    """
    mentions: list[Mention] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Return the number of mentions."""
        return len(self.mentions)

    @property
    def named(self) -> bool:
        """Return whether most mentions are names."""
        return self.names * 2 > self.count


@dataclass(slots=True)
class EpisodeCandidates:
    """The tokens of an episode, its candidate terms, and statistics over both."""

    language: str
    sentences: list[tuple[Token, ...]]
    candidates: dict[str, TermCandidate]
    capitals: Mapping[str, float]
    """By lower-case word: share of its uses within sentences that start with a capital."""


def usual_form(candidate: TermCandidate) -> str:
    """Return the most frequent form."""
    return min(candidate.forms.items(), key=lambda form: (-form[1], form[0]))[0]


def collect(texts: Iterable[str], language: str) -> EpisodeCandidates:
    """Tokenise sentences and find their candidate terms."""
    english_spoken = base_language(language) == "en"
    sentences = [split_tokens(tokenise(text), language) for text in texts]
    capitals = capital_shares(sentences)
    candidates: dict[str, TermCandidate] = {}
    for number, tokens in enumerate(sentences if is_known(language) else ()):
        if english_spoken:
            classes = tag_words(tokens, capitals)
            phrases = find_phrases(tokens, classes)
            spans = [part for phrase in phrases for part in _subphrases(*phrase, classes)]
            spans += _of_phrases(tokens, classes)
        else:
            classes = []
            runs = find_runs(tokens, capitals, language)
            parts = (part for run in runs for part in _subphrases(*run, classes))
            spans = [part for part in parts if ends_term(tokens[part[1] - 1], language)]
        for first, last in spans:
            span = tokens[first].span[0], tokens[last - 1].span[1]
            _add(candidates, Mention(number, first, last, span), tokens, classes, language)
    return EpisodeCandidates(
        language=language, sentences=sentences, candidates=candidates, capitals=capitals
    )


def capital_shares(sentences: Iterable[Sequence[Token]]) -> Mapping[str, float]:
    """Return, by lower-case word, the share of its uses within sentences that have a capital."""
    uses: defaultdict[str, int] = defaultdict(int)
    capital: defaultdict[str, int] = defaultdict(int)
    for tokens in sentences:
        for token in tokens:
            if not token.initial:
                uses[token.lower] += 1
                if token.capital:
                    capital[token.lower] += 1
    return {word: capital.get(word, 0) / count for word, count in uses.items()}


def _subphrases(start: int, end: int, classes: Sequence[WordClass]) -> Iterator[tuple[int, int]]:
    """Yield the parts of a phrase, itself included, that can be terms on their own."""
    for first in range(start, end):
        if classes and classes[first] == "number":
            continue
        for last in range(first + 1, min(first + LONGEST, end) + 1):
            word_class = classes[last - 1] if classes else "noun"
            if word_class in NOUNS or (last == end and word_class in {"gerund", "number"}):
                yield first, last


def _add(
    candidates: dict[str, TermCandidate],
    mention: Mention,
    tokens: Sequence[Token],
    classes: Sequence[WordClass],
    language: str,
) -> None:
    said = tokens[mention.first : mention.last]
    form = said[0].text
    for left, right in itertools.pairwise(said):
        form += right.text if right.span[0] == left.span[1] else f" {right.text}"
    key = term_key(form, language)
    candidate = candidates.get(key)
    if candidate is None:
        candidate = candidates[key] = TermCandidate(
            key=key, words=tuple(token.lower for token in said)
        )
    candidate.forms[form] += 1
    if classes:
        candidate.names += classes[mention.last - 1] == "name"
        before = classes[mention.first - 1] if mention.first else "other"
        candidate.introduced += before in {"determiner", "adjective", "noun", "name"}
    else:
        candidate.names += is_name(said[-1], language)
        candidate.introduced += mention.first > 0 and tokens[
            mention.first - 1
        ].lower in determiners(language)
    candidate.mentions.append(mention)


def _of_phrases(tokens: Sequence[Token], classes: Sequence[WordClass]) -> Iterator[tuple[int, int]]:
    """Yield phrases linked by "of": proof of work, chain of thought."""
    for index in range(1, len(tokens) - 1):
        if (
            tokens[index].lower == "of"
            and tokens[index].joined
            and classes[index - 1] in NOUNS
            and tokens[index - 1].lower not in english.EMPTY_NOUNS
        ):
            # Include all nouns after "of"; stopping at the first would cut off a longer phrase.
            end = index + 1
            while end < len(tokens) and classes[end] in NOUNS and tokens[end].joined:
                end += 1
            if end > index + 1:
                yield index - 1, end
