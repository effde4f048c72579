"""The search index of a built site: its articles, in shards of which a new episode builds one."""

from __future__ import annotations

import gzip
import json
import shutil
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.search.cache import replace_file
from onrecord.search.index import FOLDER, IndexResult, index
from onrecord.search.shards import BIG, MAX_SHARDS, SMALL, divide, plan
from onrecord.search.sources import IndexSource, read_sources
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


@pytest.fixture
def site(tmp_path) -> Path:
    return write(tmp_path / "site", 2 * SMALL + 3)


def write(root: Path, count: int) -> Path:
    for number in range(count):
        folder = root / "episodes" / f"episode-{number:04}" / "talk"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "index.html").write_text(page(f"Talk {number}", f"Words of number {number}."))
    (root / "index.html").write_text(page("Home", "Not an article.", ""))
    return root


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted((root / FOLDER).rglob("*"))
        if path.is_file()
    }


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
    assert json.loads(fragment["meta"]["speakers"]) == [["Ann A.", 1]]
    assert fragment["meta"]["times"] == "1"
    assert fragment["filters"] == {"in": ["person:Ann A."]}
    assert [anchor["id"] for anchor in fragment["anchors"] if anchor["element"] == "span"] == [
        "t0m01s-abc"
    ]


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
    speakers = [
        name for name, count in json.loads(fragment["meta"]["speakers"]) for _ in range(count)
    ]
    sentences = [each["id"] for each in fragment["anchors"] if each["element"] == "span"]
    assert dict(zip(sentences, speakers, strict=True)) == {
        "w-bbb": "Ann",
        "t0m09s-ccc": "Bo",
        "w-ddd": "Bo",
    }
    assert fragment["meta"]["times"] == ",9,"


def test_the_same_pages_give_the_same_files(site, tmp_path):
    index_site(site)
    first = files(site)
    index_site(site)
    assert files(site) == first
    index_site(write(tmp_path / "again", 2 * SMALL + 3))
    assert files(tmp_path / "again") == first


def test_one_more_episode_builds_one_shard_anew(site, tmp_path):
    kept = tmp_path / "kept"
    before = index_site(site, kept=kept)
    assert before
    assert (before.shards, before.built) == (2, 2)
    assert index_site(site, kept=kept).built == 0
    unchanged = files(site)
    write(site, 2 * SMALL + 4)
    assert index_site(site, kept=kept).built == 1
    fresh = files(site)
    assert len([place for place in kept.iterdir() if place.is_dir()]) == 2, (
        "what is not used any more is not kept"
    )
    assert fresh != unchanged
    index_site(site)
    assert files(site) == fresh, "from what was kept or made anew, the files are the same"


def test_a_page_that_changed_makes_its_own_part_anew(site, tmp_path):
    kept = tmp_path / "kept"
    index_site(site, kept=kept)
    (site / "episodes" / "episode-0000" / "talk" / "index.html").write_text(
        page("Talk 0", "Other words.")
    )
    assert index_site(site, kept=kept).built == 1
    fresh = files(site)
    (kept / "state.json").unlink()
    assert index_site(site, kept=kept).built == 0, (
        "what is remembered of pages only spares reading them"
    )
    index_site(site)
    assert files(site) == fresh


def test_a_part_that_looks_as_it_was_left_is_neither_read_nor_made(site, tmp_path):
    kept = tmp_path / "kept"
    index_site(site, kept=kept)
    before = files(site)
    for stored in [path for path in kept.iterdir() if path.is_dir()]:
        shutil.rmtree(stored)
    assert index_site(site, kept=kept).built == 0
    assert files(site) == before


def test_a_page_that_holds_what_it_did_is_not_read(site, tmp_path):
    kept = tmp_path / "kept"
    sources = list(list_sources(site))
    first = index_site(site, kept=kept, sources=sources)
    for path in site.glob("**/*.html"):
        path.unlink()
    assert index_site(site, kept=kept, sources=sources) == replace(first, built=0)


