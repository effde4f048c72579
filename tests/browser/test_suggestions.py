"""From words selected on a page to the corrected page, for each place of `suggestions.yml`."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from ruamel.yaml import YAML

from browsing import new_context, select_sentences, wait_until_mounted
from built import build, onrecord

CASES = YAML(typ="safe", pure=True).load(Path(__file__).with_name("suggestions.yml"))
FOLDER = "content/episodes/first-talk"
LONG = "долгое слово, " * 60
CUES = f"""WEBVTT

00:00:01.000 --> 00:00:04.000
<v Ann>We said "open AI" & more: {{it}} # was steep.

00:00:04.000 --> 00:00:09.000
<v Ben>{LONG} да.
"""


@pytest.fixture
def visitor(browser):
    context = new_context(browser, viewport={"width": 1200, "height": 800}, reduced_motion="reduce")
    context.route(re.compile("^https://"), lambda route: route.fulfill(body="A forge"))
    yield context.new_page()
    context.close()


@pytest.fixture
def open_talk(tmp_path, serve_site, visitor):
    """Build an archive, and open the chapter of its talk."""

    def open_one(suggestions: str):
        root = tmp_path / "archive"
        home = serve_site(root / "site", "/")
        tree = {
            "mkdocs.yml": f"site_name: Talks\nsite_url: {home}\ndocs_dir: content/pages\n"
            "theme: {name: onrecord}\nplugins: [onrecord]\n",
            "content/archive.yml": f"title: Talks\nsuggestions: {suggestions}\n",
            "content/pages/index.md": "# Talks\n",
            f"{FOLDER}/transcript.vtt": CUES,
            f"{FOLDER}/episode.yml": "title: First & last\nchapters: [{start: 0, title: Start}]\n",
        }
        for path, content in tree.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(content)
        site = build(root)
        assert site.status == 0, site.output
        visitor.goto(f"{home}episodes/first-talk/start/")
        wait_until_mounted(visitor)
        return root

    return open_one


def suggest(page, first: str, last: str) -> str:
    """Select sentences, begin a correction, and return the address that this opens."""
    select_sentences(page, first, last)
    link = page.locator(".bar").get_by_text("Suggest a correction", exact=True)
    address = link.get_attribute("href")
    if address.startswith("https:"):
        link.click()
        page.wait_for_url(address)
    return address


@pytest.mark.parametrize("case", CASES, ids=[case["suggestions"] for case in CASES])
def test_a_correction_goes_from_the_page_to_the_page(open_talk, visitor, tmp_path, case):
    root = open_talk(case["suggestions"])
    home = visitor.url
    anchor = visitor.locator(".tr [data-start]").first.get_attribute("id")
    parts = urlsplit(suggest(visitor, anchor, anchor))
    query = {name: value for name, [value] in parse_qs(parts.query).items()}
    assert parts._replace(query="").geturl() == case["opens"]
    text = query[case["text"]]
    if "file" in case:
        name = query["filename"].removeprefix(case["file"])
        assert re.fullmatch(rf"{anchor}-[a-z0-9]{{8}}[.]yml", name)
        letter = root / FOLDER / "proposals" / name
        letter.parent.mkdir()
    else:
        assert "Correction: First & last" in query.values()
        letter = tmp_path / "letter.txt"
    assert text.count(f"# {home}#{anchor}\n") == 1
    # The reader corrects the words behind `now`.
    letter.write_text(re.sub(r"(now: .*)open AI", r"\1OpenAI™", text))
    done = onrecord("apply", *([] if "file" in case else [letter]), "--archive", root)
    assert done.returncode == 0, done.stdout
    assert letter.exists() == ("file" not in case)
    overlay = (root / FOLDER / "overlay.yml").read_text()
    assert re.search(r"\bon: \d{4}-\d\d-\d\d\b", overlay)
    assert build(root).status == 0
    visitor.goto(home)
    assert visitor.locator(".tr [data-start]").first.inner_text() == (
        'We said "OpenAI™" & more: {it} # was steep.'
    )


def test_words_that_are_too_many_for_an_address_are_left_to_the_reader(open_talk, visitor):
    open_talk(CASES[0]["suggestions"])
    page = visitor.url
    _, first, *_, last = visitor.locator(".tr [data-start]").evaluate_all(
        "all => all.map(each => each.id)"
    )
    parts = urlsplit(suggest(visitor, first, last))
    assert parts.path == "/ann/talks/issues/new"
    assert parse_qs(parts.query)["body"] == [f"{page}#{first}..{last}"]
