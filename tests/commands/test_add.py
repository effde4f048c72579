"""`onrecord add` as people use it, and as they get it wrong."""

import json
from pathlib import Path

import pytest

from built import build
from onrecord.cli import main
from podcast import serve_podcast, vtt

TALK = vtt("Hello there.", "We begin.")


@pytest.fixture
def root(make_archive) -> Path:
    return make_archive({"content/archive.yml": "title: Talks\n"})


@pytest.fixture
def inbox(tmp_path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "On Glass.vtt").write_bytes(TALK)
    return folder


@pytest.fixture
def add(root, capsys):
    """Run the command and give its exit status and what it prints on both streams."""

    def run(*arguments: object) -> tuple[int, str, str]:
        status = main(["add", "--archive", str(root), *(str(argument) for argument in arguments)])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run


def episodes(root: Path) -> list[str]:
    folder = root / "content/episodes"
    return (
        sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
        if folder.exists()
        else []
    )


def test_a_file_becomes_an_episode_that_builds(root, inbox, add):
    status, out, err = add(inbox / "On Glass.vtt")
    assert (status, err) == (0, "1 added; next: onrecord build\n")
    assert out == (
        "On Glass.vtt -> content/episodes/on-glass/transcript.vtt\n"
        "    format    webvtt\n"
        "    language  not sure, so en is assumed; if it is another, add 'language:' to "
        "content/episodes/on-glass/episode.yml\n"
        "    duration  0:04\n"
        "    words     4, 60 a minute\n"
        "    chapters  none\n"
        "    speakers  100 %  Ann\n"
        "    doubtful  the language is not sure\n"
    )
    assert (root / "content/episodes/on-glass/transcript.vtt").read_bytes() == TALK
    assert episodes(root) == ["on-glass/episode.yml", "on-glass/transcript.vtt"]
    assert build(root, "--strict").status == 0


@pytest.mark.parametrize(
    ("archive", "name", "words", "language"),
    [
        ("", "talk.vtt", "Wir haben im letzten Sommer ein Boot gebaut, und es ist gesunken.", "de"),
        ("", "talk.es.vtt", "Hola.", "es"),
        (
            "language: en-GB\n",
            "talk.vtt",
            "We waited there with the nets, and the harbour was shut.",
            "en-GB",
        ),
    ],
    ids=["of its words", "in its name", "of the archive, with its region"],
)
def test_the_language_is_written_when_it_is_sure(root, inbox, add, archive, name, words, language):  # noqa: PLR0917 - one for each column
    (root / "content/archive.yml").write_text(archive, encoding="utf-8")
    (inbox / name).write_bytes(vtt(*[words] * 3))
    assert f"    language  {language}, " in add(inbox / name, "--slug", "talk")[1]
    front = (root / "content/episodes/talk/episode.yml").read_text(encoding="utf-8")
    assert f'language: "{language}"\n' in front


def test_chapters_beside_a_file_come_along(root, inbox, add):
    chapters = b'{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Beginning"}]}'
    (inbox / "On Glass.chapters.json").write_bytes(chapters)
    assert "    chapters  1, from its chapters file\n" in add(inbox)[1]
    assert (root / "content/episodes/on-glass/chapters.json").read_bytes() == chapters


def test_a_wrong_extension_is_put_right_and_told(root, inbox, add):
    (inbox / "On Glass.vtt").rename(inbox / "talk.srt")
    status, out, _ = add(inbox / "talk.srt")
    assert status == 0
    assert "    repairs   line 1: named .srt, but the content is webvtt; read as that" in out
    assert "talk/transcript.vtt" in episodes(root)


def test_nothing_is_written_over(root, inbox, add):
    add(inbox / "On Glass.vtt")
    (inbox / "On Glass.vtt").write_bytes(vtt("Another."))
    status, _, err = add(inbox / "On Glass.vtt")
    assert status == 2
    assert "an episode 'on-glass' exists already; it was left as it is" in err
    assert "onrecord update on-glass FILE" in err
    assert (root / "content/episodes/on-glass/transcript.vtt").read_bytes() == TALK


def test_a_broken_file_stops_no_other_and_is_told_at_the_end(root, inbox, add):
    (inbox / "a-broken.vtt").write_bytes(b"<!doctype html><title>404 Not Found</title>")
    (inbox / "z-last.vtt").write_bytes(TALK)
    status, out, err = add(inbox)
    assert status == 1
    assert "] On Glass.vtt -> " in out
    assert "a-broken.vtt:1:1: error: not a transcript, but a page of HTML: '404 Not Found'" in err
    assert err.endswith("1 not added\n2 added; next: onrecord build\n")
    assert [path for path in episodes(root) if "transcript" in path] == [
        "on-glass/transcript.vtt",
        "z-last/transcript.vtt",
    ]


