"""What is doubtful about a transcript, and what its report says."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from onrecord.cli import main
from onrecord.intake.add import Received, plan_addition
from onrecord.intake.doubts import DOUBTS

CASES = YAML(typ="safe").load(Path(__file__).with_name("doubts.yml"))


def content(case) -> bytes:
    text = case["text"].replace("{words}", "we sail and we sing and " * (case.get("words", 0) // 6))
    return text.encode(case.get("encoding", "utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_a_transcript_is_doubtful(case):
    addition = plan_addition(Received(name=case["name"], content=content(case)), "talk")
    assert [doubt.name for doubt in addition.doubts] == case["doubts"]
    assert [one["name"] for one in addition.as_json()["doubtful"]] == case["doubts"]


def test_each_doubt_has_a_case():
    assert {name for case in CASES for name in case["doubts"]} == {doubt.name for doubt in DOUBTS}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_strict_refuses_it_and_writes_nothing(make_archive, tmp_path, capsys, case):
    root = make_archive({"content/archive.yml": "title: Talks\n"})
    file = tmp_path / case["name"]
    file.write_bytes(content(case))
    status = main(["add", "--archive", str(root), "--strict", str(file)])
    printed = capsys.readouterr()
    assert (root / "content/episodes").exists() == (status == 0) == (not case["doubts"])
    for said in case["said"]:
        assert said in printed.out
    reasons = [doubt.reason for doubt in DOUBTS if doubt.name in case["doubts"]]
    assert all(reason in printed.err for reason in reasons)
    assert ("1 not added" in printed.err) == bool(case["doubts"])


def test_a_report_needs_no_archive_and_writes_nothing(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / CASES[0]["name"]).write_bytes(content(CASES[0]))
    assert main(["add", "--report", CASES[0]["name"]]) == 0
    assert "1 would be added" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == [CASES[0]["name"]]


def test_a_report_that_is_strict_only_gives_the_status(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    case = CASES[3]
    (tmp_path / case["name"]).write_bytes(content(case))
    assert main(["add", "--report", "--strict", case["name"]]) == 1
    assert "doubtful, so not added" in capsys.readouterr().err
