"""Each file of `cases/` is a case; its name says what must hold.

`proposals` are the files in `proposals/` of the episode `first-talk`, `overlay` the overlay beside
them. `refused` gives for a file a part of the message with which it stays; all others are applied
and removed. `becomes` is the overlay then, if it changes. `shows` are sentences of a built page.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from built import build, onrecord
from onrecord.editing.apply_proposals import decide, take_in
from onrecord.editing.proposal_report import MAX_REPORT, write_report
from onrecord.errors import OutsideError
from onrecord.inputs import MAX_PROPOSAL

HERE = Path(__file__).parent
FOLDER = "content/episodes/first-talk"
PROPOSALS = f"{FOLDER}/proposals"
TODAY = date(2026, 12, 1)
CUES = """WEBVTT

00:00:01.000 --> 00:00:04.000
The lock scale is steep. It is so.

00:00:05.000 --> 00:00:09.000
We asked chat GPT about it. Nobody knew.
"""


def cases():
    yaml = YAML(typ="safe", pure=True)
    return [
        pytest.param(yaml.load(path), id=path.stem)
        for path in sorted((HERE / "cases").glob("*.yml"))
    ]


@pytest.fixture
def archive(make_archive):
    def make(proposals: dict[str, str], overlay: str = "") -> Path:
        return make_archive(
            {
                f"{FOLDER}/transcript.vtt": CUES,
                **({f"{FOLDER}/overlay.yml": overlay} if overlay else {}),
                **{f"{PROPOSALS}/{name}": content for name, content in proposals.items()},
            }
        )

    return make


def entry(was: str, now: str, at: str = "0:01") -> str:
    return f'episode: first-talk\ncorrections: [{{at: "{at}", was: {was}, now: {now}}}]\n'


@pytest.mark.parametrize("case", cases())
def test_proposals(archive, case):
    before = case.get("overlay", "")
    root = archive(case["proposals"], before)
    decision = decide(root, on=TODAY)
    said = {
        Path(one.path).name: " ".join(map(str, one.issues))
        for one in decision.verdicts
        if one.refused
    }
    refused = case.get("refused", {})
    assert said.keys() == refused.keys(), said
    assert {name: text for name, text in refused.items() if text not in said[name]} == {}, said
    assert all(
        issue.path.startswith((PROPOSALS, FOLDER)) and issue.line and issue.column
        for issue in decision.issues
    )
    take_in(root, decision)
    assert sorted(path.name for path in (root / PROPOSALS).iterdir()) == sorted(refused)
    overlay = root / FOLDER / "overlay.yml"
    assert (overlay.read_text() if overlay.exists() else "") == case.get("becomes", before)


def test_a_file_with_ten_megabytes_is_not_read(archive):
    root = archive({"a.yml": entry("lock", "log") + f"# {'a' * 10_000_000}\n"})
    [verdict] = decide(root, on=TODAY).verdicts
    assert f"larger than {MAX_PROPOSAL // 1024} kB" in str(verdict.issues[0])


@pytest.mark.parametrize("name", ["a`b.yml", "-rf.yml", "a.yaml", "a b.yml", "a\nb.yml", "ä.yml"])
def test_a_file_with_an_unsafe_name_stays(archive, name):
    root = archive({name: entry("lock", "log")})
    decision = decide(root, on=TODAY)
    assert [one.refused for one in decision.verdicts] == [True]
    take_in(root, decision)
    assert (root / PROPOSALS / name).exists()
    report = write_report(decision.verdicts, "")
    assert report.count("\n#### ") == 0
    assert report.startswith("#### `content/")


def test_a_link_is_no_proposal(archive):
    root = archive({"b.yml": entry("lock", "log")})
    (root / "other.yml").write_text(entry("steep", "deep"))
    (root / PROPOSALS / "a.yml").symlink_to(root / "other.yml")
    for files in ((), (root / PROPOSALS / "a.yml",)):
        refused = [one for one in decide(root, files, on=TODAY).verdicts if one.refused]
        assert [str(one.issues[0]).partition("\n")[0] for one in refused] == [
            f"{PROPOSALS}/a.yml:1:1: error: not a file"
        ]


def test_a_crowd_at_one_sentence_is_not_compared(archive):
    proposals = {f"{n}.yml": entry("lock scale", f"scale {n}") for n in range(25)}
    verdicts = decide(archive({**proposals, "z.yml": entry("chat GPT", "ChatGPT")}), on=TODAY)
    assert [one.path for one in verdicts.verdicts if not one.refused] == [f"{PROPOSALS}/z.yml"]
    assert "apply at most 20 of them at a time" in str(verdicts.verdicts[0].issues[0])


def test_a_file_that_is_named_and_not_there_is_reported(archive):
    with pytest.raises(OutsideError, match=f"{PROPOSALS}/b.yml: no such proposal"):
        decide(root := archive({"a.yml": ""}), [root / PROPOSALS / "b.yml"], on=TODAY)


def test_only_the_files_that_are_named_are_taken(archive):
    root = archive({"a.yml": entry("lock", "log"), "b.yml": entry("GPT", "GPT-4")})
    take_in(root, decide(root, [root / PROPOSALS / "b.yml"], on=TODAY))
    assert [path.name for path in (root / PROPOSALS).iterdir()] == ["a.yml"]
    assert "GPT-4" in (root / FOLDER / "overlay.yml").read_text()


def test_nothing_proposed_is_in_the_site_or_makes_it_stale(archive):
    root = archive({"a.yml": entry("lock", "unheard"), "b.yml": "!!python/object:os.system {"})
    (root / "mkdocs.yml").write_text(
        "site_name: Talks\nsite_url: https://ann.example/\ndocs_dir: content/pages\n"
        "theme: {name: onrecord}\nplugins: [onrecord]\n"
    )
    (root / "content/pages").mkdir()
    (root / "content/pages/index.md").write_text("# Talks\n")
    site = build(root)
    assert site.status == 0, site.output
    assert [path for path, content in site.files.items() if b"unheard" in content] == []
    checked = onrecord("check", "--archive", root)
    assert checked.returncode == 1
    assert f"{PROPOSALS}/b.yml:1:" in checked.stdout
    assert "3 problem(s)" in checked.stdout
    (root / PROPOSALS / "c.yml").write_text(entry("scale", "unheard"))
    again = build(root)
    assert (again.status, again.files) == (0, site.files)
    # On a busy machine the files may be too new for their stats to be trusted: a build looks again.
    nothing = "Nothing has changed", "0 of 1 episodes compiled, 0 pages rendered, 0 files written"
    assert any(each in again.output for each in nothing), again.output


def test_a_report_is_no_longer_than_a_comment_may_be(archive):
    why = "x" * 30_000
    notes = "episode: first-talk\nnotes: [{{at: '0:01', words: {}, note: a, why: {}}}]\n"
    words = ["lock", "scale", "steep", "asked"]
    root = archive({f"{n}.yml": notes.format(one, why) for n, one in enumerate(words)})
    report = write_report(decide(root, on=TODAY).verdicts, "https://ann.example/")
    assert len(report) <= MAX_REPORT + 100
    assert "\n3 more: run `onrecord apply --dry-run --format markdown`.\n" in report
