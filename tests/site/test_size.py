"""The pages of an episode do not depend on the size of the archive."""

from __future__ import annotations

import re
from functools import cache

import pytest

from built import build, write_copies


@pytest.fixture(scope="module")
def sizes(repo, tmp_path_factory):
    """Build an archive of as many copies as asked for of every eighth block of the demo."""
    text = (repo / "content/episodes/ilya-sutskever/transcript.txt").read_text(encoding="utf-8")
    description, *blocks = re.split(r"^(?=Starting point is )", text, flags=re.MULTILINE)
    assert len(blocks) > 100
    transcript = tmp_path_factory.mktemp("short") / "transcript.txt"
    transcript.write_text(description + "".join(blocks[::8]), encoding="utf-8")

    @cache
    def at(count: int):
        site = build(write_copies(tmp_path_factory.mktemp(f"copies-{count}"), transcript, count))
        assert site.status == 0, site.output
        return site

    return at


def test_the_pages_of_an_episode_are_the_same_byte_for_byte_among_1_and_among_50(sizes):
    alone, among = sizes(1).files, sizes(50).files
    own = [path for path in alone if path.startswith("episodes/episode-0001/")]
    assert len(own) > 10
    assert [path for path in own if alone[path] != among[path]] == []


def test_episodes_with_the_same_transcript_differ_by_their_address_alone(sizes):
    files = sizes(50).files
    first, last = "episodes/episode-0001/", "episodes/episode-0050/"
    own = {
        path.removeprefix(first): content
        for path, content in files.items()
        if path.startswith(first)
    }
    other = {
        path.removeprefix(last): content.replace(b"0050", b"0001")
        for path, content in files.items()
        if path.startswith(last)
    }
    assert own.keys() == other.keys()
    assert [path for path in own if own[path].replace(b"0050", b"0001") != other[path]] == []


def test_building_again_gives_the_same_site_byte_for_byte(sizes):
    before = sizes(1)
    files = before.files
    again = build(before.archive, "--clean")
    assert again.status == 0, again.output
    assert again.files.keys() == files.keys()
    # The sitemap's dates and its compressed copy's header are the day and the second of the build.
    assert {path for path, content in again.files.items() if files[path] != content} <= {
        "sitemap.xml.gz",
        "sitemap.xml",
    }
