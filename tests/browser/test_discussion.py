"""Discussion of a sentence: with a real Isso server, for other providers up to the request to them.
Nothing is requested from any of them before a click.
"""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from urllib3 import PoolManager, Retry

from browsing import (
    TIMEOUT,
    click_sentence,
    click_tool,
    new_context,
    wait_until,
    wait_until_mounted,
)
from built import build

SENTENCE = "Sentences have addresses that stay."
VTT = f"""WEBVTT

00:00:00.000 --> 00:00:04.000
<v Ann>{SENTENCE}

00:00:04.000 --> 00:00:09.000
<v Ben>And people talk about them for years.

00:00:09.000 --> 00:00:14.000
<v Ann>So their threads must stay with them.
"""


def write(
    root: Path, url: str, comments: str, chapters: str = "[{start: 0, title: Addresses}]"
) -> None:
    tree = {
        "mkdocs.yml": f"site_name: Talks\nsite_url: {url}\ndocs_dir: content/pages\n"
        "theme: {name: onrecord}\nplugins: [onrecord]\n",
        "content/archive.yml": f"title: Talks\ncomments: {comments}\n",
        "content/pages/about.md": "# About\n",
        "content/episodes/links/transcript.vtt": VTT,
        "content/episodes/links/episode.yml": f"title: On links\nchapters: {chapters}\n",
    }
    for path, content in tree.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content)
    site = build(root)
    assert site.status == 0, site.output


