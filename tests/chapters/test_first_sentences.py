"""Each chapter of the demo starts with the sentence that a careful reader chose.

This holds for the transcript as it came and with the corrections that people added.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from onrecord import chapters, formats, transcript

CHOSEN = YAML(typ="safe", pure=True).load(Path(__file__).with_name("first_sentences.yml"))


def test_the_transcript_as_received_is_divided_where_a_careful_reader_would(repo):
    path = repo / "content/episodes/ilya-sutskever/transcript.txt"
    received = formats.read(formats.Source(path=path.name, content=path.read_bytes()))
    sentences = transcript.divide(received)
    divided = chapters.chapter(received.front, sentences, path=path.name, cues=received.cues)
    found = [(chapter.title, sentences[chapter.sentences[0]].text) for chapter in divided.chapters]
    assert found == [(each["title"], each["starts"]) for each in CHOSEN]


@pytest.mark.parametrize("chosen", CHOSEN, ids=lambda chosen: chosen["slug"])
def test_a_chapter_of_the_demo_site_starts_there(demo_site, chosen):
    first = demo_site.pages[f"episodes/ilya-sutskever/{chosen['slug']}/index.html"].sentences[0]
    assert first.heard.replace("’", "'") == chosen["starts"].replace("’", "'")
