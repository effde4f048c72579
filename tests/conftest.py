"""Fixtures for tests of whole sites: archives made from dictionaries, served sites, a browser."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from typing import cast

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from browsing import TIMEOUT
from built import Built, build, copy_demo
from find_chromium import ARGUMENTS, find_chromium
from serve import serve
from speak import Talk, can_speak, speak

# No test asserts on time, so that a slow machine fails none.
settings.register_profile("untimed", deadline=None)
settings.register_profile("more", deadline=None, max_examples=5_000)
settings.load_profile("untimed")

# Programs: those that tests start, and those that people start.
collect_ignore = ["benchmarks", "fork_server.py", "store/cluster.py"]

running: list[pytest.Item] = []
"""The test that runs now."""


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Note which test runs."""
    running.append(item)
    try:
        return (yield)
    finally:
        running.remove(item)


def refuse_unmarked(event: str, arguments: tuple[object, ...]) -> None:
    """Fail a test that starts the command line without the marker that counts such tests."""
    if event != "subprocess.Popen" or not running:
        return
    command = [str(part) for part in cast("list[object]", arguments[1])]
    programs = {Path(command[0]).name, *(after for at, after in pairwise(command) if at == "-m")}
    if programs & {"onrecord", "mkdocs", "properdocs"} or "onrecord.cli" in " ".join(command):
        assert running[-1].get_closest_marker("command_line"), (
            f"{running[-1].nodeid} starts {command}: use command_line.onrecord, "
            "or mark the test with pytest.mark.command_line"
        )


sys.addaudithook(refuse_unmarked)

REPO = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def repo() -> Path:
    """The root of this repository, which tests read but never write to."""
    return REPO


@pytest.fixture(scope="session")
def samples() -> Path:
    """Real transcripts: too many for the repository, and not ours to publish."""
    folder = Path(os.environ.get("ONRECORD_SAMPLES", REPO.parent / "shared" / "samples"))
    if not folder.is_dir():
        pytest.skip(f"no samples at {folder}; name their folder with ONRECORD_SAMPLES")
    return folder


@pytest.fixture
def make_archive(tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    """Write an archive from a dictionary of paths and contents; return its root."""

    def make(tree: dict[str, str], name: str = "archive") -> Path:
        root = tmp_path / name
        for path, content in tree.items():
            place = root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(content, encoding="utf-8")
        return root

    return make


@pytest.fixture
def build_archive(make_archive) -> Callable[..., Built]:
    """Write an archive and run `onrecord build` on it."""

    def make_and_build(tree: dict[str, str], *options: str) -> Built:
        return build(make_archive(tree), *options)

    return make_and_build


@pytest.fixture(scope="session")
def serve_site() -> Iterator[Callable[[Path, str], str]]:
    """Serve a site folder, which need not exist yet, under a path; return the home page's URL."""
    with ExitStack() as stack:
        yield lambda site_dir, base="/": stack.enter_context(serve(site_dir, base))


@pytest.fixture(scope="session")
def demo_site(
    tmp_path_factory: pytest.TempPathFactory, serve_site: Callable[[Path, str], str]
) -> Built:
    """The demo site, built once a session from a copy, since a build writes ledgers, and served.

    Its URL has a path, which is the harder case. It is the URL at which the site is served, since
    instant navigation compares the two.
    """
    archive = copy_demo(REPO, tmp_path_factory.mktemp("demo"))
    site = build(archive, "--strict", url=serve_site(archive / "site", "/archive/"))
    assert site.status == 0, site.output
    return site


@pytest.fixture(scope="session")
def talk() -> Callable[[Path], Talk]:
    """Write the spoken archive into a folder. Skipped without espeak-ng; fails in CI."""
    if not can_speak():
        reason = "no espeak-ng found: apt-get install espeak-ng"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    return speak


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium. Skipped where there is none; fails in CI."""
    path = find_chromium()
    if path is None:
        reason = (
            "no Chromium found: apt-get install chromium, or python -m playwright install chromium"
        )
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=path, args=list(ARGUMENTS), timeout=TIMEOUT
        )
        yield chromium
        chromium.close()
