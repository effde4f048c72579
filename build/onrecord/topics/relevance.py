"""Topics of the editor's vocabulary that an episode can mention.

Changes to other topics do not affect it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord.errors import Place
from onrecord.text.languages import base_language
from onrecord.text.scripts import UNSPACED_LANGUAGES
from onrecord.topics.term_key import term_key
from onrecord.topics.tokenizer import word_pattern
from onrecord.topics.word_segmentation import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.model import Dependencies, Episode, Topic

_POSSESSIVE = re.compile(r"['’]s\Z", re.IGNORECASE)
_APOSTROPHE = re.compile(r"['’]")


def find_topic_words(episode: Episode, tagged: Sequence[str]) -> frozenset[str]:
    """Return all words, as term keys, of which a topic of this episode can consist.

    They come from the transcript, the metadata, speakers and tags.

    Args:
        episode: With its sentences as shown.
        tagged: Labels under which a person tagged passages.
    """
    front = episode.front
    names = {
        *(person.name for person in front.people),
        *(sentence.speaker for sentence in episode.sentences if sentence.speaker),
    }
    texts = [
        *(sentence.text for sentence in episode.sentences),
        *(chapter.title for chapter in episode.chapters),
        *(front.show, front.title, front.description),
        *(*names, *front.keywords, *tagged),
    ]
    # Tokens never contain spaces, so each distinct word is tokenised once.
    text = " ".join({part for text in texts for part in text.split()})
    forms = {
        form for token in word_pattern(text).findall(text) for form in _forms(token, front.language)
    }
    return frozenset(
        term_key(form, language)
        for form in (*forms, *names, *front.keywords, *tagged)
        for language in ("", front.language)
    ) - {""}


def relevant_to(topics: Sequence[Topic], dependencies: Dependencies) -> tuple[Topic, ...]:
    """Return the topics an episode can mention, reduced to the fields its chain reads.

    >>> from onrecord.model import Topic
    >>> from onrecord.model import Dependencies
    >>> vocabulary = [Topic(label="OpenAI", definition="A *company*."), Topic(label="telescope")]
    >>> dependencies = Dependencies(language="en", terms=frozenset({"open", "ai"}))
    >>> [(topic.label, topic.definition) for topic in relevant_to(vocabulary, dependencies)]
    [('OpenAI', '')]
    """
    every = base_language(dependencies.language) in UNSPACED_LANGUAGES | LANGUAGES
    names_of = _names_of(tuple(topics), dependencies.language)
    return tuple(
        replace(topic, definition="", group="", sources=(), see_also=(), place=Place())
        for topic, names in zip(topics, names_of, strict=True)
        if every or any(_consists_of(name, dependencies.terms) for name in names)
    )


# All episodes of a build ask with the same vocabulary.
@lru_cache(maxsize=4)
def _names_of(topics: tuple[Topic, ...], language: str) -> tuple[frozenset[str], ...]:
    """Return the keys of the names of each topic."""
    return tuple(
        frozenset(
            term_key(name, language) for name in (topic.label, *topic.aliases, *topic.heard_as)
        )
        for topic in topics
    )


def _consists_of(name: str, words: frozenset[str]) -> bool:
    """Return whether a name without spaces is a concatenation of words."""
    ends = {0}
    for start in range(len(name)):
        if start in ends:
            ends.update(end for end in range(start + 1, len(name) + 1) if name[start:end] in words)
    return len(name) in ends


def _forms(token: str, language: str) -> Iterator[str]:
    """Yield a token, and the words it may consist of.

    Possessives are removed; outside English, apostrophes divide words.
    """
    yield token
    if not token.isalnum():
        yield _POSSESSIVE.sub("", token)
        if base_language(language) != "en":
            yield from _APOSTROPHE.split(token)
