"""Shards of the search index: what a change makes again, and that search finds the same after it.

Where other parts of a build promise the same bytes as a clean one, search promises the same pages.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.search import index as index_module
from onrecord.search.index import FOLDER, IndexResult, index
from onrecord.search.shards import MAX_WORDS, MERGE_RATIO, Shard, ShardPage, plan
from onrecord.search.sources import IndexedPage, IndexSource
from site_files import find_all, read_list
from site_sources import list_sources

TALKS = 40


def page(title: str, words: str) -> str:
    return (
        f'<!doctype html><html lang="en"><article data-pagefind-body><h1>{title}</h1>'
        '<div class="turn"><p class="speaker"><b>Ann</b></p>'
        f'<p><span id="t0m01s-abc" data-start="1.5">{words}</span></p></div></article></html>'
    )


def place_of(site: Path, number: int) -> Path:
    return site / "episodes" / f"episode-{number:04}" / "talk" / "index.html"


def write(site: Path, number: int, words: str = "") -> Path:
    path = place_of(site, number)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page(f"Talk {number}", words or f"These are the words of number {number}."))
    return path


@pytest.fixture
def site(tmp_path) -> Path:
    for number in range(TALKS):
        write(tmp_path / "site", number)
    return tmp_path / "site"


@pytest.fixture
def state(tmp_path) -> Path:
    return tmp_path / "state"


def index_site(site: Path, state: Path, **options: bool) -> IndexResult:
    result = index(site, list_sources(site), state, **options)
    assert result
    return result


def files(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site / FOLDER).as_posix(): path.read_bytes()
        for path in sorted((site / FOLDER).rglob("*"))
        if path.is_file()
    }


def find_all_clean(site: Path) -> list[tuple[str, str]]:
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "site"
        shutil.copytree(site, copy, ignore=shutil.ignore_patterns(FOLDER))
        index_site(copy, Path(folder) / "state")
        return find_all(copy)


def test_the_same_pages_give_the_same_files(site, state):
    index_site(site, state)
    first = files(site)
    write(site, 1, "Other words.")
    index_site(site, state)
    write(site, 1)
    assert index_site(site, state, clean=True).shards == 1
    assert files(site) == first
    shutil.rmtree(state)
    index_site(site, state)
    assert files(site) == first


def test_nothing_is_made_if_nothing_has_changed(site, state):
    assert index_site(site, state) == IndexResult(pages=TALKS, shards=1, built=1)
    before = files(site)
    assert index_site(site, state) == IndexResult(pages=TALKS, shards=1, built=0)
    assert files(site) == before


@pytest.mark.parametrize("number", [0, TALKS // 2, TALKS])
def test_a_page_that_is_new_or_edited_goes_into_a_shard_of_its_own(site, state, number):
    index_site(site, state)
    before, [(old, _)] = files(site), read_list(site)["parts"]
    write(site, number, "Other words.")
    assert index_site(site, state).built == 1
    after, listed = files(site), read_list(site)
    assert [count for _, count in listed["parts"]] == [
        {"en": TALKS - (number < TALKS)},
        {"en": 1},
    ]
    assert len(listed["stale"]) == (number < TALKS)
    assert {path for path in before if path.startswith(old)} <= after.keys()
    assert all(after[path] == before[path] for path in before if path.startswith(old))
    assert find_all(site) == find_all_clean(site)


def test_a_change_that_is_undone_leaves_the_index_as_it_was(site, state):
    index_site(site, state)
    before = files(site)
    write(site, 3, "Other words.")
    index_site(site, state)
    write(site, 3)
    assert index_site(site, state).built == 0
    assert files(site) == before


def test_a_page_that_is_gone_is_not_found(site, state):
    index_site(site, state)
    place_of(site, 3).unlink()
    assert index_site(site, state).built == 0
    assert len(read_list(site)["stale"]) == 1
    assert find_all(site) == find_all_clean(site)


def test_a_value_of_a_filter_that_only_stale_pages_have_is_not_offered(site, state):
    path = write(site, 3)
    path.write_text(path.read_text().replace("Ann", "Bo"))
    index_site(site, state)
    assert read_list(site)["gone"] == []
    write(site, 3)
    index_site(site, state)
    assert read_list(site)["gone"] == ["person:Bo"]


def test_changes_are_merged_with_those_before(site, state):
    index_site(site, state)
    for number in range(3):
        write(site, number, "Other words.")
        assert index_site(site, state).built == 1
    assert [count["en"] for _, count in read_list(site)["parts"]] == [TALKS - 3, 3]
    assert find_all(site) == find_all_clean(site)


def test_a_shard_that_is_mostly_stale_is_made_again(site, state):
    index_site(site, state)
    for number in range(TALKS // 2 + 1):
        write(site, number, "Other words of the same number.")
    assert index_site(site, state) == IndexResult(pages=TALKS, shards=1, built=1)
    assert read_list(site)["stale"] == []


def test_a_clean_build_merges_all(site, state):
    index_site(site, state)
    write(site, 3, "Other words.")
    index_site(site, state)
    assert index_site(site, state, clean=True) == IndexResult(pages=TALKS, shards=1, built=1)
    assert read_list(site)["stale"] == []


def closed(source: IndexSource) -> IndexSource:
    """Return a source that must not be opened."""

    def refuse() -> None:
        pytest.fail(f"{source.name} was opened")

    return source._replace(pages=refuse, topics=refuse)


@pytest.mark.parametrize("changed", ["", "episode-0003"])
def test_of_the_sources_only_those_that_changed_are_opened(site, state, changed):
    before = {source.name: source for source in list_sources(site)}
    index(site, before.values(), state)
    if changed:
        write(site, 3, "Other words.")
    now = [
        source if source.version != before[source.name].version else closed(source)
        for source in list_sources(site)
    ]
    assert [source.name for source in now if source.pages is not source.topics] == (
        [changed] if changed else []
    )
    result = index(site, now, state)
    assert result
    assert result.built == bool(changed)


def test_a_source_that_changed_and_says_the_same_makes_nothing(site, state):
    index_site(site, state)
    # A quote of the episode, say: a page without words of its own.
    (site / "episodes" / "episode-0001" / "index.html").write_text("<p>Quotes</p>")
    path = place_of(site, 2)
    path.write_text(path.read_text().replace("<article", "<nav>Menu</nav><article"))
    assert index_site(site, state).built == 0


def test_a_copied_site_is_not_indexed_again(site, state, tmp_path):
    index_site(site, state)
    shutil.copytree(site, tmp_path / "copy", copy_function=shutil.copyfile)
    assert index_site(tmp_path / "copy", state).built == 0
    assert files(tmp_path / "copy") == files(site)


@pytest.mark.parametrize("lost", ["folder", "fragment", "pagefind.js", "state", "record"])
def test_what_is_lost_or_damaged_is_made_again(site, state, lost):
    write(site, 3, "Other words.")
    index_site(site, state)
    before = files(site)
    shard = site / FOLDER / read_list(site)["parts"][0][0]
    match lost:
        case "folder":
            shutil.rmtree(site / FOLDER)
        case "fragment":
            next((shard / "fragment").iterdir()).unlink()
        case "pagefind.js":
            (shard / "pagefind.js").write_text("damaged")
        case "state":
            shutil.rmtree(state)
        case "record":
            record = (state / "state").read_text()
            (state / "state").write_text(record.replace("en_", "damaged_", 1))
    (site / FOLDER / "surplus").mkdir(parents=True)
    assert index_site(site, state).built == 1
    assert files(site) == before


@pytest.mark.parametrize("step", ["move_folder", "write_file", "write_state", "remove_others"])
def test_a_build_that_is_killed_leaves_an_index_that_is_whole(site, state, monkeypatch, step):
    index_site(site, state)
    write(site, 3, "Other words.")
    index_site(site, state)
    before = find_all(site)
    for number in range(TALKS):
        write(site, number, "Again other words.")

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, suppress(KeyboardInterrupt):
        patch.setattr(index_module, step, die)
        index_site(site, state)
    assert find_all(site) in (before, find_all_clean(site))
    index_site(site, state)
    assert find_all(site) == find_all_clean(site)
    shards = {name for name, _ in read_list(site)["parts"]}
    assert {path.name for path in (site / FOLDER).iterdir()} == {"parts.json", *shards}


def test_an_article_without_words_is_not_made_again_and_again(site, state):
    place_of(site, 3).write_text('<html lang="en"><article data-pagefind-body></article></html>')
    index_site(site, state)
    assert index_site(site, state).built == 0


def test_a_site_without_articles_has_an_index_without_parts(tmp_path, state):
    (tmp_path / "index.html").write_text("<p>Nothing</p>")
    assert index_site(tmp_path, state).pages == 0
    assert read_list(tmp_path)["parts"] == []


@settings(deadline=None, max_examples=15)
@given(
    st.lists(
        st.dictionaries(st.integers(0, 8), st.sampled_from(["One.", "Two.", "Of three."])),
        min_size=2,
        max_size=5,
    )
)
def test_whatever_changes_search_finds_what_a_clean_build_finds(states):
    with TemporaryDirectory() as folder:
        site, state = Path(folder) / "site", Path(folder) / "state"
        for words in states:
            shutil.rmtree(site / "episodes", ignore_errors=True)
            site.mkdir(exist_ok=True)
            for number, text in words.items():
                write(site, number, text)
            index_site(site, state)
            assert find_all(site) == find_all_clean(site)


CHANGES = st.lists(
    st.dictionaries(
        st.integers(0, 30),
        st.none() | st.tuples(st.integers(0, 3), st.integers(1, MAX_WORDS // 3)),
        max_size=4,
    ),
    max_size=20,
)


def build(pages: dict[str, IndexedPage], shards: list[Shard], number: int) -> list[Shard]:
    staying, groups = plan(pages, shards)
    built = [
        Shard(
            name=f"{number}-{at}",
            pages={path: ShardPage(*pages[path], f"en_{path}", ()) for path in group},
        )
        for at, group in enumerate(groups)
    ]
    for shard in built:
        words = sum(page.words for page in shard.pages.values())
        assert words <= MAX_WORDS or len(shard.pages) == 1
    return [*staying, *built]


@given(CHANGES)
def test_each_page_is_current_in_one_shard(changes):
    pages: dict[str, IndexedPage] = {}
    shards: list[Shard] = []
    for number, change in enumerate(changes):
        for path, facts in change.items():
            pages.pop(str(path), None)
            if facts:
                pages[str(path)] = IndexedPage(f"{facts}", facts[1])
        shards = build(pages, shards, number)
        found = [path for shard in shards for path in shard.find_live(pages)]
        assert sorted(found) == sorted(pages)
        for shard in shards:
            assert shard.find_live(pages), "a shard of stale pages is removed"


@pytest.mark.parametrize("size", [1000, 7000, 50_000])
def test_an_archive_that_grows_has_few_shards_and_indexes_each_page_a_few_times(size):
    pages: dict[str, IndexedPage] = {}
    shards: list[Shard] = []
    indexed, count = 0, 600
    for number in range(count):
        pages[str(number)] = IndexedPage("", size)
        before = {shard.name for shard in shards}
        shards = build(pages, shards, number)
        made = [shard for shard in shards if shard.name not in before]
        indexed += sum(len(shard.pages) for shard in made)
        assert len(shards) <= 2 * number * size / MAX_WORDS + 4
    # Times that a page is indexed: at each step of the ratio, about half of it.
    assert indexed / count < 2 * MERGE_RATIO


def test_shards_that_are_full_stay_full_in_clean_builds_as_episodes_come():
    pages = {str(number): IndexedPage("", MAX_WORDS // 5) for number in range(23)}
    _, before = plan(pages, ())
    pages["more"] = IndexedPage("", MAX_WORDS // 5)
    _, after = plan(pages, ())
    assert before[:-1] == after[: len(before) - 1]
