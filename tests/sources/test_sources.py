"""What a transcript file says beside its words, in the compiled episode; each a case in `cases/`.

A case has `says`, `source`, the `files` of an episode folder (or the `document` of a Word file with
its `parts`) and what is expected: `sentences`, `notes` as [sentence, words, text], `topics` as the
label and the sentences of each passage, `chapters` as [title, start in ms], `chapters_json` as
[title, start in seconds], fields of the metadata under `front`, and `issues`.
"""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from onrecord import formats
from onrecord.archive import Document
from onrecord.inputs import EpisodeFiles
from onrecord.model import Site, Slug
from onrecord.pages.chapter_files import write_chapters
from onrecord.pipeline import prepare, publish
from word_document import zip_document

CASES = [
    pytest.param(case, id=f"{path.stem}-{number}")
    for path in sorted(Path(__file__).with_name("cases").glob("*.yml"))
    for number, case in enumerate(YAML(typ="safe").load(path), 1)
]
SITE = Site(title="Talks", language="en", base="/")


@pytest.mark.parametrize("case", CASES)
def test_a_transcript_file(case):
    published = publish(prepare(files_of(case)), SITE, date(2026, 3, 1))
    episode = published.episode
    said = [sentence.text for sentence in episode.sentences]
    listed = json.loads(write_chapters(episode, SITE))["chapters"]
    found = {
        "sentences": said,
        "speakers": [sentence.speaker for sentence in episode.sentences],
        "notes": [[said[note.sentence], note.words, note.text] for note in episode.notes],
        "topics": {
            term.label: [said[slice(*passage.sentences)] for passage in term.passages]
            for term in episode.topics
            if term.label in case["expect"].get("topics", {})
        },
        "chapters": [[chapter.title, chapter.start] for chapter in episode.chapters],
        "chapters_json": [[one["title"], one["startTime"]] for one in listed],
        "issues": [issue.message for issue in episode.issues],
        "front": {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in asdict(episode.front).items()
            if key in case["expect"].get("front", {})
        },
    }
    if "people" in found["front"]:
        people = [[one.name, one.role] for one in episode.front.people]
        found["front"] |= {"people": people}
    assert {key: found[key] for key in case["expect"]} == case["expect"]


def files_of(case) -> EpisodeFiles:
    files = {name: text.encode() for name, text in case.get("files", {}).items()}
    if "document" in case:
        files["transcript.docx"] = zip_document(case["document"], **case.get("parts", {}))
    [name] = [name for name in files if name.startswith("transcript.")]
    beside = {
        key: Document(path=f"{key}.yml", content=files[f"{key}.yml"])
        for key in ("episode", "overlay")
        if f"{key}.yml" in files
    }
    return EpisodeFiles(
        slug=Slug("talk"),
        transcript=formats.Source(path=name, content=files[name]),
        **beside,
    )