def closed(source: IndexSource) -> IndexSource:
    """Give a source that must not be opened."""

    def refuse() -> NoReturn:
        pytest.fail(f"{source.name} was opened")

    return source._replace(pages=refuse, topics=refuse)


@pytest.mark.parametrize("lost", ["nothing", "site", "part", "file"])
def test_sources_that_have_not_changed_are_not_opened(site, tmp_path, lost):
    kept = tmp_path / "kept"
    sources = list(list_sources(site))
    first = index_site(site, kept=kept, sources=sources)
    before = files(site)
    match lost:
        case "site":
            shutil.rmtree(site)
            site.mkdir()
        case "part":
            shutil.rmtree(site / FOLDER / "2")
        case "file":
            next((site / FOLDER / "1" / "fragment").iterdir()).unlink()
    assert index_site(site, kept=kept, sources=map(closed, sources)) == replace(first, built=0)
    assert files(site) == before


@pytest.mark.parametrize("changed", ["episode-0000", "episode-0026", "about/index.html"])
def test_of_the_sources_only_one_that_changed_and_those_of_its_part_are_opened(
    site, tmp_path, changed
):
    kept, about = tmp_path / "kept", site / "about" / "index.html"
    about.parent.mkdir()
    about.write_text(page("About", "Of this."))
    before = {source.name: source for source in list_sources(site)}
    index_site(site, kept=kept, sources=before.values())
    [part] = [
        part
        for part in divide(read_sources(site, before.values(), {})[0])
        if changed in {source.name for source, _ in part.entries}
    ]
    path = (
        about
        if changed in about.as_posix()
        else site / "episodes" / changed / "talk" / "index.html"
    )
    path.write_text(
        path.read_text().replace("Of", "Other words of").replace("Words", "Other words")
    )
    now = list(list_sources(site))
    assert [source.name for source in now if source.version != before[source.name].version] == [
        changed
    ]
    own = {source.name for source, _ in part.entries}
    assert (
        index_site(
            site,
            kept=kept,
            sources=[source if source.name in own else closed(source) for source in now],
        ).built
        == 1
    )
    fresh = files(site)
    index_site(site)
    assert files(site) == fresh


def test_a_source_that_changed_and_says_the_same_makes_nothing(site, tmp_path):
    kept = tmp_path / "kept"
    index_site(site, kept=kept, sources=list_sources(site))
    # A quote of the episode, say: a page without words of its own.
    (site / "episodes" / "episode-0001" / "index.html").write_text(page("Chapters", "", ""))
    assert index_site(site, kept=kept, sources=list_sources(site)).built == 0


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
            found, after = read_sources(site, list_sources(site), known)
            clean, alone = read_sources(site, list_sources(site), {})
            assert [(source.name, held) for source, held in found] == [
                (source.name, held) for source, held in clean
            ]
            assert after == alone
            known = after


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


@pytest.mark.parametrize("damage", [False, True])
def test_a_copied_site_is_not_indexed_again(site, tmp_path, damage):
    index_site(site, kept=tmp_path / "kept")
    for folder in ("site", "kept"):
        shutil.copytree(
            tmp_path / folder, tmp_path / "copy" / folder, copy_function=shutil.copyfile
        )
    copy, kept = tmp_path / "copy" / "site", tmp_path / "copy" / "kept"
    if damage:
        for stored in kept.glob("*-*/pagefind.js"):
            stored.write_text("damaged")
    assert index_site(copy, kept=kept).built == 0
    assert files(copy) == files(site)


