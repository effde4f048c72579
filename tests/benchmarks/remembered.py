"""Print at which rank search finds the half-remembered sentences of `remembered.yml`.

    python tests/benchmarks/remembered.py SITE

SITE is the built site of the 299 episodes of Practical AI whose transcripts are at
https://github.com/thechangelog/transcripts (episodes `practical-ai-1` and so on). The right passage
is the sentence itself or one of the two before and after it.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import Page, sync_playwright
from ruamel.yaml import YAML

from browsing import search_for
from find_chromium import ARGUMENTS, find_chromium
from onrecord.text.page_html import SENTENCE, parse_page
from serve import serve

CASES = YAML(typ="safe", pure=True).load(Path(__file__).with_name("remembered.yml"))
NEAR = 2
# The longest wait for the results of a query, in milliseconds.
TIMEOUT = 60_000


def main(site_dir: Path) -> None:
    """Search for each sentence."""
    chromium = find_chromium()
    with serve(site_dir, "/") as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        page = browser.new_page()
        page.set_default_timeout(TIMEOUT)
        page.goto(url)
        page.wait_for_load_state("networkidle")
        page.get_by_role("button", name="Search").click()
        for name, cases in CASES.items():
            ranks = [_rank(page, case["words"], _passage(site_dir, case["at"])) for case in cases]
            for rank, case in zip(ranks, cases, strict=True):
                print(f"{rank or '-':>3}  {case['words']}")
            print(f"{name}: {ranks.count(1)} of {len(ranks)} at rank 1", flush=True)
        browser.close()


def _rank(page: Page, words: str, passage: set[str]) -> int:
    """Return the rank of the first result in a passage; 0 if there is none."""
    search_for(page, words)
    found = page.locator(".search-results li a").evaluate_all(
        "all => all.map(each => each.pathname.replace('/episodes/', '') + each.hash)"
    )
    return next((rank for rank, each in enumerate(found, 1) if each in passage), 0)


def _passage(site_dir: Path, address: str) -> set[str]:
    path, _, anchor = address.partition("#")
    html = (site_dir / "episodes" / path / "index.html").read_text(encoding="utf-8")
    anchors = [node.attributes["id"] for node in parse_page(html).css(SENTENCE)]
    at = anchors.index(anchor)
    return {f"{path}#{each}" for each in anchors[max(0, at - NEAR) : at + NEAR + 1]}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