@pytest.fixture
def isso(tmp_path) -> Iterator:
    """Yield a function that starts Isso for a site and returns its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running: list[subprocess.Popen] = []

    def start(site: str) -> str:
        configuration = tmp_path / "isso.cfg"
        configuration.write_text(
            f"[general]\ndbpath = {tmp_path}/comments.db\nhost = {site.rstrip('/')}\n"
            f"notify = stdout\n[server]\nlisten = http://127.0.0.1:{port}/\n"
            "[guard]\nenabled = false\n[hash]\nsalt = s\n"
        )
        with (tmp_path / "isso.log").open("wb") as log:
            running.append(
                subprocess.Popen(
                    [Path(sys.executable).with_name("isso"), "-c", configuration, "run"],
                    stdout=log,
                    stderr=log,
                )
            )
        return f"http://127.0.0.1:{port}"

    yield start
    for process in running:
        process.terminate()
        process.wait(TIMEOUT / 1000)


def wait_for(url: str) -> None:
    """Retry until the server answers, with growing pauses; after two minutes urllib3 raises."""
    with PoolManager(retries=Retry(connect=120, backoff_factor=0.05, backoff_max=1)) as pool:
        assert pool.request("GET", f"{url}/js/embed.min.js").status == 200


@pytest.fixture
def visitor(browser):
    context = new_context(browser, viewport={"width": 1200, "height": 800}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def discuss(page, anchor: str) -> None:
    click_sentence(page, anchor)
    click_tool(page, "Discuss")


def test_a_comment_on_a_sentence_is_there_after_a_reload_and_after_its_chapter_changed(
    tmp_path, serve_site, isso, visitor
):
    root = tmp_path / "archive"
    home = serve_site(root / "site", "/")
    server = isso(home)
    comments = f"{{provider: isso, url: '{server}/'}}"
    write(root, home, comments)
    wait_for(server)
    asked: list[str] = []
    visitor.on("request", lambda request: asked.append(request.url))
    visitor.goto(f"{home}episodes/links/addresses/")
    wait_until_mounted(visitor)
    assert [url for url in asked if not url.startswith(home)] == [], "before a click"
    anchor = visitor.locator(".tr [data-start]").first.get_attribute("id")
    discuss(visitor, anchor)
    visitor.locator("dialog.discuss .isso-textarea").fill("I can vouch for this one.")
    visitor.locator("dialog.discuss input[name=author]").fill("Cleo")
    visitor.locator(
        "dialog.discuss input[type=submit], dialog.discuss button[type=submit]"
    ).first.click()
    visitor.locator("dialog.discuss #isso-root .isso-comment", has_text="I can vouch").wait_for()

    visitor.reload()
    discuss(visitor, anchor)
    visitor.locator("dialog.discuss #isso-root .isso-comment", has_text="I can vouch").wait_for()
    visitor.keyboard.press("Escape")
    visitor.locator("dialog").wait_for(state="detached")
    # Another sentence has a thread of its own.
    discuss(visitor, visitor.locator(".tr [data-start]").nth(1).get_attribute("id"))
    visitor.locator(
        "dialog.discuss .isso-thread-heading", has_text=re.compile("no comments", re.IGNORECASE)
    ).wait_for()
    assert visitor.locator("dialog.discuss #isso-root .isso-comment").count() == 0
    visitor.keyboard.press("Escape")
    visitor.locator("dialog").wait_for(state="detached")

    write(root, home, comments, "[{start: 0, title: Words that stay}, {start: 9, title: Threads}]")
    visitor.goto(f"{home}episodes/links/words-that-stay/")
    assert visitor.locator(".tr [data-start]").first.get_attribute("id") == anchor
    visitor.get_by_role("button", name="Show discussion").click()
    visitor.get_by_role("button", name="Discussion (1)").wait_for()
    visitor.get_by_role("button", name="1 comment on this sentence").click()
    visitor.locator("dialog.discuss #isso-root .isso-comment", has_text="I can vouch").wait_for()
    visitor.keyboard.press("Escape")
    visitor.locator("dialog").wait_for(state="detached")
    visitor.goto(f"{home}episodes/links/")
    visitor.get_by_role("button", name="Show discussion").click()
    visitor.get_by_role("button", name="Discussion (1)").wait_for()


OTHERS = {
    "giscus": (
        "{provider: giscus, repo: ann/talks, repo_id: R1, category: Talks, category_id: C1}",
        "https://giscus.app/client.js",
    ),
    "hypothesis": ("{provider: hypothesis}", "https://hypothes.is/embed.js"),
}


@pytest.mark.parametrize("provider", OTHERS)
def test_other_providers_are_asked_after_a_click_only(tmp_path, serve_site, visitor, provider):
    comments, script = OTHERS[provider]
    root = tmp_path / "archive"
    home = serve_site(root / "site", "/")
    write(root, home, comments)
    asked: list[str] = []
    visitor.context.route(
        re.compile("^https:"),
        lambda route: (
            asked.append(route.request.url),
            route.fulfill(content_type="text/javascript", body=""),
        )[1],
    )
    visitor.goto(f"{home}episodes/links/addresses/")
    wait_until_mounted(visitor)
    assert asked == []
    anchor = visitor.locator(".tr [data-start]").first.get_attribute("id")
    with visitor.expect_request(script):
        discuss(visitor, anchor)
    if provider == "giscus":
        assert (
            visitor.locator("script[data-term]").get_attribute("data-term")
            == f"/episodes/links/#{anchor}"
        )


def test_an_email_quotes_the_sentence_and_links_to_it(tmp_path, serve_site, visitor):
    root = tmp_path / "archive"
    home = serve_site(root / "site", "/")
    write(root, home, "{provider: mailto, url: 'mailto:talk@x.example'}")
    visitor.goto(f"{home}episodes/links/addresses/")
    # No program here opens emails: the browser reports the navigation that the page requests.
    asked: list[str] = []
    session = visitor.context.new_cdp_session(visitor)
    session.send("Page.enable")
    session.on("Page.frameRequestedNavigation", lambda event: asked.append(event["url"]))
    discuss(visitor, visitor.locator(".tr [data-start]").first.get_attribute("id"))
    wait_until(visitor, lambda: asked)
    [letter] = map(urlsplit, asked)
    fields = parse_qs(letter.query, strict_parsing=True)
    assert (letter.scheme, letter.path) == ("mailto", "talk@x.example")
    assert fields["subject"] == ["On links, 0:00"]
    [body] = fields["body"]
    assert f"“{SENTENCE}”" in body
    assert f"{home}episodes/links/addresses/#t0m00s-" in body
    assert visitor.url == f"{home}episodes/links/addresses/"


def test_without_comments_there_is_no_button(page, episode):
    page.goto(f"{episode}data-models-and-research/")
    click_sentence(page, page.locator(".tr [data-start]").nth(3).get_attribute("id"))
    page.locator(".bar").get_by_text("Copy link").wait_for()
    assert page.locator(".bar").get_by_text("Discuss").count() == 0
