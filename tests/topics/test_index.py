"""The index of an archive: all locators resolve, no reference dangles, and all outputs agree."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup, escape

from onrecord import archive
from onrecord import pages as render
from onrecord.errors import Place
from onrecord.model import MemoryStore, Term, Topic
from onrecord.pages import (
    list_on_topics,
    render_archive,
    render_topic_index,
    render_topics,
    topics_json,
    write_topics_json,
    write_topics_skos,
)
from onrecord.topics import (
    compile_headings,
    distinctive_topics,
    find_terms,
    find_unmatched,
    suggest_topics,
)
from onrecord.topics.related import relate
from onrecord.topics.term_key import term_key
from topics.episodes import SITE, make_episode, make_topics, summarise

SENTENCES = (
    "The mining pool pays its miners every week.",
    "Mining pools in Norway use water power.",
    "We bought a tensor processing unit, TPU for short.",
    "The TPUs were slow at first.",
    "Then Margaret Hamilton wrote the landing software.",
    "They called Hamilton at night about the landing software.",
    "What is a hard fork?",
    "A hard fork divides the chain.",
    "OpenAI trains neural nets.",
    "Open AI sells neural nets, and C++ is fast.",
    "A base neural net learns from C.",
    "Well, you know, I mean, sure.",
    "Naïve café owners met Émile Zola in the CAFÉ.",
)
VOCABULARIES = (
    [],
    [
        {"label": "mining", "aliases": ["mining pool", "Norway"]},
        {"label": "TPU", "heard_as": ["tensor processing unit"]},
    ],
    [
        {"label": "neural net", "see_also": ["hard fork", "OpenAI"]},
        {"label": "hard fork"},
        {"label": "chain", "hide": True},
    ],
    [
        {"label": "Margaret Hamilton", "person": True, "aliases": ["Hamilton"]},
        {"label": "OpenAI", "aliases": ["mining pool"]},
    ],
)

episodes = st.lists(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=14), min_size=1, max_size=3
)
vocabularies = st.sampled_from(VOCABULARIES)


def archive_of(texts, vocabulary):
    topics = make_topics({"topics": vocabulary})
    made = []
    for number, sentences in enumerate(texts):
        chapters = (
            [[0, "Start"], [len(sentences) // 2, "Hard forks"]]
            if len(sentences) > 3
            else [[0, "All"]]
        )
        made.append(
            make_episode(
                {"sentences": sentences, "chapters": chapters, "title": f"Talk {number}"},
                f"talk-{number}",
            )
        )
    told = [summarise(episode, topics) for episode in made]
    store = MemoryStore({summary.slug: left for summary, left in told})
    return made, topics, [summary for summary, _ in told], store


def pages_of(headings, summaries, store):
    return {draft.url: draft.make() for draft in topic_drafts(headings, summaries, store)}


def topic_drafts(headings, summaries, store):
    yield from render_topic_index(headings, summaries, store, (), SITE, held={})
    yield from render_topics(headings, summaries, store, list_on_topics(headings), SITE)


def drafts(headings, summaries, store):
    yield from topic_drafts(headings, summaries, store)
    yield from write_topics_json(headings, store, SITE)
    yield write_topics_skos(headings, SITE)


def exported(headings, store):
    """Return the content of `topics.json`."""
    return json.loads(
        {draft.url: draft for draft in write_topics_json(headings, store, SITE)}["topics.json"]
        .make()
        .content
    )


@settings(max_examples=40, deadline=None)
@given(episodes, vocabularies)
def test_every_locator_leads_to_words_of_its_episode(texts, vocabulary):
    made, topics, summaries, store = archive_of(texts, vocabulary)
    for topic in exported(compile_headings(summaries, topics), store)["topics"]:
        assert topic["locators"]
        for locator in topic["locators"]:
            [episode] = [each for each in made if each.slug == locator["episode"]]
            page, _, anchors = locator["url"].removeprefix(SITE.url).partition("#")
            [chapter] = [
                each for each in episode.chapters if page == f"episodes/{episode.slug}/{each.slug}/"
            ]
            assert chapter.title == locator["chapter"]
            on_page = [sentence.id for sentence in episode.sentences[slice(*chapter.sentences)]]
            ends = anchors.split("..")
            first, last = on_page.index(ends[0]), on_page.index(ends[-1])
            assert first <= last
        for slug in {locator["episode"] for locator in topic["locators"]}:
            assert sum(each["main"] for each in topic["locators"] if each["episode"] == slug) >= 1


@settings(max_examples=40, deadline=None)
@given(episodes, vocabularies)
def test_references_lead_to_headings_and_never_in_a_circle(texts, vocabulary):
    _, topics, summaries, _ = archive_of(texts, vocabulary)
    headings = compile_headings(summaries, topics)
    ids = [heading.id for heading in headings]
    assert len(set(ids)) == len(ids)
    by_id = {heading.id: heading for heading in headings}
    names = [term_key(alias) for heading in headings for alias in heading.aliases]
    assert len(set(names)) == len(names), "an alias of two headings"
    labels = {term_key(heading.label) for heading in headings}
    assert labels.isdisjoint(names), "a see reference from what is a heading"
    addresses = [*ids, *(slug for heading in headings for slug in heading.slugs)]
    assert len(set(addresses)) == len(addresses), "an address of two pages"
    for heading in headings:
        assert heading.id not in heading.see_also
        for other in heading.see_also:
            assert heading.id in by_id[other].see_also


@settings(max_examples=25, deadline=None)
@given(episodes, vocabularies)
def test_what_episodes_link_to_has_a_page(texts, vocabulary):
    _, topics, summaries, store = archive_of(texts, vocabulary)
    urls = {
        draft.url for draft in topic_drafts(compile_headings(summaries, topics), summaries, store)
    }
    assert {
        f"topics/{term.term_form.slug}/" for summary in summaries for term in summary.topics
    } - urls == set()


@settings(max_examples=40, deadline=None)
@given(episodes, vocabularies)
def test_index_pages_and_exports_agree(texts, vocabulary):
    _, topics, summaries, store = archive_of(texts, vocabulary)
    headings = compile_headings(summaries, topics)
    listed = exported(headings, store)["topics"]
    pages = pages_of(headings, summaries, store)
    assert [topic["weight"] for topic in listed] == sorted(
        (topic["weight"] for topic in listed), reverse=True
    )
    for topic in listed:
        content = pages[f"topics/{topic['id']}/"].content
        linked = re.findall(r'class="where" href="([^"]+)"', content)
        assert sorted(linked) == sorted(
            locator["url"].replace("https://talks.example", "") for locator in topic["locators"]
        )
        assert f'<a class="heading" href="/a/topics/{topic["id"]}/">' in pages["topics/"].content
        for alias in topic["aliases"]:
            link = f'<a href="/a/topics/{topic["id"]}/">{escape(topic["label"])}</a>'
            see = f"<span>{escape(alias)}</span>. <i>See</i> {link}"
            assert pages["topics/"].content.count(see) == 1
    links = {
        link
        for page in pages.values()
        for link in re.findall(r'href="/a/(topics/[^"#]*)"', page.content)
    }
    assert links <= pages.keys()
    scheme = json.loads(write_topics_skos(headings, SITE).make().content)["@graph"]
    assert sorted(concept["url"] for concept in scheme[1:]) == sorted(
        f"{SITE.url}topics/{topic['id']}/" for topic in listed
    )
    known = {concept["@id"] for concept in scheme}
    assert {
        other["@id"] for concept in scheme[1:] for other in concept.get("skos:related", [])
    } <= known


@settings(max_examples=30, deadline=None)
@given(episodes, vocabularies, st.randoms(use_true_random=False))
def test_the_order_in_which_episodes_come_changes_no_byte(texts, vocabulary, random):
    _, topics, summaries, store = archive_of(texts, vocabulary)
    shuffled = list(summaries)
    random.shuffle(shuffled)
    one, other = (
        [*drafts(compile_headings(each, topics), each, store)] for each in (summaries, shuffled)
    )
    assert [(draft.url, draft.fingerprint) for draft in one] == [
        (draft.url, draft.fingerprint) for draft in other
    ]
    assert [draft.make() for draft in one] == [draft.make() for draft in other]
    assert archive_of(texts, vocabulary)[2] == summaries


def two(*, dated: bool = False):
    _, _, summaries, store = archive_of([SENTENCES[2:4] * 2, SENTENCES[3:4] * 3], [])
    return [
        replace(each, date=date(2020 + at, 1, 1)) for at, each in enumerate(summaries)
    ] if dated else summaries, store


def test_an_acronym_that_one_episode_explains_is_merged_in_all():
    [heading] = [
        heading for heading in compile_headings(two()[0]) if heading.label.startswith("TPU")
    ]
    assert heading.label == "TPUs (tensor processing unit)"
    assert heading.aliases == ("tensor processing unit",)
    assert {occurrence.summary.slug for occurrence in heading.occurrences} == {"talk-0", "talk-1"}


OF_ONE = (
    "hard fork",
    "landing software",
    "tensor processor",
    "herring boat",
    "beehive winter",
    "sea ice",
    "coal barge",
    "wool market",
)


def archive_with_a_subject():
    """Return episodes that mostly discuss mining pools, each with one topic of its own."""
    subject = (
        "The mining pool pays well.",
        "A mining pool is big.",
        *("The mining pools grow.",) * 40,
    )
    texts = [
        [*subject, f"Here is a {own}.", f"The {own} came late.", f"No {own} is cheap."]
        for own in OF_ONE
    ]
    return archive_of(texts, [])[2:]


def test_what_every_episode_speaks_of_leads_the_archive_and_sets_none_apart():
    summaries, store = archive_with_a_subject()
    assert {next(iter(summary.topics)).term_form.label for summary in summaries} == {"mining pools"}
    headings = compile_headings(summaries)
    listed = exported(headings, store)["topics"]
    [subject] = [heading for heading in headings if heading.label == "mining pools"]
    assert listed[0]["id"] == subject.id
    assert subject.weight == pytest.approx(
        2 * sum(next(iter(summary.topics)).weight for summary in summaries) / 1000, abs=0.01
    )
    assert subject.see_also == ()
    apart = distinctive_topics(headings)
    assert [apart[summary.slug][0].label.removesuffix("s") for summary in summaries] == list(OF_ONE)
    home = (
        next(iter(render_archive(summaries, store, apart, SITE, Markup(), people=False)))
        .make()
        .content
    )
    assert home.index("/a/topics/hard-fork/") < home.index("/a/topics/mining-pool/")


def test_in_a_small_archive_what_all_speak_of_is_as_heavy_as_it_was():
    summaries = archive_with_a_subject()[0][:3]
    headings = compile_headings(summaries)
    assert [own[0].label for own in distinctive_topics(headings).values()] == ["mining pools"] * 3


def test_related_headings_of_one_label_are_in_the_order_of_their_addresses():
    summaries = archive_with_a_subject()[0][:3]
    headings = [
        replace(heading, label="Forks" if number else "Subject")
        for number, heading in enumerate(compile_headings(summaries))
    ]
    others = sorted(heading.id for heading in headings[1:])
    subject = Topic(label="Subject", see_also=tuple(reversed(others)))
    [related, *_] = relate(headings, {}, {"subject": subject})
    assert related.see_also == tuple(others)


def test_a_person_stands_under_the_family_name():
    _, _, summaries, _ = archive_of([list(SENTENCES[4:6])], [])
    [heading] = [
        heading for heading in compile_headings(summaries) if heading.label.startswith("Hamilton")
    ]
    assert (heading.label, heading.id, heading.letter, heading.aliases) == (
        "Hamilton, Margaret",
        "margaret-hamilton",
        "H",
        (),
    )


def test_what_an_editor_relates_to_a_person_is_related():
    vocabulary = [
        {"label": "Margaret Hamilton", "person": True, "see_also": ["landing software"]},
        {"label": "hard fork", "see_also": ["Margaret Hamilton"]},
    ]
    _, topics, summaries, _ = archive_of([[*SENTENCES[4:8]]], vocabulary)
    headings = {heading.id: heading for heading in compile_headings(summaries, topics)}
    assert headings["margaret-hamilton"].see_also == ("hard-fork", "landing-software")


def test_the_address_of_a_heading_that_an_editor_renames_leads_to_the_new_one():
    _, _, *before = archive_of([SENTENCES[:2] * 2], [])
    _, topics, *after = archive_of(
        [SENTENCES[:2] * 2], [{"label": "pooled mining", "aliases": ["mining pool"]}]
    )
    urls = [
        pages_of(compile_headings(each, named), each, store)
        for (each, store), named in ((before, ()), (after, topics))
    ]
    assert "topics/mining-pool/" in urls[0]
    assert "/a/topics/pooled-mining/" in urls[1]["topics/mining-pool/"].content


def test_headings_stand_letter_by_letter_whatever_their_capitals_and_accents():
    _, _, summaries, _ = archive_of([SENTENCES * 2], [])
    letters = [heading.letter for heading in compile_headings(summaries)]
    assert letters == sorted(letters)


@pytest.mark.parametrize("count", [1, 1200])
def test_a_long_index_has_pages_for_each_letter_none_of_them_large(count):
    made, _, _, _ = archive_of([SENTENCES[:2] * 2] * 24, [])
    [term] = [term for term in find_terms(made[0]) if term.key == "miningpool"]

    def some(at: int) -> tuple[Term, ...]:
        names = [f"{word} {number}" for number in range(at, count, 24) for word in ("ant", "bee")]
        return tuple(
            replace(term, key=name.replace(" ", ""), slug=name.replace(" ", "-"), label=name)
            for name in names
        )

    told = [
        render.summarise(replace(episode, topics=some(at)), SITE) for at, episode in enumerate(made)
    ]
    summaries, store = (
        [summary for summary, _ in told],
        MemoryStore({summary.slug: left for summary, left in told}),
    )
    pages = pages_of(compile_headings(summaries), summaries, store)
    if count == 1:
        assert "topics/letters/a/" not in pages
        assert "bee 0" in pages["topics/"].content
    else:
        assert 'class="heading"' not in pages["topics/"].content
        assert "bee 0<" not in pages["topics/letters/a/"].content
        parts = [page for url, page in pages.items() if url.startswith("topics/letters/")]
        assert sum(page.content.count('class="heading"') for page in parts) == 2 * count
        assert max(len(page.content.encode()) for page in parts) < 150_000
        assert all(
            f'href="/a/{page.url}"' in pages["topics/letters/a/"].content
            for page in parts
            if page.title.startswith("Topics: An")
        )


def test_a_pin_to_words_that_nobody_says_is_located_with_candidates():
    entry = {
        "label": "mining pol",
        "pin": True,
        "see_also": ["hard forc"],
        "place": Place(path="content/topics.yml", line=3, column=10),
    }
    topics = make_topics({"topics": [entry]})
    _, _, summaries, _ = archive_of([SENTENCES[:8] * 2], [])
    pinned, related = map(str, find_unmatched(topics, compile_headings(summaries, topics)))
    assert pinned.splitlines() == [
        (
            "content/topics.yml:3:10: error: pinned, but never mentioned under any of its names: "
            "'mining pol'"
        ),
        (
            "    hint: did you mean 'mining pools'?; add the wording of the transcript to 'aliases'"
            " or 'heard_as'"
        ),
    ]
    assert related.splitlines() == [
        (
            "content/topics.yml:3:10: warning: 'mining pol' refers to a topic that is not in the"
            " index: 'hard forc'"
        ),
        "    hint: did you mean 'hard fork'?",
    ]


def test_a_reference_to_an_entry_that_nobody_says_is_a_warning():
    place = Place(path="content/topics.yml", line=3, column=10)
    entries = [
        {"label": "hard fork", "see_also": ["Sundial", "mining pool"], "place": place},
        {"label": "Sundial", "place": place},
    ]
    _, topics, summaries, _ = archive_of([SENTENCES[:8] * 2], entries)
    [issue] = find_unmatched(topics, compile_headings(summaries, topics))
    assert str(issue).splitlines()[0] == (
        "content/topics.yml:3:10: warning: 'hard fork' refers to a topic that is not in the"
        " index: 'Sundial'"
    )


def test_what_is_proposed_can_be_read_as_a_vocabulary():
    _, _, [summary], store = archive_of([SENTENCES * 2], [])
    topics, issues = archive.read_topics(
        suggest_topics(summary, store.left[summary.slug]).encode(), "topics.yml"
    )
    assert issues == ()
    assert {topic.label for topic in topics} == {term.term_form.label for term in summary.topics}
    assert suggest_topics(summary, store.left[summary.slug], topics).startswith(
        "# Nothing to propose"
    )


def test_the_course_of_a_topic_is_shown_from_three_episodes_on():
    _, _, summaries, store = archive_of([SENTENCES[:2] * 2] * 4, [])
    dated = [replace(each, date=date(2019 + at, 1, 1)) for at, each in enumerate(summaries)]
    assert (
        "2022: 1" in pages_of(compile_headings(dated), dated, store)["topics/mining-pool/"].content
    )
    dated, store = two(dated=True)
    pages = pages_of(compile_headings(dated), dated, store)
    assert "Episodes over time" not in "".join(page.content for page in pages.values())


def test_the_locators_of_earlier_episodes_are_in_files_that_topics_json_leads_to(monkeypatch):
    texts = [[SENTENCES[0], SENTENCES[number % 4]] for number in range(7)]
    _, _, summaries, store = archive_of(texts, [])
    headings = compile_headings(summaries)
    whole = {topic["id"]: topic["locators"] for topic in exported(headings, store)["topics"]}
    monkeypatch.setattr(topics_json, "FILE_SIZE", 2)
    files = {
        draft.url: json.loads(draft.make().content)
        for draft in write_topics_json(headings, store, SITE)
    }
    assert len(files) > 1
    for topic in files["topics.json"]["topics"]:
        locators, more = topic["locators"], topic.get("earlier")
        while more:
            [earlier] = files[more.removeprefix(SITE.url)]["topics"]
            assert (earlier["id"], earlier["label"]) == (topic["id"], topic["label"])
            locators, more = earlier["locators"] + locators, earlier.get("earlier")
        assert locators == whole[topic["id"]]


def test_an_archive_lists_what_several_episodes_discuss():
    chatter = [f"Day {number} was long." for number in range(9)]
    tokenizer = ["A tokenizer divides text.", "The tokenizer is fast.", "Our tokenizer broke."]
    code = ["The code is old.", "Our code broke.", "That code is fine.", "The code runs."]
    alone = ["A theremin hums.", "The theremin is odd.", "Our theremin broke."]
    texts = [[*tokenizer, *chatter, *code]] * 4 + [[*alone, *chatter]]
    _, _, summaries, _ = archive_of(texts, [])
    listed = {heading.label: heading.listed for heading in compile_headings(summaries)}
    assert listed["tokenizer"]
    assert not listed["theremin"]
    assert not listed.get("code", False)
