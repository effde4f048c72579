"""Words are found in every language and script, in the forms that their language gives them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from ruamel.yaml import YAML

from browsing import Traffic, new_context, search_for, wait_until_mounted
from built import build

GIVEN = YAML(typ="safe", pure=True).load(Path(__file__).with_name("search_languages.yml"))
RESULTS = "dialog.search .search-results"


@pytest.fixture(scope="module")
def languages(tmp_path_factory, serve_site) -> str:
    """Build and serve an archive of episodes in several languages; return its address."""
    archive = tmp_path_factory.mktemp("languages")
    for slug, episode in GIVEN["episodes"].items():
        folder = archive / "content" / "episodes" / slug
        folder.mkdir(parents=True)
        cues = [
            f"00:00:0{4 * number}.000 --> 00:00:0{4 * number + 3}.000\n<v {name}>{line}"
            for number, (name, line) in enumerate(episode["lines"])
        ]
        (folder / "transcript.vtt").write_text("\n\n".join(["WEBVTT", *cues]))
        (folder / "episode.yml").write_text(f"title: {slug}\nlanguage: {episode['language']}\n")
    url = serve_site(archive / "site", "/")
    (archive / "content" / "pages").mkdir()
    (archive / "mkdocs.yml").write_text(
        f"site_name: Talks\nsite_url: {url}\ndocs_dir: content/pages\n"
        "theme: {name: onrecord}\nplugins: [onrecord]\n"
    )
    site = build(archive)
    assert site.status == 0, site.output
    return url


@pytest.fixture
def reader(browser, languages) -> Iterator[Page]:
    """Open a page in a profile of its own: the archive is served at another address."""
    context, traffic = new_context(browser), Traffic()
    traffic.record(context)
    yield context.new_page()
    context.close()
    traffic.check(languages)


def test_words_are_found_in_every_language(reader, languages):
    page = reader
    page.goto(f"{languages}episodes/english/whole-episode/")
    wait_until_mounted(page)
    page.keyboard.press("/")
    page.locator("dialog.search input").wait_for()
    missed = []
    for case in GIVEN["cases"]:
        search_for(page, case["words"])
        said = page.locator(f"{RESULTS} .search-said").all_inner_texts()
        similar = page.locator(f"{RESULTS} .search-similar").count()
        first = said[0] if said else ""
        found = first.startswith(case["finds"]) if case["finds"] else not first
        unwanted = "not" in case and any(text.startswith(case["not"]) for text in said)
        if not found or unwanted or bool(similar) < case.get("similar", False):
            missed.append((case, said))
    assert missed == []
