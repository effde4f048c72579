"""An episode is the same without the entries of the shared files that do not touch it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import archive, formats, overlays, topics
from onrecord.errors import Place
from onrecord.incremental.episodes import key_of
from onrecord.inputs import EpisodeFiles, relevant_inputs
from onrecord.model import FrontMatter, Sentence, Site, Slug, Topic
from onrecord.overlays import ArchiveCorrection, Overlay, Shared
from onrecord.pipeline import compile_episode

TALK = Slug("talk")
TODAY = date(2026, 1, 1)

# Letters that are others, or more, in lower case; that end words or join them; that stand in
# scripts without spaces.
letters = st.text(
    st.sampled_from("aAſsSßẞİiıΣσςKkÅåﬁfiŉ'’ʼ\u0345\u0301\u0e01\u4e00Ḁé_-. 1²Ⅷ"), max_size=10
)


@settings(max_examples=500)
@given(letters, letters.filter(str.strip), letters, st.booleans())
def test_a_correction_that_is_found_has_all_its_words_in_the_text(before, was, behind, case):
    text = before + was + behind
    sentences = [Sentence(text=text, span=(0, len(text)), start=None, end=None, timing="none")]
    shared = Shared(corrections=(ArchiveCorrection(was=was, now="x", case=case),))
    kept = overlays.relevant_to(
        shared, TALK, overlays.find_dependencies(FrontMatter(), Overlay(), sentences)
    )
    whole, narrowed = (
        overlays.apply(
            Overlay(),
            sentences,
            overlays.merge_people((), ()),
            corrections=each.corrections,
            slug=TALK,
        )
        for each in (shared, kept)
    )
    assert narrowed == whole


NAMES = (
    "Ann Lee",
    "ann  lee",
    "Ann-Lee",
    "Annie",
    "Bo Chen",
    "Bo",
    "Zoe",
    "Dr. O’Hara",
    "dr. o'hara",
)
SAID = (
    "We look at Open AI, we look.",
    "The mirrors of a neural-net are many mirrors.",
    "It’s OpenAI, says Bo Chen.",
    "Neural nets, Linus; Linux, and C++.",
    "Neural nets of Linux.",
    "是的 mirror",
)
LABELS = (
    "OpenAI",
    "neural net",
    "Net",
    "Linus",
    "telescope",
    "mirrors",
    "Ann Lee",
    "Bo",
    "C++",
    "是的",
    "talk",
)
names, labels = st.sampled_from(NAMES), st.sampled_from(LABELS)
people = st.lists(
    st.builds(
        lambda name, aliases, role: {"name": name, "aliases": aliases, "role": role},
        names,
        st.lists(names, max_size=2),
        st.text("ab"),
    ),
    max_size=5,
)
corrections = st.lists(
    st.fixed_dictionaries(
        {
            "was": st.sampled_from(
                [
                    "Open AI",
                    "open ai",
                    "It's",
                    "mirror",
                    "mirrors",
                    "mirrors of",
                    "是",
                    "We look",
                    "—",
                ]
            ),
            "now": st.sampled_from(["OpenAI", "it is", "Ann Lee", "telescope", ""]),
        },
        optional={
            "episodes": st.sampled_from([["talk"], ["other"]]),
            "count": st.sampled_from([0, 1]),
            "case": st.booleans(),
            "why": st.just("said so"),
        },
    ),
    max_size=5,
)
vocabularies = st.lists(
    st.builds(
        lambda label, aliases, hide: Topic(
            label=label,
            aliases=tuple(aliases),
            hide=hide,
            pin=not hide,
            definition="*Said*.",
            see_also=("mirrors",),
            place=Place(line=7),
        ),
        labels,
        st.lists(labels, max_size=2),
        st.booleans(),
    ),
    max_size=4,
)
talks = st.fixed_dictionaries(
    {
        "cues": st.lists(
            st.tuples(st.none() | names, st.sampled_from(SAID)), min_size=1, max_size=6
        ),
        "plain": st.booleans(),
        "stated": st.lists(names, max_size=2, unique=True),
        "person": st.none() | names,
        "label": st.none() | st.tuples(names, names),
        "title": labels,
        "description": labels,
        "language": st.sampled_from(["en", "en", "de", "zh"]),
        "topic": st.none() | labels,
    }
)


def document(name, content):
    # JSON is YAML.
    return archive.Document(path=name, content=json.dumps(content).encode())


def files_of(talk, shared):
    lines = ["WEBVTT", ""]
    for number, (label, said) in enumerate(talk["cues"]):
        mark = "{}: " if talk["plain"] else "<v {}>"
        voice = mark.format(label) if label else ""
        lines += [f"00:00:{3 * number:02}.000 --> 00:00:{3 * number + 3:02}.000", voice + said, ""]
    episode = {
        "title": talk["title"],
        "people": talk["stated"],
        "language": talk["language"],
        "description": talk["description"],
    }
    overlay = {}
    if talk["person"]:
        overlay["speakers"] = [{"at": "0:00", "person": talk["person"]}]
    if talk["label"]:
        overlay["people"] = dict([talk["label"]])
    if talk["topic"]:
        overlay["topics"] = [{"at": "0:00", "topic": talk["topic"]}]
    return EpisodeFiles(
        slug=TALK,
        transcript=formats.Source(path="talk.vtt", content="\n".join(lines).encode()),
        episode=document("episode.yml", episode),
        overlay=document("overlay.yml", overlay),
        shared=shared,
    )


def share(persons, corrected):
    """Give the files without what is wrong in them, as they are once somebody has mended that."""
    read = overlays.read_shared(
        document("people.yml", persons), document("corrections.yml", corrected)
    )
    return replace(read, issues=())


@settings(max_examples=150)
@given(talks, people, corrections, vocabularies)
def test_an_episode_is_the_same_without_what_does_not_touch_it(
    talk, persons, corrected, vocabulary
):
    site = Site(title="Talks", topics=tuple({topic.label: topic for topic in vocabulary}.values()))
    inputs = files_of(talk, share(persons, corrected)), site
    record = compile_episode(*inputs, TODAY)
    if record.summary:
        narrowed = relevant_inputs(*inputs, record.dependencies)
        assert compile_episode(*narrowed, TODAY) == record
        assert key_of(narrowed, record.dependencies) == key_of(inputs, record.dependencies)
    # Nor are there other mistakes, or other hints, than where it sees all.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(overlays, "relevant_to", lambda shared, *_: shared)
        patch.setattr(topics, "relevant_to", lambda vocabulary, _: vocabulary)
        assert compile_episode(*inputs, TODAY) == record


@settings(max_examples=150)
@given(
    talks,
    st.tuples(people, corrections, vocabularies),
    st.tuples(people, corrections, vocabularies),
)
def test_what_has_the_same_key_is_the_same(talk, before, after):
    records = {}
    for persons, corrected, vocabulary in (
        before,
        after,
        (before[0], after[1], before[2]),
        (after[0], before[1], before[2]),
    ):
        inputs = (
            files_of(talk, share(persons, corrected)),
            Site(title="Talks", topics=tuple(vocabulary)),
        )
        record = compile_episode(*inputs, TODAY)
        if record.summary:
            assert records.setdefault(key_of(inputs, record.dependencies), record) == record
            # Whatever search is remembered, of other people and corrections too.
            for earlier in [*records.values()]:
                key = key_of(inputs, earlier.dependencies)
                assert records.get(key, record) == record
