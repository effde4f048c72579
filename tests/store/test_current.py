"""A build with nothing to do knows it at a glance, and never when there is something to do."""

from __future__ import annotations

import os
import shutil

import pytest

from built import build
from onrecord.incremental.current import STATE, find_current_build
from onrecord.store.database import FILE

TALK = """WEBVTT

00:00:01.000 --> 00:00:04.000
<v Ann Lee>What is a telescope for?

00:00:09.000 --> 00:00:08.500
<v Bo Chen>It gathers light, mostly.
"""
SECOND = """
00:00:12.000 --> 00:00:11.000
<v Ann Lee>And what does a mirror do?
"""
MKDOCS = """\
site_name: Talks
site_url: !ENV [TALKS_URL, "https://talks.example/"]
docs_dir: content/pages
theme: {name: onrecord}
plugins: [onrecord]
"""
FILES = {
    "mkdocs.yml": MKDOCS,
    "content/pages/about.md": "# About\n",
    "content/episodes/a/transcript.vtt": TALK,
}


def same_size_and_time(path):
    stat = path.stat()
    path.write_bytes(path.read_bytes()[::-1])
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


@pytest.fixture(scope="module")
def talks(tmp_path_factory):
    root = tmp_path_factory.mktemp("talks")
    for name, content in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content)
        # Nothing follows for a file that changed in the moment in which it was read.
        os.utime(root / name, (1_700_000_000, 1_700_000_000.5))
    # The first build writes ledgers.
    assert build(root).status == 0
    return root


def test_a_copied_archive_is_not_taken_for_the_one_that_was_built(talks, tmp_path):
    for path in (talks / "content").rglob("*.jsonl"):
        os.utime(path, (1_700_000_000, 1_700_000_000.5))
    for _ in range(2):
        assert build(talks).status == 0
    shutil.copytree(talks, tmp_path / "copy")
    assert is_current(talks)
    assert not is_current(tmp_path / "copy")


def is_current(root, site_dir=None):
    return find_current_build(root.resolve(), site_dir) is not None


def test_what_is_as_it_was_is_current(talks):
    assert build(talks).status == 0
    assert is_current(talks, talks / "site")
    # The configuration was not asked where the site belongs.
    assert not is_current(talks)
    assert not is_current(talks, talks / "elsewhere")


def test_a_warning_is_reported_once_and_again_where_it_is_an_error(make_archive):
    root = make_archive(FILES)
    for name in FILES:
        os.utime(root / name, (1_700_000_000, 1_700_000_000.5))
    warning = "WARNING - content/episodes/a/transcript.vtt:6:1: warning:"
    assert warning in build(root).output
    # The first build has written ledgers; then nothing has changed.
    assert warning not in build(root).output
    again = build(root).output
    assert warning not in again
    assert "1 warning reported before (onrecord check lists them)" in again
    # Something else has.
    (root / "content/pages/about.md").write_text("# About us\n")
    again = build(root).output
    assert warning not in again
    assert "Warnings reported before and not repeated: 1" in again
    # So has this one, but not what is wrong with it.
    transcript = root / "content/episodes/a/transcript.vtt"
    transcript.write_text(TALK.replace("WEBVTT\n", "WEBVTT\n\nNOTE Moved.\n"))
    assert ": warning:" not in build(root).output
    transcript.write_text(TALK + SECOND)
    [new] = [line for line in build(root).output.split("\n") if ": warning:" in line]
    assert "the first of 2 such" in new
    strict = build(root, "--strict")
    assert strict.status == 1
    assert "the first of 2 such" in strict.output
    assert "the first of 2 such" in build(root, "--clean").output


@pytest.mark.parametrize("variable", ["TALKS_URL"])
def test_another_environment_is_not_current(talks, monkeypatch, variable):
    assert is_current(talks, talks / "site")
    monkeypatch.setenv(variable, "https://other.example/")
    assert not is_current(talks, talks / "site")


@pytest.mark.parametrize(
    "place", ["episodes/a/overlay.yml", "episodes/b/transcript.vtt", "pages/new.md", "people.yml"]
)
def test_a_new_file_is_not_current(talks, place):
    assert is_current(talks, talks / "site")
    new = talks / "content" / place
    new.parent.mkdir(exist_ok=True)
    new.write_text("")
    assert not is_current(talks, talks / "site")
    new.unlink()
    if not any(new.parent.iterdir()):
        new.parent.rmdir()


@pytest.mark.parametrize(
    "place",
    ["index.html", "episodes/a/transcript.json", "pagefind/parts.json", "sitemap.xml", "404.html"],
)
def test_a_lost_file_of_the_site_is_not_current(talks, place):
    assert is_current(talks, talks / "site")
    lost = (talks / "site" / place).rename(talks / "lost")
    assert not is_current(talks, talks / "site")
    lost.rename(talks / "site" / place)


@pytest.mark.parametrize("damage", [b"", b"{}", b"SQLite format 3\0" + b"0" * 100])
def test_what_is_not_ours_is_not_trusted(talks, damage):
    store = talks / STATE / FILE
    kept = store.read_bytes()
    store.write_bytes(damage)
    assert not is_current(talks, talks / "site")
    store.write_bytes(kept)
    assert is_current(talks, talks / "site")


# These cannot be undone: a file changed and changed back has another inode or time of change.
@pytest.mark.parametrize(
    "place",
    ["content/episodes/a/transcript.vtt", "content/episodes/a/permalinks.jsonl", "mkdocs.yml"],
)
def test_a_change_that_looks_like_none_is_not_current(talks, place):
    assert is_current(talks, talks / "site")
    kept = (talks / place).read_bytes()
    same_size_and_time(talks / place)
    assert not is_current(talks, talks / "site")
    (talks / place).write_bytes(kept)
    os.utime(talks / place, (1_700_000_000, 1_700_000_000.5))
    assert build(talks).status == 0
    assert is_current(talks, talks / "site")
