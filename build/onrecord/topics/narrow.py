"""Which topics of the editor's vocabulary an episode may speak of: the others are nothing to it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.topics.fold import ARTICLE, SIGNS, fold, singular
from onrecord.topics.frequency import WITHOUT_SPACES
from onrecord.topics.unspaced import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.model import Episode, Topic
    from onrecord.sought import Sought

# The letters that `fold` keeps; tokens are of one or several of such words.
_WORD = re.compile(r"(?:[^\W_]|[\u0900-\u0dff])+")


def seek(episode: Episode, tagged: Iterable[str]) -> frozenset[str]:
    """Give the words of which all is made that an episode may have for a topic: what is said and stated, who speaks, what is tagged.

    Args:
        episode: with its sentences as they are shown.
        tagged: labels under which a person has put passages.
    """
    front = episode.front
    texts = [
        *(sentence.text for sentence in episode.sentences),
        *{sentence.speaker for sentence in episode.sentences if sentence.speaker},
        *(chapter.title for chapter in episode.chapters),
        *(person.name for person in front.people),
        *(front.show, front.title, front.description),
        *(*front.keywords, *tagged),
    ]
    # What is said a thousand times is folded once.
    text = unicodedata.normalize("NFKC", " ".join({part for text in texts for part in text.split()})).casefold().translate(SIGNS)
    return frozenset(form for word in _WORD.findall(text) for form in _forms(word, front.language))


def narrow(topics: Sequence[Topic], sought: Sought) -> tuple[Topic, ...]:
    """Give the topics that an episode may speak of, as far as its chain reads them: definitions and references are shown by the archive's.

    >>> from onrecord.model import Topic
    >>> from onrecord.sought import Sought
    >>> vocabulary = [Topic(label="OpenAI", definition="A *company*."), Topic(label="telescope")]
    >>> narrow(vocabulary, Sought(language="en", words=frozenset({"open", "ai"})))
    (Topic(label='OpenAI', aliases=(), heard_as=(), definition='', sources=(), see_also=(), hide=False, pin=False, person=False, \
subheadings=(), path='', line=1, column=1),)
    """
    words = sought.words | sought.terms
    every = sought.language.partition("-")[0].lower() in WITHOUT_SPACES | LANGUAGES
    return tuple(
        replace(topic, definition="", sources=(), see_also=(), path="", line=1, column=1)
        for topic in topics
        if every or _is_made_of(topic, words, sought.language)
    )


def _is_made_of(topic: Topic, words: frozenset[str], language: str) -> bool:
    return any(_divides(fold(name, language), words) for name in (topic.label, *topic.aliases, *topic.heard_as))


def _divides(name: str, words: frozenset[str]) -> bool:
    """Say whether a name without spaces can be divided into words."""
    ends = {0}
    for start in range(len(name)):
        if start in ends:
            ends.update(end for end in range(start + 1, len(name) + 1) if name[start:end] in words)
    return len(name) in ends


def _forms(word: str, language: str) -> set[str]:
    """Give a word as it may end a term, and as it may stand within one."""
    if language.startswith("en"):
        # An acronym in capitals loses another ending than a word.
        return {word, singular(word), word.removesuffix("s")} - {""}
    return {word, ARTICLE.sub("", word)} if language.startswith("ar") else {word}
