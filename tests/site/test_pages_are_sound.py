"""Every page of the demo site has valid HTML, a title of its own, and no dead links."""

from __future__ import annotations

import json
from collections import Counter
from urllib.parse import unquote, urljoin, urlsplit

from onrecord.topics.label import slug_of


def address_of(site, path: str) -> str:
    return site.url + path.removesuffix("index.html")


def file_of(site, address: str) -> str | None:
    """Return the path of the file that a static host sends for a URL; None for other hosts."""
    path = unquote(urlsplit(address).path)
    if not path.startswith(site.base):
        return None
    inside = path.removeprefix(site.base)
    return inside + "index.html" if not inside or inside.endswith("/") else inside


def internal(site, path: str, links) -> list[str]:
    """Return the links of a page that stay on its host, resolved as a browser does."""
    resolved = [urljoin(address_of(site, path), link) for link in links]
    return [link for link in resolved if urlsplit(link).netloc == urlsplit(site.url).netloc]


def test_html_is_as_the_standard_writes_it(demo_site):
    assert {path: page.errors for path, page in demo_site.pages.items() if page.errors} == {}


def test_no_id_stands_twice_on_a_page(demo_site):
    twice = {
        path: [name for name, count in Counter(page.ids).items() if count > 1]
        for path, page in demo_site.pages.items()
    }
    assert {path: names for path, names in twice.items() if names} == {}


def test_each_page_has_one_heading_and_a_title_of_its_own(demo_site):
    assert {
        path: page.headings for path, page in demo_site.pages.items() if len(page.headings) != 1
    } == {}
    titles = Counter(page.title.strip() for page in demo_site.pages.values())
    assert [title for title, count in titles.items() if count > 1 or not title] == []


def test_no_link_is_dead_and_none_forgets_the_path_of_the_site(demo_site):
    dead = []
    for path, page in demo_site.pages.items():
        for link in internal(demo_site, path, (*page.links, *page.resources)):
            target, fragment = file_of(demo_site, link), unquote(urlsplit(link).fragment)
            page_there = demo_site.pages.get(target or "")
            # A range names its first and its last sentence. A mark with the whole name is there for
            # browsers without scripts.
            names = {fragment, *fragment.split("..")} - {""}
            if target not in demo_site.files or (page_there and not names <= set(page_there.ids)):
                dead.append((path, link))
    assert dead == []


def test_nothing_that_a_browser_fetches_by_itself_is_elsewhere(demo_site):
    elsewhere = {
        (path, address)
        for path, page in demo_site.pages.items()
        for address in page.resources
        if not urljoin(address_of(demo_site, path), address).startswith((demo_site.url, "data:"))
    }
    assert elsewhere == set()


def test_each_page_is_reached_from_home(demo_site):
    reached, waiting = set(), ["index.html"]
    while waiting:
        path = waiting.pop()
        if path not in reached and path in demo_site.pages:
            reached.add(path)
            waiting += [
                file_of(demo_site, link) or ""
                for link in internal(demo_site, path, demo_site.pages[path].links)
            ]
    # An alias of a topic keeps its page for old links; the index links the label only.
    topics = json.loads(demo_site.files["topics.json"])["topics"]
    names = {
        f"topics/{slug_of(alias)}/index.html" for topic in topics for alias in topic["aliases"]
    }
    assert set(demo_site.pages) - reached - names == {"404.html"}


def test_each_page_names_its_own_address(demo_site):
    wrong = {
        path: page.canonical
        for path, page in demo_site.pages.items()
        if path != "404.html" and page.canonical != address_of(demo_site, path)
    }
    assert wrong == {}


def test_the_sitemap_lists_each_page_once(demo_site):
    sitemap = demo_site.files["sitemap.xml"].decode()
    listed = Counter(part.partition("</loc>")[0] for part in sitemap.split("<loc>")[1:])
    assert listed == Counter(
        address_of(demo_site, path) for path in demo_site.pages if path != "404.html"
    )
