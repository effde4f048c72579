"""The editor's vocabulary: labels, aliases and misrecognised forms, found in the sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.text.languages import base_language
from onrecord.text.scripts import UNSPACED_LANGUAGES
from onrecord.topics.candidates import Mention, TermCandidate
from onrecord.topics.term_key import term_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from onrecord.model import Topic
    from onrecord.topics.tokenizer import Token

LONGEST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The editor's vocabulary by term key."""

    language: str
    by_key: Mapping[str, Topic]
    """By the key of the label, without hidden topics."""
    lead: Mapping[str, str]
    """Maps the key of each name to the key of its label."""
    hidden: frozenset[str]
    names: tuple[tuple[str, str], ...]
    """Each name, case-folded, after the key of its label."""

    @classmethod
    def of(cls, topics: Sequence[Topic], language: str) -> Vocabulary:
        """Build the lookup tables of a vocabulary."""
        lead: dict[str, str] = {}
        names: list[tuple[str, str]] = []
        hidden: set[str] = set()
        for topic in topics:
            label = term_key(topic.label, language)
            for name in (topic.label, *topic.aliases, *topic.heard_as):
                lead.setdefault(term_key(name, language), label)
                names.append((label, name.casefold()))
                hidden.update([term_key(name, language)] if topic.hide else [])
        return cls(
            language=language,
            by_key={term_key(topic.label, language): topic for topic in topics if not topic.hide},
            lead=lead,
            hidden=frozenset(hidden),
            names=tuple(names),
        )


def find_vocabulary(
    texts: Sequence[str], sentences: Sequence[Sequence[Token]], vocabulary: Vocabulary
) -> dict[str, TermCandidate]:
    """Return the topics that are mentioned, by key.

    The longest name wins: "neural net" does not match inside "neural net hardware" if that is a
    name too.

    Args:
        texts: Of the sentences.
        sentences: The same as tokens.
        vocabulary: The editor's topics.
    """
    found: dict[str, TermCandidate] = {}
    unspaced = base_language(vocabulary.language) in UNSPACED_LANGUAGES
    for number, (text, tokens) in enumerate(zip(texts, sentences, strict=True)):
        mentions = (
            _search_characters(number, text, vocabulary)
            if unspaced
            else _search_tokens(number, tokens, vocabulary)
        )
        for key, mention in mentions:
            if key in vocabulary.by_key:
                form = text[slice(*mention.span)]
                candidate = found.setdefault(
                    key, TermCandidate(key=key, words=tuple(form.lower().split()))
                )
                candidate.forms[form] += 1
                candidate.mentions.append(mention)
                candidate.names += all(
                    token.capital and not token.initial
                    for token in tokens[mention.first : mention.last]
                )
    return found


def _search_tokens(
    number: int, tokens: Sequence[Token], vocabulary: Vocabulary
) -> Iterator[tuple[str, Mention]]:
    position = 0
    while position < len(tokens):
        sizes = range(min(LONGEST, len(tokens) - position), 0, -1)
        size = next(
            (size for size in sizes if _key(tokens[position : position + size], vocabulary)), 0
        )
        if size:
            said = tokens[position : position + size]
            yield (
                _key(said, vocabulary),
                Mention(number, position, position + size, (said[0].span[0], said[-1].span[1])),
            )
        position += size or 1


def _search_characters(
    number: int, text: str, vocabulary: Vocabulary
) -> Iterator[tuple[str, Mention]]:
    """Search for names as substrings, in languages written without spaces."""
    taken: list[tuple[int, int]] = []
    folded = text.casefold()
    for key, name in sorted(vocabulary.names, key=lambda each: (-len(each[1]), each)):
        at = folded.find(name)
        while at >= 0:
            span = (at, at + len(name))
            if all(span[1] <= first or last <= span[0] for first, last in taken):
                taken.append(span)
                yield key, Mention(number, 0, 0, span)
            at = folded.find(name, span[1])


def _key(tokens: Sequence[Token], vocabulary: Vocabulary) -> str:
    return vocabulary.lead.get(
        term_key(" ".join(token.text for token in tokens), vocabulary.language), ""
    )
