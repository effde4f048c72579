"""Addresses stay what they were: `slugs.json` has those that the first release made of some titles.

`folder` is the slug of an episode or a person, `chapter` of three chapters of that title, `topic`
in an English and a German archive, `people` the addresses of the quotes of three people, and
`headings` the ids of two headings of a page.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.chapters.chapter import RESERVED, chapter_slug
from onrecord.pages.markdown import render_markdown
from onrecord.pages.quote_refs import person_slugs
from onrecord.text.slugs import LONGEST_SLUG, slug_for, unique_slug
from onrecord.topics.label import slug_of

CASES = json.loads(Path(__file__).with_name("slugs.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))
def test_addresses_made_of_a_title_stay_what_they_were(case):
    title = case["title"]
    taken = {*RESERVED}
    line = " ".join(title.split())
    assert case == {
        "title": title,
        "folder": slug_for(title),
        "chapter": [chapter_slug(title, taken) for _ in case["chapter"]],
        "topic": [slug_of(title), slug_of(title, "de")],
        "people": [*person_slugs([title, title.upper() + " ", title + "."], {}).values()],
        "headings": [one.id for one in render_markdown(f"# {line}\n\n# {line}").headings],
    }


@given(st.text(), st.sets(st.text(max_size=2)))
def test_a_chapter_has_an_address_of_its_own_that_a_file_system_can_hold(title, taken):
    before = {*taken}
    slug = chapter_slug(title, taken)
    assert slug not in before
    assert taken == before | {slug}
    assert 0 < len(slug) <= LONGEST_SLUG


@given(st.text(), st.sets(st.text()))
def test_a_name_that_nobody_has_stays_as_it_is(name, taken):
    assert unique_slug(name, taken - {name}) == name
    assert unique_slug(name, taken | {name}) not in taken | {name}