def test_a_dry_run_writes_nothing_and_sees_names_that_collide(root, inbox, add):
    (inbox / "on-glass.vtt").write_bytes(TALK)
    status, out, err = add(inbox, "--dry-run")
    assert status == 1
    assert "content/episodes/on-glass/transcript.vtt" in out
    assert "another of these sources makes an episode 'on-glass'" in err
    assert "1 would be added" in err
    assert episodes(root) == []


def test_names_of_files_cannot_write_to_the_terminal(inbox, add):
    (inbox / "On Glass.vtt").rename(inbox / "On\x1b[31m\nGlass.vtt")
    (inbox / "x\x1b[31m.vtt").write_bytes(b"")
    status, out, err = add(inbox)
    assert status == 1
    assert out.startswith(
        "[1/2] On\\x1b[31m\\nGlass.vtt -> content/episodes/on-31m-glass/transcript.vtt\n"
    )
    assert "\x1b" not in out + err


def test_a_pattern_is_expanded(root, inbox, add):
    (inbox / "two.vtt").write_bytes(TALK)
    assert add(inbox / "*.vtt")[0] == 0
    assert len(episodes(root)) == 4


def test_prose_is_added_and_said_to_have_no_times_and_no_speakers(root, inbox, add):
    told = (
        "We had no coal that winter, so my father burned the old barn, board by board. "
        "He never said a word about it. "
    )
    (inbox / "talk.txt").write_text(f"{told}\n\n{told}\n\n{told}\n", encoding="utf-8")
    status, out, _ = add(inbox / "talk.txt")
    assert status == 0
    assert "    format    prose\n" in out
    assert "    duration  no times\n    words     69\n" in out
    assert "    speakers  none named\n" in out
    assert build(root, "--strict").status == 0
    (inbox / "README.md").write_text(f"# Inbox\n\n{told * 3}", encoding="utf-8")
    assert "README" not in add(inbox, "--dry-run")[1]


def test_a_file_called_transcript_takes_the_name_of_its_folder(root, inbox, add):
    (inbox / "On Glass.vtt").rename(inbox / "transcript.vtt")
    add(inbox)
    assert "inbox/transcript.vtt" in episodes(root)


def test_the_report_can_be_read_by_programs(inbox, add):
    (inbox / "empty.vtt").write_bytes(b"")
    status, out, err = add(inbox, "--json")
    report = json.loads(out)
    assert (status, err) == (1, "")
    assert [
        (one["slug"], one["format"], one["duration_ms"], one["words"], one["speakers"])
        for one in report["added"]
    ] == [("on-glass", "webvtt", 4000, 4, [{"speaker": "Ann", "words": 4}])]
    assert [Path(one["source"]).name for one in report["broken"]] == ["empty.vtt"]


def test_an_address_is_fetched_and_kept_as_the_source(root, add):
    with serve_podcast() as host:
        host.files["/talks/on-glass.vtt"] = TALK
        address = f"{host.address}/talks/on-glass.vtt"
        status, _, err = add(address)
        assert status == 3
        assert "leads to 127.0.0.1, on this machine or in its own network; not followed" in err
        assert add(address, "--allow-private")[0] == 0
    assert f'source: "{address}"' in (root / "content/episodes/on-glass/episode.yml").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["nowhere.vtt"], 3, "nowhere.vtt: no such file or folder"),
        ([""], 3, "'': no such file or folder"),
        (["http://[::1/talk.vtt"], 3, "http://[::1/talk.vtt: Invalid IPv6 URL"),
        (["http://a.example:99999/talk.vtt"], 3, "Port out of range"),
        (["ftp://a.example/talk.vtt"], 2, "only http and https addresses can be added"),
        (
            ["{inbox}/On Glass.vtt", "--slug", "On Glass"],
            2,
            "'On Glass' cannot be part of an address\n    hint: take 'on-glass'",
        ),
        (["{inbox}/On Glass.vtt", "--slug", "../out"], 2, "cannot be part of an address"),
        (["{inbox}", "{inbox}/../inbox", "--slug", "a"], 2, "--slug names one episode"),
    ],
)
def test_a_slip_is_told(  # noqa: PLR0917 - pytest passes them by name
    root, inbox, capsys, arguments, status, message
):
    named = [argument.replace("{inbox}", str(inbox)) for argument in arguments]
    assert main(["add", "--archive", str(root), *named]) == status
    err = capsys.readouterr().err
    assert message in err
    assert episodes(root) == []
