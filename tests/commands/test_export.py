"""`onrecord export`."""

import pytest

from onrecord import formats
from onrecord.cli import main
from podcast import vtt


@pytest.fixture
def root(make_archive):
    return make_archive(
        {"content/episodes/on-glass/transcript.vtt": vtt("Hello there.", "We begin.").decode()}
    )


@pytest.mark.parametrize("extension", ["vtt", "srt", "json", "md", "txt"])
def test_what_is_exported_holds_the_same_words(root, capsys, extension):
    assert main(["export", "on-glass", "--format", extension, "--archive", str(root)]) == 0
    read = formats.read(
        formats.Source(path=f"a.{extension}", content=capsys.readouterr().out.encode())
    )
    assert " ".join(cue.text for cue in read.cues).removeprefix("Ann: ") == "Hello there. We begin."


def test_chapters_are_exported_too(root, capsys):
    assert main(["export", "on-glass", "--format", "chapters", "--archive", str(root)]) == 0
    assert '"chapters"' in capsys.readouterr().out


def test_a_file_is_written_where_one_is_named(root, tmp_path, capsys):
    assert (
        main(
            [
                "export",
                "on-glass",
                "--format",
                "txt",
                "--out",
                str(tmp_path / "a.txt"),
                "--archive",
                str(root),
            ]
        )
        == 0
    )
    assert "Ann:\nHello there.\nWe begin.\n" in (tmp_path / "a.txt").read_text(encoding="utf-8")
    assert capsys.readouterr().out == ""


def test_an_episode_that_is_not_there_is_told_with_the_nearest(root, capsys):
    assert main(["export", "on-grass", "--format", "vtt", "--archive", str(root)]) == 2
    assert "did you mean 'on-glass'?" in capsys.readouterr().err


def test_an_unknown_format_is_told_with_those_that_are_known(root, capsys):
    with pytest.raises(SystemExit):
        main(["export", "on-glass", "--format", "pdf", "--archive", str(root)])
    assert "vtt" in capsys.readouterr().err
