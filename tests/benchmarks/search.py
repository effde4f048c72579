"""Print what search costs: the index of archives of several sizes, and bytes to the first result.

    python tests/benchmarks/search.py 1 50 200
    python tests/benchmarks/search.py /path/to/archive/site "three remembered words"
    python tests/benchmarks/search.py steps

The first copies the demo's pages; the second takes a site that is built. The third gives the cost
of one more episode, from the costs of a shard that stand beside `MAX_WORDS`.
"""

from __future__ import annotations

import gzip
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import mean, median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import sync_playwright

from built import build
from find_chromium import ARGUMENTS, find_chromium
from onrecord.search.index import index
from onrecord.search.shards import Shard, ShardPage, plan
from onrecord.search.sources import IndexedPage
from serve import serve
from site_sources import list_sources

REPO = Path(__file__).resolve().parents[2]
QUERY = "next token surpass"
WATCH = """() => {
    window.opened = performance.now()
    new MutationObserver(() => {
        if (document.querySelector(".search-results li")) window.shown ??= performance.now()
    }).observe(document.body, { childList: true, subtree: true })
}"""
FETCHED = """() => performance.getEntriesByType("resource")
    .filter(each => each.startTime >= opened && each.responseEnd <= shown)
    .map(({ name }) => name)"""


def main(counts: list[int]) -> None:
    """Build the demo once, copy its pages, index, search."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(REPO / "content", root / "content")
        site = build(root)
        assert site.status == 0, site.output
        for count in counts:
            _measure(root, site.site_dir, count)


def _measure(root: Path, site_dir: Path, count: int) -> None:
    home = site_dir / "episodes" / "ilya-sutskever"
    for number in range(1, count):
        target = site_dir / "episodes" / f"episode-{number:04}"
        if not target.exists():
            shutil.copytree(home, target)
    kept = root / f"kept-{count}"
    begin, spent = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    made = index(site_dir, list_sources(site_dir), kept)
    wall, after = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - spent.ru_utime - spent.ru_stime
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert made
    changed = _change(site_dir, kept, home)
    print(
        f"{count} episodes: {made.pages} pages in {made.shards} shards, {wall:.1f} s, {cpu:.1f} "
        f"CPU s, at most {after.ru_maxrss // 1024} MB "
        f"beside our own {own // 1024}; a change {changed}; "
        f"to the first result {_bytes(site_dir, QUERY)}",
        flush=True,
    )


def _change(site_dir: Path, kept: Path, episode: Path) -> str:
    """Change a page, index, and change it back."""
    page = episode / "alignment" / "index.html"
    original = page.read_text(encoding="utf-8")
    page.write_text(original.replace("</article>", "<p>One more.</p></article>"), encoding="utf-8")
    begin = time.perf_counter()
    again = index(site_dir, list_sources(site_dir), kept)
    wall = time.perf_counter() - begin
    page.write_text(original, encoding="utf-8")
    index(site_dir, list_sources(site_dir), kept)
    assert again
    assert again.built == 1
    return f"{wall:.1f} s"


def _bytes(site_dir: Path, query: str) -> str:
    """Return the size of all that is fetched from opening search to the first result, in words.

    That is scripts, Pagefind, index and pages. Values of the filters are fetched after it.
    """
    chromium = find_chromium()
    with serve(site_dir, "/") as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        page = browser.new_page()
        page.goto(url)
        page.wait_for_load_state("networkidle")
        page.evaluate(WATCH)
        page.get_by_role("button", name="Search").click()
        page.locator("dialog.search input").fill(query)
        page.locator(".search-results li").first.wait_for()
        bodies = [page.request.get(url).body() for url in page.evaluate(FETCHED)]
        browser.close()
    plain = sum(map(len, bodies))
    # Servers send what is compressed already as it is.
    zipped = sum(min(len(body), len(gzip.compress(body))) for body in bodies)
    return f"{plain // 1000} kB, {zipped // 1000} kB with gzip"


def print_steps() -> None:
    """Print what one more episode costs, from one size of an archive to another."""
    words = 8000
    pages: dict[str, IndexedPage] = {}
    shards: list[Shard] = []
    made: list[list[int]] = []
    for number in range(5000):
        pages[str(number)] = IndexedPage("", words)
        staying, groups = plan(pages, shards)
        made.append([len(group) * words for group in groups])
        built = [
            Shard(
                name=f"{number}-{at}",
                pages={path: ShardPage(*pages[path], path, ()) for path in group},
            )
            for at, group in enumerate(groups)
        ]
        shards = [*staying, *built]
        if number + 1 in {50, 300, 1000, 2000, 5000}:
            some = made[(number + 1) // 2 :]
            seconds = [sum(0.02 + 2.9e-6 * size for size in sizes) for sizes in some]
            peaks = [12 + 0.28e-3 * max(sizes) for sizes in some]
            print(
                f"to {number + 1}: median {median(seconds):.2f} s, mean {mean(seconds):.2f} s, "
                f"worst {max(seconds):.1f} s and {max(peaks):.0f} MB, {len(shards)} shards",
                flush=True,
            )


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["steps"]:
            print_steps()
        case [site, *queries] if not site.isdecimal():
            for query in queries or [QUERY]:
                print(f"{query}: {_bytes(Path(site), query)} to the first result")
        case counts:
            main([int(count) for count in counts] or [1, 50])
