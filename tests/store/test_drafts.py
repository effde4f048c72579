"""A draft's fingerprint covers everything its page shows: equal fingerprints, equal pages."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import takewhile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from onrecord.model import (
    Facts,
    MemoryStore,
    Part,
    Person,
    Quote,
    Slug,
    Summary,
    TermForm,
    TermSummary,
    Withdrawal,
)
from onrecord.pages import (
    archive,
    quote_lists,
    summarise,
    topic_entrance,
    topic_index,
    topic_ranges,
    topics,
    topics_json,
    write_locators,
)
from onrecord.pipeline import compile_archive, compile_headings, version_topics
from onrecord.topics import find_co_occurrences, find_terms
from topics.episodes import SITE, make_episode, make_topics

SENTENCES = (
    "The mining pool pays its miners every week.",
    "Mining pools in Norway use water power.",
    "We bought a tensor processing unit, TPU for short.",
    "The TPUs were slow at first.",
    "A hard fork divides the chain, and a mining pool follows.",
    "What is a hard fork?",
)
PEOPLE = (
    {"name": "Ann Lee", "slug": "ann", "role": "host"},
    {"name": "Ben Ruiz", "slug": "ben", "role": "guest", "description": "*Miner*."},
    {"name": "Ben Ruiz", "slug": "ben", "role": "host"},
)

said = st.fixed_dictionaries(
    {
        "sentences": st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=9),
        "title": st.sampled_from(["A talk", "Another <talk>"]),
        "people": st.lists(
            st.sampled_from(PEOPLE), max_size=2, unique_by=lambda person: person["slug"]
        ),
        "speaker": st.sampled_from([None, "Ann Lee", "Ben Ruiz"]),
        "date": st.sampled_from(
            [None, date(2024, 1, 5), date(2024, 1, 6), date(2021, 3, 1), date(2019, 7, 1)]
        ),
        "quoted": st.lists(st.integers(0, 8), max_size=4, unique=True),
        "withdrawn": st.sampled_from([False, False, False, True]),
    }
)
archives = st.dictionaries(
    st.sampled_from(["a", "b", "c", "d", "e", "f", "g"]), said, min_size=1, max_size=7
)
changes = st.dictionaries(st.sampled_from(["a", "b", "c", "h", "i"]), st.none() | said, max_size=3)
vocabularies = st.sampled_from(
    [(), ({"label": "mining", "aliases": ["mining pool"], "definition": "Of *coins*."},)]
)
introductions = st.sampled_from(["", "<p>Hello</p>"])


@pytest.fixture(autouse=True)
def _small_pages(monkeypatch):
    for module in (archive, quote_lists, topics):
        monkeypatch.setattr(module, "PAGE_SIZE", 2)
    monkeypatch.setattr(topics_json, "FILE_SIZE", 2)
    monkeypatch.setattr(archive, "LATEST", 2)
    monkeypatch.setattr(topic_index, "ONE_PAGE_SIZE", 2000)
    monkeypatch.setattr(topic_ranges, "PART_SIZE", 700)
    monkeypatch.setattr(topic_entrance, "NEWEST_EPISODES", 2)


def told(slug, case, vocabulary):
    episode = make_episode({**case, "chapters": [[0, "Start"], [1, "Rest"]]}, slug)
    chosen = [number for number in case["quoted"] if number < len(episode.sentences)]
    episode = replace(
        episode,
        front=replace(
            episode.front,
            date=case["date"],
            people=tuple(Person(**person) for person in case["people"]),
            withdrawn=Withdrawal(on=date(2026, 1, 1)) if case["withdrawn"] else None,
        ),
        topics=find_terms(episode, vocabulary),
        quotes=tuple(
            Quote(
                id=Slug(f"{slug}-{number}"),
                words=episode.sentences[number].text,
                parts=(Part(sentence=number, span=(0, len(episode.sentences[number].text))),),
                origin="auto",
                start=episode.sentences[number].start,
                speaker=case["speaker"],
            )
            for number in chosen
        ),
    )
    return summarise(
        episode,
        SITE,
        co_occurrences=find_co_occurrences(episode.topics),
        locators=write_locators(episode, SITE),
    )


def facts_of(cases, vocabulary):
    """Return an archive as the archive chain reads it, and its site."""
    vocabulary = make_topics({"topics": vocabulary})
    site = replace(SITE, topics=vocabulary)
    made = [told(slug, case, vocabulary) for slug, case in cases.items()]
    summaries = [summary for summary, _ in made]
    store = MemoryStore({summary.slug: left for summary, left in made})
    headings = compile_headings(summaries, site, {})
    return Facts(summaries=summaries, headings=headings, store=store), site


def drafts(cases, vocabulary, introduction):
    """Return the drafts of an archive by address."""
    facts, site = facts_of(cases, vocabulary)
    made = [*compile_archive(facts, site, Markup(introduction))]
    assert len({draft.url for draft in made}) == len(made), "two drafts for one address"
    return {draft.url: draft for draft in made}


KINDS = {
    "home": r"(earlier/\d+/)?",
    "list of episodes": r"episodes/",
    "people": r"people/([^/]+/)?",
    "list of quotes": r"quotes/(pages/\d+/)?",
    "quotes of an episode": r"quotes/episodes/.+",
    "quotes of a person": r"quotes/people/.+",
    "quotes on a topic": r"quotes/topics/.+",
    "topic index": r"topics/(letters/[^/]+/)?",
    "topics": r"topics/[^/]+/(earlier/\d+/)?",
    "downloads of topics": r"topics\.jsonl?d?|topics/find\.json|topics/[^/]+/earlier/\d+\.json",
    "feeds": r"(quotes/)?feed\.xml|llms\.txt",
}


def kind_of(url: str) -> str:
    [kind] = [kind for kind, pattern in KINDS.items() if re.fullmatch(pattern, url)]
    return kind


def difference(one, other) -> str:
    """Return where two pages differ first, with a little of each."""
    texts = repr(one), repr(other)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(*texts, strict=False)))
    place = max(0, same - 30)
    return " / ".join(text[place : place + 80] for text in texts)


def test_what_shows_the_same_is_the_same():
    compared: Counter[str] = Counter()

    @settings(max_examples=150, deadline=None)
    @given(archives, changes, vocabularies, introductions, introductions)
    def compare(cases, change, vocabulary, first, second):
        before = drafts(dict(sorted(cases.items())), vocabulary, first)
        changed = {slug: case for slug, case in sorted({**cases, **change}.items()) if case}
        after = drafts(changed, vocabulary, second)
        differing: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
        for url in before.keys() & after.keys():
            if before[url].fingerprint == after[url].fingerprint:
                compared[kind_of(url)] += changed != cases
                pages = before[url].make(), after[url].make()
                if pages[0] != pages[1]:
                    differing[kind_of(url)][url] = difference(*pages)
        assert {kind: urls for kind, urls in differing.items() if urls} == {}

    compare()
    unseen = [kind for kind in KINDS if not compared[kind]]
    assert unseen == [], "no draft of these kinds kept its fingerprint through a change"


def keys_of_changed(before: Facts, after: Facts) -> set[str]:
    """Return the keys of the topics of episodes that differ, before and after."""
    keys = [
        {
            (summary.slug, summary.version): {term.term_form.key for term in summary.topics}
            for summary in facts.summaries
        }
        for facts in (before, after)
    ]
    differing = keys[0].keys() ^ keys[1].keys()
    return {key for each in keys for episode in differing for key in each.get(episode, ())}


def drafts_by_topic(facts: Facts, site) -> dict[str, set[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {}
    for draft in compile_archive(facts, site, Markup()):
        found.setdefault(draft.topic, set()).add((draft.url, draft.fingerprint))
    return found


def test_a_topic_that_nothing_has_touched_has_the_same_pages():
    compared = 0

    @settings(max_examples=150, deadline=None)
    @given(archives, changes, vocabularies)
    def compare(cases, change, vocabulary):
        nonlocal compared
        changed = {slug: case for slug, case in {**cases, **change}.items() if case}
        (before, site), (after, _) = facts_of(cases, vocabulary), facts_of(changed, vocabulary)
        touched = keys_of_changed(before, after)
        versions = [version_topics(each.headings, each.summaries) for each in (before, after)]
        unchanged = {
            heading.key
            for heading in after.headings
            if versions[0].get(heading.key) == versions[1][heading.key]
            and touched.isdisjoint(heading.keys)
        }
        one, other = drafts_by_topic(before, site), drafts_by_topic(after, site)
        assert {key: one[key] for key in unchanged} == {key: other[key] for key in unchanged}
        left = drafts_by_topic(replace(after, unchanged=unchanged), site)
        assert left == {key: drafts for key, drafts in other.items() if key not in unchanged}
        compared += bool(unchanged and changed != cases)

    compare()
    assert compared


@settings(max_examples=40, deadline=None)
@given(archives, vocabularies)
def test_the_same_archive_shows_the_same(cases, vocabulary):
    one, other = (
        drafts(cases, vocabulary, ""),
        drafts(dict(reversed(cases.items())), vocabulary, ""),
    )
    assert [(draft.url, draft.fingerprint) for draft in one.values()] == [
        (draft.url, draft.fingerprint) for draft in other.values()
    ]


@settings(max_examples=60, deadline=None)
@given(archives, said)
def test_a_new_episode_leaves_the_pages_of_earlier_ones(cases, new):
    dated = {
        slug: {**case, "date": case["date"] or date(2018, 1, 1), "withdrawn": False}
        for slug, case in cases.items()
    }
    before = drafts(dated, (), "")
    after = drafts({**dated, "z": {**new, "date": date(2026, 1, 1), "withdrawn": False}}, (), "")
    earlier = [url for url in before if url.startswith("quotes/pages/")]
    # The first of them leads to a newer one now.
    assert sum(before[url].fingerprint != after[url].fingerprint for url in earlier) <= 1


TALK = {
    "sentences": list(SENTENCES[:2]) * 2,
    "title": "A talk",
    "people": [],
    "speaker": None,
    "date": date(2024, 1, 5),
    "quoted": [],
    "withdrawn": False,
}


def test_an_earlier_episode_lengthens_the_years_of_topics_that_it_does_not_name():
    cases = {name: TALK | {"date": date(2024, month, 5)} for month, name in enumerate("abc", 1)}
    earlier = TALK | {"sentences": ["Well, you know.", "I mean, sure."], "date": date(2015, 1, 1)}
    before, after = drafts(cases, (), ""), drafts(cases | {"z": earlier}, (), "")
    assert "2015: 0" in after["topics/mining-pool/"].make().content
    assert before["topics/mining-pool/"].fingerprint != after["topics/mining-pool/"].fingerprint


def test_the_list_of_episodes_leads_to_people_once_there_are_some():
    cases = {name: TALK | {"date": date(2024, month, 5)} for month, name in enumerate("abcdef", 1)}
    before, after = (
        drafts(cases | {"a": TALK | {"people": people, "date": date(2020, 1, 1)}}, (), "")
        for people in ([], [PEOPLE[0]])
    )
    assert "/a/people/" in after["episodes/"].make().content
    assert before["episodes/"].fingerprint != after["episodes/"].fingerprint


def test_a_topic_that_is_called_in_two_ways_keeps_its_addresses():
    def summary(slug, name):
        form = TermForm("mirror", name, name, "auto", False, False, "", ())  # noqa: FBT003
        term = TermSummary(form, 1, 1, 1, 1, (), ())
        return Summary(slug=slug, url="", title="", date=None, duration=None, topics=(term,))

    summaries = [summary("a", "mirror"), summary("b", "mirrors")]
    [first] = compile_headings(summaries, SITE, {})
    held = {f"topics/{slug}/": first.key for slug in (first.id, *first.slugs)}
    [again] = compile_headings(summaries, SITE, held)
    assert (again.id, again.slugs) == (first.id, first.slugs)