@pytest.mark.parametrize(("damaged", "made"), [(["site"], 0), (["site", "kept"], 1)])
def test_a_damaged_part_of_the_site_is_mended_by_one_that_is_whole(site, tmp_path, damaged, made):
    kept = tmp_path / "kept"
    index_site(site, kept=kept)
    before = files(site)
    # Both parts are kept; the big one has more fragments.
    big = max(kept.glob("*-*"), key=lambda place: len(list(place.rglob("*"))))
    for name in damaged:
        place = {"site": site / FOLDER / "1", "kept": big}[name]
        (place / "pagefind.js").write_text("damaged")
        next((place / "fragment").iterdir()).unlink()
    (site / FOLDER / "1" / "surplus").touch()
    (site / FOLDER / "7").mkdir()
    (site / FOLDER / "7" / "surplus").touch()
    assert index_site(site, kept=kept).built == made
    assert files(site) == before


def test_a_part_that_gets_another_number_is_not_made_again(tmp_path):
    site, kept = write(tmp_path / "site", SMALL + 1), tmp_path / "kept"
    assert index_site(site, kept=kept).shards == 2
    for number in range(SMALL):
        shutil.rmtree(site / "episodes" / f"episode-{number:04}")
    assert index_site(site, kept=kept) == IndexResult(pages=1, shards=1, built=0)


@pytest.mark.parametrize("moment", range(8))
def test_a_part_stays_whole_while_it_is_replaced(tmp_path, monkeypatch, moment):
    site, kept = write(tmp_path / "site", 3), tmp_path / "kept"
    index_site(site, kept=kept)
    before = files(site)
    write(site, 4)
    written = iter(range(moment))

    def put_or_die(*given: object) -> None:
        if next(written, None) is None:
            raise KeyboardInterrupt
        replace_file(*given)

    with monkeypatch.context() as patch, suppress(KeyboardInterrupt):
        patch.setattr("onrecord.search.cache.replace_file", put_or_die)
        index_site(site, kept=kept)
    now, part = files(site), f"{FOLDER}/1/pagefind"
    entry = json.loads(now[f"{part}-entry.json"])
    assert f"{part}.{entry['languages']['en']['hash']}.pf_meta" in now
    if now[f"{part}-entry.json"] == before[f"{part}-entry.json"]:
        assert before.items() <= now.items()
    index_site(site, kept=kept)
    now = files(site)
    index_site(site)
    assert files(site) == now


def test_episodes_are_in_the_order_of_their_dates_and_the_newest_in_the_smallest_part(tmp_path):
    count = SMALL + 1
    site = write(tmp_path, count)
    for number in range(count):
        path = site / "episodes" / f"episode-{number:04}" / "talk" / "index.html"
        facts = json.dumps({"date": f"20{99 - number}-01-01"})
        path.write_text(
            path.read_text().replace("<nav>", f'<template id="facts">{facts}</template><nav>')
        )
    found, _ = read_sources(site, list_sources(site), {})
    old, new = divide(found)
    assert [source.name for source, _ in new.entries] == ["episode-0000"]
    assert [source.name for source, _ in old.entries] == [
        f"episode-{number:04}" for number in reversed(range(1, count))
    ]


@given(st.integers(0, 20_000))
def test_there_are_few_parts_however_many_episodes_and_one_more_changes_the_last(episodes):
    sizes, more = plan(episodes), plan(episodes + 1)
    assert sum(sizes) == episodes
    assert len(sizes) <= MAX_SHARDS
    if episodes < BIG * (MAX_SHARDS - 1):
        assert max(sizes, default=0) <= BIG
    assert all(size <= SMALL for size in sizes[-1:])
    if episodes % SMALL:
        assert sizes[:-1] == more[:-1]


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


def test_a_site_without_articles_has_an_index_without_parts(tmp_path):
    (tmp_path / "index.html").write_text("<p>Nothing</p>")
    assert index_site(tmp_path).pages == 0
    assert json.loads((tmp_path / FOLDER / "parts.json").read_text()) == {"parts": []}


def test_scores_of_parts_are_weighed_by_how_many_pages_there_are(site):
    index_site(site)
    [[_, big], [_, small]] = json.loads((site / FOLDER / "parts.json").read_text())["parts"]
    assert big == 1
    # As often as a word on one page is rarer among 24 pages than among 3.
    assert small == pytest.approx(2.8 / 1.1, abs=0.1)
