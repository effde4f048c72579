"""Weight factors of words in the metadata: title, description, chapters, people, keywords."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.topics import english
from onrecord.topics.term_key import term_key
from onrecord.topics.tokenizer import tokenise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.model import Episode

# The shorter the text, the more deliberate its words, and the higher the factor.
TITLE, CHAPTER, DESCRIPTION, KEYWORD = 1.6, 1.5, 1.3, 3.0
LONGEST = 4
FUNCTION = (
    english.DETERMINERS
    | english.PREPOSITIONS
    | english.AUXILIARIES
    | english.OTHERS
    | english.SUBJECTS
)


def read_factors(episode: Episode, language: str) -> dict[str, float]:
    """Return, by term key, the factor by which words of the metadata multiply a weight."""
    front = episode.front
    found: dict[str, float] = {}
    texts = [
        (front.description, DESCRIPTION),
        *((chapter.title, CHAPTER) for chapter in episode.chapters if chapter.origin != "auto"),
        (front.title, TITLE),
    ]
    for text, factor in texts:
        for run in _runs(text):
            key = term_key(run, language)
            found[key] = max(found.get(key, 1.0), factor)
    for person in front.people:
        found[term_key(person.name, language)] = TITLE
    for keyword in front.keywords:
        found[term_key(keyword, language)] = KEYWORD
    return found


def read_spellings(episode: Episode) -> Iterator[str]:
    """Yield each run of words as spelled in the title, the description and the names of people.

    Their author knew the spelling.
    """
    yield from _runs(episode.front.description)
    yield from _runs(episode.front.title)
    yield from (person.name for person in episode.front.people)


def _runs(text: str) -> Iterator[str]:
    tokens = tokenise(text)
    for first in range(len(tokens)):
        if tokens[first].lower in FUNCTION:
            continue
        for last in range(first + 1, min(first + LONGEST, len(tokens)) + 1):
            if last > first + 1 and not tokens[last - 1].joined:
                break
            if tokens[last - 1].lower not in FUNCTION:
                yield " ".join(token.text for token in tokens[first:last])
