"""All that an index of an episode might hold, with each place where it is said."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

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


class Mention(NamedTuple):
    """A place where a term is said."""

    sentence: int
    first: int
    """Its tokens: half-open range."""
    last: int
    span: Span
    """Characters of the sentence."""


@dataclass(slots=True)
class TermCandidate:
    """What might become a term."""

    key: str
    forms: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    """As it was said, with the number of times."""
    words: tuple[str, ...] = ()
    """In small letters, of the first form met."""
    names: int = 0
    """Mentions in which its last word is a name."""
    introduced: int = 0
    """Mentions behind a determiner, an adjective or another noun: what a verb with its object never is."""
    inner: int = 0
    """Mentions behind which its phrase goes on: a fragment never ends one."""
    mentions: list[Mention] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Give the number of mentions."""
        return len(self.mentions)

    @property
    def named(self) -> bool:
        """Say whether it is a name."""
        return self.names * 2 > self.count


@dataclass(slots=True)
class EpisodeCandidates:
    """An episode's sentences as tokens, and what they tell together."""

    language: str
    sentences: list[tuple[Token, ...]]
    candidates: dict[str, TermCandidate]
    capitals: Mapping[str, float]
    """Of each word in small letters, which share of its uses inside sentences has a capital."""


def usual_form(candidate: TermCandidate) -> str:
    """Give the form that is said most."""
    return min(candidate.forms.items(), key=lambda form: (-form[1], form[0]))[0]


def collect(texts: Iterable[str], language: str) -> EpisodeCandidates:
    """Divide sentences and find the candidates in them."""
    english_spoken = language.lower().startswith("en")
    sentences = [
        tokenise(text) if english_spoken else split_tokens(tokenise(text), language)
        for text in texts
    ]
    capitals = capital_shares(sentences)
    candidates: dict[str, TermCandidate] = {}
    if not is_known(language):
        return EpisodeCandidates(
            language=language, sentences=sentences, candidates={}, capitals=capitals
        )
    for number, tokens in enumerate(sentences):
        if english_spoken:
            classes = tag_words(tokens, capitals)
            spans = [
                (*part, phrase[1])
                for phrase in find_phrases(tokens, classes)
                for part in _subphrases(*phrase, classes)
            ]
            spans += [(*span, span[1]) for span in _of_phrases(tokens, classes)]
        else:
            classes = []
            parts = [
                (*part, run[1])
                for run in find_runs(tokens, capitals, language)
                for part in _subphrases(*run, classes)
            ]
            spans = [part for part in parts if ends_term(tokens[part[1] - 1], language)]
        for first, last, end in spans:
            mention = Mention(
                number, first, last, (tokens[first].span[0], tokens[last - 1].span[1])
            )
            _add(candidates, mention, tokens, classes, language).inner += last < end
    return EpisodeCandidates(
        language=language, sentences=sentences, candidates=candidates, capitals=capitals
    )


def capital_shares(sentences: Iterable[Sequence[Token]]) -> Mapping[str, float]:
    """Give of each word in small letters which share of its uses inside sentences has a capital."""
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
    """Give the parts of a phrase, itself included, that name something by themselves."""
    for first in range(start, end):
        if classes and classes[first] == "number":
            continue
        for last in range(first + 1, min(first + LONGEST, end) + 1):
            sort = classes[last - 1] if classes else "noun"
            if sort in {"noun", "name"} or (last == end and sort in {"gerund", "number"}):
                yield first, last


def _add(
    candidates: dict[str, TermCandidate],
    mention: Mention,
    tokens: Sequence[Token],
    classes: Sequence[WordClass],
    language: str,
) -> TermCandidate:
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
    return candidate


def _of_phrases(tokens: Sequence[Token], classes: Sequence[WordClass]) -> Iterator[tuple[int, int]]:
    """Give what is linked by "of": proof of work, chain of thought."""
    for index in range(1, len(tokens) - 1):
        if tokens[index].lower not in LINKS or not (
            tokens[index].joined and tokens[index + 1].joined
        ):
            continue
        if (
            classes[index - 1] in {"noun", "name"}
            and classes[index + 1] in {"noun", "name"}
            and tokens[index - 1].lower not in english.EMPTY_NOUNS
        ):
            # The first noun of a longer phrase after "of" would cut it.
            end = index + 2
            while end < len(tokens) and classes[end] in {"noun", "name"} and tokens[end].joined:
                end += 1
            yield index - 1, end


LINKS = frozenset({"of"})


def group_by_sentence(mentions: Iterable[Mention]) -> Mapping[int, list[Mention]]:
    """Sort mentions by their sentences."""
    found: defaultdict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        found[mention.sentence].append(mention)
    return found
