"""`onrecord new`: an archive that a person only has to commit."""

import json
from importlib.resources import files

import pytest
from jsonschema import Draft7Validator
from ruamel.yaml import YAML

from built import build
from onrecord.archive import read_archive
from onrecord.cli import main
from podcast import vtt


@pytest.fixture
def made(tmp_path, capsys):
    root = tmp_path / "demo"
    assert main(["new", str(root)]) == 0
    capsys.readouterr()
    return root


@pytest.fixture
def workflow(made):
    return YAML(typ="safe").load(made / ".github/workflows/publish.yml")


def test_it_holds_all_that_an_archive_needs(made):
    assert sorted(
        path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()
    ) == [
        ".github/workflows/comment-on-proposals.yml",
        ".github/workflows/proposals.yml",
        ".github/workflows/publish.yml",
        ".gitignore",
        "content/archive.yml",
        "content/episodes/.gitkeep",
        "content/pages/index.md",
        "mkdocs.yml",
        "requirements.txt",
    ]
    assert "@" not in (made / "requirements.txt").read_text(encoding="utf-8")


def test_what_its_archive_file_offers_can_be_said(made):
    lines = (made / "content/archive.yml").read_text(encoding="utf-8").splitlines()
    offered = [
        line.removeprefix("# ")
        for line in lines
        if line.startswith("# ") and not line.endswith((".", "it."))
    ]
    front, issues = read_archive("\n".join(offered).encode(), "content/archive.yml")
    assert [str(issue) for issue in issues] == []
    assert [(feed.url, feed.show) for feed in front.feeds] == [
        ("https://example.org/feed.xml", ""),
        ("https://example.org/other.xml", "The other show"),
    ]


def test_it_builds_with_an_episode(made, tmp_path):
    (tmp_path / "on-glass.vtt").write_bytes(vtt("Hello there."))
    assert main(["add", str(tmp_path / "on-glass.vtt"), "--archive", str(made)]) == 0
    site = build(made)
    assert site.status == 0, site.output
    assert "On Glass" in site.files["index.html"].decode()


@pytest.mark.parametrize("name", ["publish", "proposals", "comment-on-proposals"])
def test_its_workflows_are_ones(made, name):
    workflow = YAML(typ="safe").load(made / f".github/workflows/{name}.yml")
    schema = json.loads(
        files("check_jsonschema")
        .joinpath("builtin_schemas/vendor/github-workflows.json")
        .read_text(encoding="utf-8")
    )
    # YAML 1.2 reads `on` as text, as GitHub does.
    assert [error.message for error in Draft7Validator(schema).iter_errors(workflow)] == []


def test_its_workflow_keeps_links_before_it_publishes_them(workflow):
    steps = workflow["jobs"]["build"]["steps"]
    does = [step.get("uses", step.get("run", "")) for step in steps]
    parts = ("actions/cache", "sync", "apply", "build", "git push", "upload-pages")
    places = [next(number for number, text in enumerate(does) if part in text) for part in parts]
    assert places == sorted(places)
    assert steps[0]["with"]["ref"] == "${{ github.ref_name }}"
    assert workflow["concurrency"]["cancel-in-progress"] is False
    assert workflow["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}


def test_a_folder_with_something_in_it_is_left_alone(tmp_path, capsys):
    (tmp_path / "mine").write_text("mine", encoding="utf-8")
    assert main(["new", str(tmp_path)]) == 2
    assert "not an empty folder; nothing was written" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
    assert main(["new", str(tmp_path / "mine")]) == 2


def test_a_folder_where_nothing_can_be_written_is_told(tmp_path, capsys):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert main(["new", str(tmp_path / "file" / "demo")]) == 3
    assert "Not a directory" in capsys.readouterr().err
