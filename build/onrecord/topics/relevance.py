"""Topics of the editor's vocabulary that an episode can mention.

Changes to other topics do not affect it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

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
    near = (
        topics if every else _look_up(tuple(topics), dependencies.language).find(dependencies.terms)
    )
    return tuple(
        replace(topic, definition="", sources=(), see_also=(), path="", line=1, column=1)
        for topic in near
    )


class _Names:
    """Index of topic names by prefix and suffix.

    Few of a thousand names start and end like words of one episode.
    """

    def __init__(self, topics: tuple[Topic, ...], language: str) -> None:
        self._topics = topics
        self._names = [
            (place, term_key(name, language))
            for place, topic in enumerate(topics)
            for name in (topic.label, *topic.aliases, *topic.heard_as)
        ]
        self._starts, self._ends = defaultdict[str, set[int]](set), defaultdict[str, set[int]](set)
        for number, (_, name) in enumerate(self._names):
            for cut in range(1, len(name) + 1):
                self._starts[name[:cut]].add(number)
                self._ends[name[-cut:]].add(number)

    def find(self, words: frozenset[str]) -> Iterator[Topic]:
        """Yield the topics with a name that consists of the given words, in order."""
        begun, ended = (
            set[int]().union(*(index[word] for word in index.keys() & words))
            for index in (self._starts, self._ends)
        )
        places = {
            self._names[number][0]
            for number in begun & ended
            if _consists_of(self._names[number][1], words)
        }
        return (self._topics[place] for place in sorted(places))


# All episodes of a build ask with the same vocabulary.
_look_up = lru_cache(maxsize=4)(_Names)


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
