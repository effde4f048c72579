"""Names that other files state reach the readers from every command."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from onrecord import archive
from onrecord.editing import export, replace_transcript, suggest_entries
from onrecord.inputs import find_episode, read_files, read_shared
from onrecord.intake.add import Received, plan_addition, read_surroundings
from onrecord.model import FrontMatter, Site
from onrecord.pipeline import prepare

TABLE = YAML(typ="safe").load(Path(__file__).with_name("names.yml"))
CASES = TABLE["cases"]
TALK = "content/episodes/talk"


def speakers_of(prepared) -> list[str]:
    return list(dict.fromkeys(one.speaker for one in prepared.divided if one.speaker))


@pytest.fixture
def root(make_archive, case):
    beside = {
        "content/people.yml": case.get("people"),
        f"{TALK}/episode.yml": case.get("episode"),
        f"{TALK}/overlay.yml": case.get("overlay"),
    }
    files = {path: text for path, text in beside.items() if text}
    return make_archive({f"{TALK}/transcript.srt": TABLE["transcript"], **files})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_all_commands_read_the_same_speakers(root, case, tmp_path, monkeypatch):
    expected = case["speakers"]
    read: list[list[str]] = []

    def record(files):
        prepared = prepare(files)
        read.append(speakers_of(prepared))
        return prepared

    files = read_files(root, find_episode(root, "talk"), read_shared(root))
    assert speakers_of(prepare(files)) == expected
    # `update` reads the new file and the old one, `suggest` the old one.
    new = tmp_path / "new.srt"
    new.write_text(TABLE["transcript"], encoding="utf-8")
    monkeypatch.setattr(replace_transcript, "prepare", record)
    replace_transcript.plan_update(root, "talk", new)
    monkeypatch.setattr(suggest_entries, "prepare", record)
    suggest_entries.suggest(root, "corrections", "talk")
    assert len(read) >= 2
    assert all(one == expected for one in read)
    # What is published has the speaker, or leaves the label among the words.
    text = export.export(root, "talk", "vtt", Site(title="Talks"))
    assert ("<v " in text) == bool(expected)
    assert ("Zed Fox: It" in text) == (not expected)


@pytest.mark.parametrize(
    "case", [case for case in CASES if "overlay" not in case], ids=lambda case: case["case"]
)
def test_a_new_episode_is_reported_with_them(root, case):
    stated, _ = archive.read_episode(case.get("episode", "").encode(), "episode.yml")
    # A feed has people, but no labels.
    received = Received(
        name="new.srt",
        content=TABLE["transcript"].encode(),
        front=FrontMatter(people=stated.people),
    )
    report = plan_addition(received, "new", read_surroundings(root)).report
    assert [one.speaker for one in report.speakers] == ([] if stated.labels else case["speakers"])
