"""Print what search costs: the index of archives of several sizes, and bytes to the first result.

    python tests/benchmarks/search.py 1 50 200
    python tests/benchmarks/search.py steps

The second gives the cost of one more episode, from the costs of a shard that stand beside the steps
of `plan`.
"""

from __future__ import annotations

import resource
import shutil
import sys
import tempfile
import time
from itertools import accumulate
from pathlib import Path
from statistics import mean, median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import sync_playwright

from built import build
from find_chromium import ARGUMENTS, find_chromium
from onrecord.search.index import index
from onrecord.search.shards import plan
from serve import serve
from site_sources import list_sources

REPO = Path(__file__).resolve().parents[2]
QUERY = "next token surpass"


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
    # The demo's own episode comes last in the order of names, and is the newest therefore.
    newest = _change(site_dir, kept, home)
    oldest = _change(site_dir, kept, site_dir / "episodes" / "episode-0001" if count > 1 else home)
    print(
        f"{count} episodes: {made.pages} pages in {made.shards} shards, {wall:.1f} s, {cpu:.1f} "
        f"CPU s, at most {after.ru_maxrss // 1024} MB "
        f"beside our own {own // 1024}; a change in the newest {newest}, in the oldest {oldest}; "
        f"to the first result {_bytes(site_dir) // 1000} kB",
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


def _bytes(site_dir: Path) -> int:
    """Return the bytes fetched from opening search to the first result, without compression."""
    chromium = find_chromium()
    with serve(site_dir, "/") as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        page = browser.new_page()
        page.goto(f"{url}about/")
        page.wait_for_load_state("networkidle")
        sizes: list[int] = []
        page.on(
            "response",
            lambda response: sizes.append(int(response.headers.get("content-length", 0))),
        )
        page.get_by_role("button", name="Search").click()
        page.locator("dialog.search input").fill(QUERY)
        page.locator(".search-results li").first.wait_for()
        browser.close()
        return sum(sizes)


def print_steps() -> None:
    """Print what one more episode costs, from one size of an archive to another."""
    for first, last in ((10, 50), (50, 200), (200, 960), (961, 1200), (1201, 2400), (4000, 6000)):
        made = [_made(episodes) for episodes in range(first, last)]
        seconds = [sum(0.03 + 0.042 * size for size in sizes) for sizes in made]
        peaks = [20 + 3.35 * max(sizes) for sizes in made]
        low = mean(peak < 150 for peak in peaks)
        print(
            f"{first} to {last}: median {median(seconds):.1f} s, mean {mean(seconds):.1f} s, "
            f"worst {max(seconds):.0f} s "
            f"and {max(peaks):.0f} MB, under 150 MB {low:.0%}, at most "
            f"{max(map(len, map(plan, range(first, last))))} parts"
        )


def _made(episodes: int) -> list[int]:
    """Return the sizes of the parts that one more episode makes anew."""
    before, after = (
        set(zip(accumulate(sizes), sizes, strict=True))
        for sizes in (plan(episodes), plan(episodes + 1))
    )
    return [size for _, size in after - before]


if __name__ == "__main__":
    if sys.argv[1:] == ["steps"]:
        print_steps()
        sys.exit()
    main([int(argument) for argument in sys.argv[1:]] or [1, 50])
