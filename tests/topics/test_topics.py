"""Finding the terms of an episode, and validating the editor's vocabulary."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from onrecord import archive
from onrecord.model import Dependencies, Teaser
from onrecord.topics import find_terms, find_topic_words, relevant_to
from topics.episodes import make_episode, make_topics

HERE = Path(__file__).parent
CASES = sorted((HERE / "terms").glob("*.yml"))
VOCABULARIES = sorted((HERE / "vocabulary").glob("*.yml"))


def load(path: Path):
    return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_terms(path):
    compare(load(path))


def test_what_an_episode_cannot_speak_of_is_nothing_to_its_terms():
    loaded = [load(path) for path in CASES]
    vocabulary = tuple(
        {topic.label: topic for case in loaded for topic in make_topics(case)}.values()
    )
    for case in loaded:
        episode = make_episode(case)
        tagged = [(tuple(span), label) for span, label in case.get("tagged", [])]
        language = episode.front.language or "en"
        near = relevant_to(
            vocabulary,
            Dependencies(
                language=language, terms=find_topic_words(episode, [label for _, label in tagged])
            ),
        )
        assert len(near) < len(vocabulary) or language[:2] in {"zh", "ja", "ko", "th"}, case
        assert find_terms(episode, near, tagged) == find_terms(episode, vocabulary, tagged)


def test_a_teaser_discusses_nothing_that_is_said_again_where_it_belongs():
    lines = [
        "What is a beehive?",
        "A beehive hums.",
        "Welcome to the show.",
        *["It rained."] * 9,
        "What is a beehive?",
        "A beehive hums.",
    ]
    episode = make_episode({"sentences": lines})
    [term] = find_terms(episode)
    assert [passage.sentences for passage in term.passages] == [(0, 2), (12, 14)]
    [term] = find_terms(replace(episode, teaser=Teaser(end=2, excerpts=())))
    assert [passage.sentences for passage in term.passages] == [(12, 14)]


def compare(case):
    tagged = [(tuple(span), label) for span, label in case.get("tagged", [])]
    terms = {term.label: term for term in find_terms(make_episode(case), make_topics(case), tagged)}
    assert set(case.get("has", [])) - terms.keys() == set(), sorted(terms)
    assert set(case.get("lacks", [])) & terms.keys() == set()
    if "first" in case:
        assert next(iter(terms)) == case["first"]
    if "only" in case:
        assert sorted(terms) == sorted(case["only"])
    if "person" in case:
        assert sorted(label for label, term in terms.items() if term.person) == case["person"]
    for label, short in case.get("short", {}).items():
        assert terms[label].short == short
    for label, origin in case.get("origin", {}).items():
        assert terms[label].origin == origin
    for label, passages in case.get("passages", {}).items():
        assert [list(passage.sentences) for passage in terms[label].passages] == passages
    for label, main in case.get("main", {}).items():
        assert [list(passage.sentences) for passage in terms[label].passages if passage.main] == [
            main
        ]
    for label, subheadings in case.get("subheadings", {}).items():
        assert [passage.subheading for passage in terms[label].passages] == subheadings


@pytest.mark.parametrize("path", VOCABULARIES, ids=lambda path: path.stem)
def test_vocabulary(path):
    case = load(path)
    topics, issues = archive.read_topics(case["content"].encode(), "topics.yml")
    assert [str(issue) for issue in issues] == case.get("issues", [])
    if "labels" in case:
        assert [topic.label for topic in topics] == case["labels"]
    for label, aliases in case.get("aliases", {}).items():
        assert [list(topic.aliases) for topic in topics if topic.label == label] == [aliases]


def test_the_vocabulary_in_the_user_guide_is_one(repo):
    blocks = re.findall(
        r"```yaml\n(.*?)```", (repo / "docs/topics.md").read_text(encoding="utf-8"), re.DOTALL
    )
    topics, issues = archive.read_topics(blocks[0].encode(), "topics.yml")
    assert issues == ()
    assert len(topics) == 4
    assert "general AI" in topics[0].aliases
