"""Each file of `files/` is a file of chapters in a form that people have.

`marks` are [start, title, line], `says` the messages.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from onrecord.chapters import read_marks
from onrecord.model import (
    Chapter,
    Episode,
    FrontMatter,
    Media,
    Milliseconds,
    Sentence,
    Site,
    Slug,
    TimePoint,
)
from onrecord.pages.chapter_files import write_chapters, write_simple_chapters

FILES = Path(__file__).parent / "files"


@pytest.mark.parametrize("path", sorted(FILES.glob("*.yml")), ids=lambda path: path.stem)
def test_reads_what_the_name_of_the_case_says(path):
    case = YAML(typ="safe", pure=True).load(path)
    marks, issues = read_marks(case["file"].encode(), "chapters.json")
    assert [[mark.start, mark.title, mark.place.line] for mark in marks] == case.get("marks", [])
    assert "".join(f"{issue}\n" for issue in issues) == case.get("says", "")


def test_players_are_told_where_chapters_start_in_the_recording():
    starts = [Milliseconds(0), Milliseconds(750_000)]
    episode = Episode(
        slug=Slug("first"),
        front=FrontMatter(
            media=Media(
                time_map=(TimePoint(transcript=Milliseconds(600_000), audio=Milliseconds(690_000)),)
            )
        ),
        sentences=tuple(
            Sentence(text="So.", span=(0, 3), start=start, end=None, timing="exact")
            for start in starts
        ),
        chapters=tuple(
            Chapter(
                title=f"Part {number}",
                slug=Slug(f"part-{number}"),
                start=start,
                sentences=(number, number + 1),
                origin="editor",
            )
            for number, start in enumerate(starts)
        ),
    )
    site = Site(title="Talks", base="/", url="https://talks.example/")
    assert [
        chapter["startTime"] for chapter in json.loads(write_chapters(episode, site))["chapters"]
    ] == [0, 840]
    assert 'start="00:14:00.000"' in write_simple_chapters(episode, site)
