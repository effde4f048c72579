"""Builds episodes for the tests of topics from a few lines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from onrecord import pages
from onrecord.model import (
    Anchor,
    Chapter,
    Episode,
    FrontMatter,
    Milliseconds,
    Person,
    Sentence,
    Site,
    Slug,
    SubheadingRule,
    Topic,
)
from onrecord.pages import write_locators
from onrecord.topics import find_co_occurrences, find_terms

if TYPE_CHECKING:
    from onrecord.model import EpisodeArtifacts, Summary

SITE = Site(title="Talks", url="https://talks.example/a/", base="/a/")


def make_episode(case: dict[str, Any], slug: str = "one") -> Episode:
    """Return an episode whose sentences last five seconds each."""
    lines = case["sentences"]
    starts = [start for start, _ in case.get("chapters", [])] or [0]
    titles = [title for _, title in case.get("chapters", [])] or ["All of it"]
    position = 0
    sentences = []
    for index, text in enumerate(lines):
        start = Milliseconds(index * 5000)
        sentences.append(
            Sentence(
                text=text,
                span=(position, position + len(text)),
                start=start,
                end=Milliseconds(start + 5000),
                timing="exact",
                speaker=case.get("speaker"),
                id=Anchor(f"t{index * 5}s-{index:03}"),
            )
        )
        position += len(text) + 1
    return Episode(
        slug=Slug(slug),
        front=FrontMatter(
            title=case.get("title", ""),
            language=case.get("language", "en"),
            people=tuple(Person(**person) for person in case.get("people", [])),
            keywords=tuple(case.get("keywords", [])),
        ),
        sentences=tuple(sentences),
        chapters=tuple(
            Chapter(
                title=title,
                slug=Slug(f"part-{number}"),
                start=None,
                sentences=(first, last),
                origin="editor",
            )
            for number, (title, first, last) in enumerate(
                zip(titles, starts, [*starts[1:], len(lines)], strict=True)
            )
        ),
    )


def make_topics(case: dict[str, Any]) -> tuple[Topic, ...]:
    """Return a vocabulary."""
    made = []
    for entry in case.get("topics", []):
        rules = tuple(
            SubheadingRule(label=rule["label"], words=tuple(rule["words"]))
            for rule in entry.get("subheadings", [])
        )
        fields = {
            key: tuple(value) if isinstance(value, list) else value
            for key, value in entry.items()
            if key != "subheadings"
        }
        made.append(Topic(**fields, subheadings=rules))
    return tuple(made)


def summarise(episode: Episode, topics: tuple[Topic, ...] = ()) -> tuple[Summary, EpisodeArtifacts]:
    """Return the summary of an episode that the archive chain reads."""
    indexed = replace(episode, topics=find_terms(episode, topics))
    return pages.summarise(
        indexed,
        SITE,
        co_occurrences=find_co_occurrences(indexed.topics),
        locators=write_locators(indexed, SITE),
    )
