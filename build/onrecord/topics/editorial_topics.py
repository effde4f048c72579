"""Topics that people stated for an episode: keywords of the source, and passages tagged by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.model import Term
from onrecord.topics.label import slug_of
from onrecord.topics.passages import index_chapters, passage_of, shorten_around
from onrecord.topics.term_key import term_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.model import Episode, Passage, TopicOrigin
    from onrecord.topics.vocabulary import Vocabulary

# Weights: of a tagged topic, as of a frequent term; of a keyword, as of a word mentioned twice.
TAGGED, KEYWORD = 10.0, 0.5


def add_editorial_topics(
    episode: Episode,
    terms: Sequence[Term],
    keywords: Mapping[str, str],
    tagged: Sequence[tuple[tuple[int, int], str]],
    vocabulary: Vocabulary,
) -> tuple[Term, ...]:
    """Return the terms with those that people stated, heaviest first.

    A keyword that is never mentioned gets the whole episode as its passage. A tagged range is a
    passage whatever its words are.

    Args:
        episode: Compiled.
        terms: Found in the words of the episode.
        keywords: Of the source, by term key.
        tagged: Half-open ranges of sentences, each with the label of a topic.
        vocabulary: The editor's topics.
    """
    found = {term.key: term for term in terms}
    for key, keyword in keywords.items():
        if key in found:
            origin = found[key].origin
            found[key] = replace(found[key], origin="source" if origin == "auto" else origin)
        elif key not in vocabulary.hidden and key not in vocabulary.lead:
            found[key] = _keyword_term(episode, key, keyword, vocabulary.language)
    chapter_of = index_chapters(episode)
    for span, name in tagged:
        own = term_key(name, vocabulary.language)
        key = vocabulary.lead.get(own, own)
        topic = vocabulary.by_key.get(key)
        label = topic.label if topic else name
        known = found.get(key) or _term(key, label, vocabulary.language, "editor", 0.0)
        found[key] = _tag(known, _divide(episode, span, chapter_of))
    stated = (term for term in found.values() if term.passages)
    return tuple(sorted(stated, key=lambda term: (-term.weight, term.key)))


def _keyword_term(episode: Episode, key: str, keyword: str, language: str) -> Term:
    """Return the term of a keyword that is never mentioned: it is about the whole episode."""
    label = keyword if " " in keyword else keyword.replace("-", " ").replace("_", " ")
    whole = replace(passage_of(episode, -1, 0, len(episode.sentences) - 1), main=True)
    return replace(_term(key, label, language, "source", KEYWORD), passages=(whole,))


def _tag(known: Term, passages: Sequence[Passage]) -> Term:
    """Return a term with tagged passages in place of those that overlap them."""
    others = [
        each for each in known.passages if not any(_overlap(each, passage) for passage in passages)
    ]
    main = any(each.main for each in others)
    tagged = [
        replace(passage, main=not main and index == 0) for index, passage in enumerate(passages)
    ]
    merged = tuple(sorted((*others, *tagged), key=lambda passage: passage.sentences))
    return replace(known, passages=merged, origin="editor", weight=max(known.weight, TAGGED))


def _term(key: str, label: str, language: str, origin: TopicOrigin, weight: float) -> Term:
    return Term(
        key=key,
        slug=slug_of(label, language),
        label=label,
        forms=(),
        weight=weight,
        origin=origin,
        passages=(),
    )


def _divide(episode: Episode, span: tuple[int, int], chapter_of: Sequence[int]) -> list[Passage]:
    """Return one passage for each chapter that a range of sentences overlaps."""
    start, end = max(0, span[0]), min(span[1], len(episode.sentences))
    passages: list[Passage] = []
    for chapter in dict.fromkeys(chapter_of[start:end]):
        own = [index for index in range(start, end) if chapter_of[index] == chapter]
        first = episode.sentences[own[0]]
        passages.append(
            replace(
                passage_of(episode, chapter, own[0], own[-1]),
                mentions=1,
                speaker=first.speaker or "",
                context=shorten_around(first.text, (0, 0)),
            )
        )
    return passages


def _overlap(one: Passage, other: Passage) -> bool:
    return one.sentences[0] < other.sentences[1] and other.sentences[0] < one.sentences[1]
