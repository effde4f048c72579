"""Search finds the same, in the same order, however the pages came into the index."""

from __future__ import annotations

import json
import random
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from ruamel.yaml import YAML

from browsing import new_context, search_for, wait_until_mounted
from onrecord.search.index import FOLDER, index
from site_sources import list_sources

CASES = YAML(typ="safe", pure=True).load(Path(__file__).with_name("half_remembered.yml"))
QUERIES = (*(case["words"] for case in CASES), "tokens", "reliab", "the models of people", "Ilya")
SENTENCE = re.compile(r'(<span id="t[^>]*>)([^<]+)(</span>)')
# The demo's episode, and others that say some of its words.
EPISODES = 12


def write_variant(site: Path, number: int, chance: random.Random) -> None:
    """Write an episode that says half of the words of the demo's."""

    def shorten(match: re.Match[str]) -> str:
        words = match[2].split()
        kept = sorted(chance.sample(range(len(words)), (len(words) + 1) // 2))
        return f"{match[1]}{' '.join(words[at] for at in kept)}{match[3]}"

    home = site / "episodes" / "ilya-sutskever"
    for path in home.glob("*/index.html"):
        if "data-pagefind-body" in (html := path.read_text(encoding="utf-8")):
            target = site / "episodes" / f"talk-{number}" / path.relative_to(home)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(SENTENCE.sub(shorten, html), encoding="utf-8")


@pytest.fixture(scope="module")
def sites(demo_site, tmp_path_factory) -> tuple[Path, Path]:
    """Return a site whose index has grown with each of its changes, and one indexed at once."""
    folder, chance = tmp_path_factory.mktemp("grown"), random.Random(1)
    grown, clean = folder / "grown", folder / "clean"
    shutil.copytree(demo_site.site_dir, grown, ignore=shutil.ignore_patterns(FOLDER))
    for number in range(EPISODES):
        write_variant(grown, number, chance)
    for number in (None, EPISODES, 3, EPISODES + 1, 5, 3):
        if number:
            write_variant(grown, number, chance)
        index(grown, list_sources(grown), folder / "state")
    shutil.rmtree(grown / "episodes" / "talk-4")
    index(grown, list_sources(grown), folder / "state")
    shutil.copytree(grown, clean, ignore=shutil.ignore_patterns(FOLDER))
    index(clean, list_sources(clean), folder / "state of clean")
    return grown, clean


def read_list(site: Path) -> dict:
    return json.loads((site / FOLDER / "parts.json").read_bytes())


def find(page: Page) -> list[tuple[str, str, str]]:
    """Return what the dialog shows for each query."""
    found = []
    for query in QUERIES:
        search_for(page, query)
        status = page.locator("#search-status").inner_text()
        links = page.locator("dialog.search .search-results a")
        found += [
            (query, link.evaluate("link => link.pathname + link.hash"), link.inner_text())
            for link in links.all()
        ]
        found.append((query, "", status))
    return found


def test_results_are_those_of_an_index_made_at_once(sites, serve_site, demo_site, browser: Browser):
    grown, clean = sites
    assert len(read_list(grown)["parts"]) > len(read_list(clean)["parts"])
    assert read_list(grown)["stale"]
    shown = []
    for site in sites:
        context = new_context(browser)
        page = context.new_page()
        page.goto(f"{serve_site(site, demo_site.base)}episodes/ilya-sutskever/alignment/")
        wait_until_mounted(page)
        page.keyboard.press("/")
        page.locator("dialog.search input").wait_for()
        shown.append(find(page))
        context.close()
    assert shown[0] == shown[1]
    assert len({url.split("#")[0] for _, url, _ in shown[0]}) > EPISODES
