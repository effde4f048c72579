"""All that an index of an episode might hold, with each place where it is said."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from onrecord.topics import english
from onrecord.topics.abroad import determiners, divide_tokens
from onrecord.topics.fold import fold
from onrecord.topics.foreign import ends_term, find_runs, is_name
from onrecord.topics.frequency import is_known
from onrecord.topics.phrases import LONGEST, find_phrases, sort_words
from onrecord.topics.tokens import Token, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from onrecord.model import Span
    from onrecord.topics.lexicon import Sort


class Mention(NamedTuple):
    """A place where a term is said."""

    sentence: int
    first: int
    """Its tokens: half-open range."""
    last: int
    span: Span
    """Characters of the sentence."""


@dataclass(slots=True)
class Candidate:
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
class Spoken:
    """An episode's sentences as tokens, and what they tell together."""

    language: str
    sentences: list[tuple[Token, ...]]
    candidates: dict[str, Candidate]
    capitals: Mapping[str, float]
    """Of each word in small letters, which share of its uses inside sentences has a capital."""


def usual(candidate: Candidate) -> str:
    """Give the form that is said most."""
    return min(candidate.forms.items(), key=lambda form: (-form[1], form[0]))[0]


def collect(texts: Iterable[str], language: str) -> Spoken:
    """Divide sentences and find the candidates in them."""
    english_spoken = language.lower().startswith("en")
    sentences = [
        tokenise(text) if english_spoken else divide_tokens(tokenise(text), language)
        for text in texts
    ]
    capitals = share_capitals(sentences)
    candidates: dict[str, Candidate] = {}
    if not is_known(language):
        return Spoken(language=language, sentences=sentences, candidates={}, capitals=capitals)
    for number, tokens in enumerate(sentences):
        if english_spoken:
            sorts = sort_words(tokens, capitals)
            spans = [
                (*part, phrase[1])
                for phrase in find_phrases(tokens, sorts)
                for part in _parts(*phrase, sorts)
            ]
            spans += [(*span, span[1]) for span in _linked(tokens, sorts)]
        else:
            sorts = []
            parts = [
                (*part, run[1])
                for run in find_runs(tokens, capitals, language)
                for part in _parts(*run, sorts)
            ]
            spans = [part for part in parts if ends_term(tokens[part[1] - 1], language)]
        for first, last, end in spans:
            mention = Mention(
                number, first, last, (tokens[first].span[0], tokens[last - 1].span[1])
            )
            _add(candidates, mention, tokens, sorts, language).inner += last < end
    return Spoken(language=language, sentences=sentences, candidates=candidates, capitals=capitals)


def share_capitals(sentences: Iterable[Sequence[Token]]) -> Mapping[str, float]:
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


def _parts(start: int, end: int, sorts: Sequence[Sort]) -> Iterator[tuple[int, int]]:
    """Give the parts of a phrase, itself included, that name something by themselves."""
    for first in range(start, end):
        if sorts and sorts[first] == "number":
            continue
        for last in range(first + 1, min(first + LONGEST, end) + 1):
            sort = sorts[last - 1] if sorts else "noun"
            if sort in {"noun", "name"} or (last == end and sort in {"gerund", "number"}):
                yield first, last


def _add(
    candidates: dict[str, Candidate],
    mention: Mention,
    tokens: Sequence[Token],
    sorts: Sequence[Sort],
    language: str,
) -> Candidate:
    said = tokens[mention.first : mention.last]
    form = said[0].text
    for left, right in itertools.pairwise(said):
        form += right.text if right.span[0] == left.span[1] else f" {right.text}"
    key = fold(form, language)
    candidate = candidates.get(key)
    if candidate is None:
        candidate = candidates[key] = Candidate(key=key, words=tuple(token.lower for token in said))
    candidate.forms[form] += 1
    if sorts:
        candidate.names += sorts[mention.last - 1] == "name"
        before = sorts[mention.first - 1] if mention.first else "other"
        candidate.introduced += before in {"determiner", "adjective", "noun", "name"}
    else:
        candidate.names += is_name(said[-1], language)
        candidate.introduced += mention.first > 0 and tokens[
            mention.first - 1
        ].lower in determiners(language)
    candidate.mentions.append(mention)
    return candidate


def _linked(tokens: Sequence[Token], sorts: Sequence[Sort]) -> Iterator[tuple[int, int]]:
    """Give what is linked by "of": proof of work, chain of thought."""
    for index in range(1, len(tokens) - 1):
        if tokens[index].lower not in LINKS or not (
            tokens[index].joined and tokens[index + 1].joined
        ):
            continue
        if (
            sorts[index - 1] in {"noun", "name"}
            and sorts[index + 1] in {"noun", "name"}
            and tokens[index - 1].lower not in english.EMPTY_NOUNS
        ):
            # The first noun of a longer phrase after "of" would cut it.
            end = index + 2
            while end < len(tokens) and sorts[end] in {"noun", "name"} and tokens[end].joined:
                end += 1
            yield index - 1, end


LINKS = frozenset({"of"})


def group_by_sentence(mentions: Iterable[Mention]) -> Mapping[int, list[Mention]]:
    """Sort mentions by their sentences."""
    found: defaultdict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        found[mention.sentence].append(mention)
    return found
