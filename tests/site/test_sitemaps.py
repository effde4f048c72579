"""A sitemap in several files lists every page once, and one more episode changes one file."""

from __future__ import annotations

import re
from collections import Counter
from html import escape
from urllib.parse import quote

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord_plugins import sitemap
from onrecord_plugins.sitemap import SITEMAP, write_sitemaps

SITE = "https://talks.example/a"


def listed(content):
    return [
        address.removeprefix(f"{SITE}/")
        for address in re.findall("<loc>([^<]*)</loc>", content.decode())
    ]


def pages(episodes):
    return [
        (f"talk-{number}", [f"episodes/talk-{number}/{page}" for page in ("", "one/", "two/")])
        for number in episodes
    ]


@settings(deadline=None)
@given(st.integers(0, 400), st.lists(st.sampled_from(["./", "about/", "about/us/"]), unique=True))
def test_every_page_is_listed_once_in_files_that_are_not_too_long(count, written):
    before = sitemap.MOST
    sitemap.MOST = 100
    try:
        files = write_sitemaps(SITE, pages(range(count)), written)
    finally:
        sitemap.MOST = before
    expected = Counter(
        [url for _, urls in pages(range(count)) for url in urls]
        + ["" if url == "./" else url for url in written]
    )
    if expected.total() <= 100:
        assert Counter(listed(files[SITEMAP])) == expected
        assert len(files) == 1
    else:
        parts = listed(files[SITEMAP])
        assert sorted(parts) == sorted(files.keys() - {SITEMAP})
        assert sum((Counter(listed(files[part])) for part in parts), Counter()) == expected
        assert max(len(listed(files[part])) for part in parts) <= 100


@given(
    st.text(st.sampled_from("a/?&<'~ü"), max_size=9),
    st.lists(st.text(st.sampled_from("az-./~ &%<'\"üЖ"), max_size=5), unique=True),
    st.lists(st.sampled_from(["./", "%C3%BC/", "a&b/"]), unique=True),
)
def test_each_address_is_quoted_and_escaped(place, urls, written):
    [content] = write_sitemaps(f"{SITE}/{place}", [("talk", urls)], written).values()
    base = f"{SITE}/{place}" if f"{SITE}/{place}".endswith("/") else f"{SITE}/{place}/"
    expected = {base + quote(url) for url in urls} | {
        base + ("" if url == "./" else url) for url in written
    }
    assert re.findall("<loc>(.*)</loc>", content.decode()) == [
        escape(url) for url in sorted(expected)
    ]


def test_one_more_episode_changes_one_file(monkeypatch):
    monkeypatch.setattr(sitemap, "MOST", 100)
    before, after = (write_sitemaps(SITE, pages(range(count)), ["./"]) for count in (100, 101))
    assert before.keys() == after.keys()
    assert sum(before[path] != content for path, content in after.items()) == 1


def test_without_an_address_there_is_nothing_to_list():
    assert listed(write_sitemaps("", pages(range(3)), ["./"])[SITEMAP]) == []
