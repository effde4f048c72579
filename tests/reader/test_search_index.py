"""The articles of the search index."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.search.index import FOLDER, IndexResult, index
from onrecord.search.sources import read_sources
from site_sources import list_sources

# What a page says, the date of its episode, and whether it is an article.
WORDS = st.tuples(
    st.sampled_from(["One", "Two"]),
    st.sampled_from(["", "2020-01-01"]),
    st.sampled_from([" data-pagefind-body", ""]),
)


def page(name: str, words: str, body: str = " data-pagefind-body") -> str:
    return (
        f'<!doctype html><html lang="en"><body><nav>Menu</nav><article{body}><h1 id="h">{name}</h1>'
        f'<div class="turn" data-speaker="ann" data-attribution="source">'
        f'<p class="speaker"><b>Ann A.</b></p><div class="passage">'
        f'<a class="time" href="#t0m01s-abc"><span class="unseen">Link to </span>0:01</a>'
        f'<p><span id="t0m01s-abc" data-start="1.500" data-end="2">{words}</span></p></div></div>'
        f"</article></body></html>"
    )


def index_site(site_dir, kept=None, sources=None) -> IndexResult | None:
    """Index a site; by default all that its files hold, with a cache of its own."""
    with TemporaryDirectory() as folder:
        listed = list_sources(site_dir) if sources is None else sources
        return index(site_dir, listed, kept or Path(folder))


def write(root: Path, count: int) -> Path:
    for number in range(count):
        folder = root / "episodes" / f"episode-{number:04}" / "talk"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "index.html").write_text(page(f"Talk {number}", f"Words of number {number}."))
    (root / "index.html").write_text(page("Home", "Not an article.", ""))
    return root


def fragments(root: Path) -> list[dict]:
    read = [gzip.decompress(path.read_bytes()) for path in (root / FOLDER).rglob("*.pf_fragment")]
    return [json.loads(content.removeprefix(b"pagefind_dcd")) for content in read]


def test_articles_are_indexed_with_their_words_alone(tmp_path):
    site = write(tmp_path, 1)
    found = index_site(site)
    assert found
    assert (found.pages, found.shards, found.built) == (1, 1, 1)
    [fragment] = fragments(site)
    assert fragment["url"] == "/episodes/episode-0000/talk/"
    assert fragment["content"].split()[-4:] == ["Words", "of", "number", "0."]
    assert "Link to" not in fragment["content"]
    assert "Ann" not in fragment["content"]
    assert json.loads(fragment["meta"]["speakers"]) == ["Ann A."]
    assert fragment["filters"] == {"in": ["person:Ann A."]}
    assert [anchor["id"] for anchor in fragment["anchors"]] == ["-", "t0m01s-abc|0|1"]


def turn(speaker: str, *sentences: str, opening: str = "") -> str:
    name = f'<p class="speaker"><b>{speaker}</b></p>'
    words = f"<p>{' '.join(sentences)}</p>"
    return f'<div class="turn" data-speaker="x"{opening}>{name}{words}</div>'


def test_each_indexed_sentence_has_its_own_speaker_and_second_whatever_stands_around_it(tmp_path):
    (tmp_path / "index.html").write_text(
        '<html lang="en"><article data-pagefind-body><h1 id="h">Talk</h1>'
        + turn(
            "Teaser",
            '<span id="t0m01s-aaa" data-start="1.0">Cold open.</span>',
            opening=' data-teaser data-pagefind-ignore="all"',
        )
        + turn("Ann", '<span id="w-bbb">Untimed words.</span>')
        + turn(
            "Bo",
            '<span id="t0m09s-ccc" data-start="9.5">Timed <a href="#x"><b>words</b></a>.</span>',
            '<span id="w-ddd">More of them.</span>',
        )
        + "</article></html>"
    )
    index_site(tmp_path)
    [fragment] = fragments(tmp_path)
    assert json.loads(fragment["meta"]["speakers"]) == ["Ann", "Bo"]
    assert [(anchor["id"], anchor["location"]) for anchor in fragment["anchors"]] == [
        ("-", 0),
        ("w-bbb|0|", 1),
        ("t0m09s-ccc|1|9", 3),
        ("w-ddd|1|", 5),
    ]


@settings(deadline=None)
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["episodes/a/one", "episodes/a/two", "episodes/b/one", "about", "."]),
            WORDS,
        ),
        max_size=5,
    )
)
def test_what_is_remembered_changes_nothing_but_the_work(states):
    known = {}
    with TemporaryDirectory() as folder:
        for number, state in enumerate(states):
            site = Path(folder) / str(number)
            for place, (words, date, body) in state.items():
                (site / place).mkdir(parents=True, exist_ok=True)
                facts = f'<template id="facts">{json.dumps({"date": date})}</template>'
                (site / place / "index.html").write_text(facts + page("Talk", words, body))
            found = read_sources(site, list_sources(site), known)
            assert found == read_sources(site, list_sources(site), {})
            known = found


def test_the_order_of_topics_is_of_no_account(tmp_path):
    site, kept = write(tmp_path / "site", 1), tmp_path / "kept"
    for made, labels in (1, ["Words", "Birds"]), (0, ["Birds", "Words", "Birds"]), (1, ["Birds"]):
        [home, talk] = list_sources(site)
        about = {"episodes/episode-0000/talk/": labels, "episodes/other/": ["Other"]}
        talk = talk._replace(version=repr(labels), topics=lambda about=about: about)
        assert index_site(site, kept=kept, sources=[home, talk]).built == made
        assert fragments(site)[0]["filters"]["in"] == [
            *(f"topic:{label}" for label in sorted(set(labels))),
            "person:Ann A.",
        ]


def test_a_page_is_found_by_its_topics(tmp_path):
    site = write(tmp_path, 1)
    locators = [{"episode": "episode-0", "url": "/base/episodes/episode-0000/talk/#t0m01s-abc"}]
    (site / "topics.json").write_text(
        json.dumps(
            {"version": 1, "topics": [{"id": "w", "label": "Words, spoken", "locators": locators}]}
        )
    )
    index_site(site)
    assert fragments(site)[0]["filters"]["in"] == ["topic:Words, spoken", "person:Ann A."]
