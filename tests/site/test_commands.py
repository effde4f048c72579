"""The commands on small archives: files, messages and exit statuses."""

from __future__ import annotations

import json
from socket import socket

import pytest

from built import build, onrecord
from onrecord.commands import NAMES

CUES = """WEBVTT

00:00:01.000 --> 00:00:04.000
<v Ann Lee>What is a telescope for?

00:00:04.500 --> 00:00:09.000
<v Bo Chen>For looking & wondering. It <i>gathers</i> light, mostly.
"""
MKDOCS = "site_name: Talks\ndocs_dir: content/pages\ntheme: {name: onrecord}\nplugins: [onrecord]\n"
TALK = "content/episodes/first-talk/transcript.vtt"


def test_nothing_is_required_but_a_transcript(build_archive):
    site = build_archive({TALK: CUES})
    assert site.status == 0, site.output
    page = site.pages["episodes/first-talk/transcript/index.html"]
    assert [sentence.text for sentence in page.sentences] == [
        "What is a telescope for?",
        "For looking & wondering.",
        "It gathers light, mostly.",
    ]


def test_an_archive_without_episodes_gives_a_site_that_says_so(build_archive):
    site = build_archive({"content/archive.yml": "title: Talks\n"})
    assert site.status == 0, site.output
    assert b"no episodes yet" in site.files["index.html"]


def test_pages_that_people_write_are_part_of_the_site(build_archive):
    site = build_archive(
        {
            TALK: CUES,
            "content/pages/about.md": (
                "# About\n\nSee [the talk](/episodes/first-talk/) and <b>this</b>.\n"
            ),
        }
    )
    assert site.status == 0, site.output
    assert "/episodes/first-talk/" in site.pages["about/index.html"].links
    assert b"&lt;b&gt;" in site.files["about/index.html"]


def test_a_dead_link_in_a_written_page_is_an_error_when_strict(build_archive):
    tree = {TALK: CUES, "content/pages/about.md": "# About\n\n[gone](/episodes/no-such-talk/)\n"}
    site = build_archive(tree, "--strict")
    assert site.status == 1
    assert "no-such-talk" in site.output


def test_a_mistake_in_the_content_leaves_the_old_site_whole(build_archive):
    site = build_archive({TALK: CUES})
    before = dict(site.files)
    (site.archive / "content/episodes/first-talk/episode.yml").write_text("titel: Glass\n")
    broken = build(site.archive)
    assert broken.status == 1
    assert "content/episodes/first-talk/episode.yml:1:1: error:" in broken.output
    assert "title" in broken.output
    assert "Traceback" not in broken.output
    assert broken.files == before


def test_a_test_cannot_take_a_later_site_for_an_earlier_one(build_archive):
    first = build_archive({TALK: CUES})
    build(first.archive)
    with pytest.raises(AssertionError, match="was built again"):
        _ = first.files


def test_a_build_writes_nothing_into_the_content_but_what_it_has_published(build_archive):
    site = build_archive({TALK: CUES, "content/pages/index.md": "Hello.\n"})
    assert {
        path.relative_to(site.archive).as_posix()
        for path in (site.archive / "content").rglob("*")
        if path.is_file()
    } == {
        TALK,
        "content/pages/index.md",
        "content/episodes/first-talk/permalinks.jsonl",
        "content/addresses.jsonl",
    }


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "--archive", "nowhere"),
        ("check", "--archive", "nowhere"),
        ("pages", "--archive", "nowhere", "--out", "tree"),
        ("serve", "--archive", "nowhere"),
        ("serve", "--port", "70000"),
        ("build", "--no-such-option"),
        ("no-such-command",),
        (),
    ],
    ids=" ".join,
)
def test_usage_and_configuration_end_with_2(tmp_path, arguments):
    done = onrecord(*arguments, cwd=tmp_path)
    assert done.returncode == 2, done.stdout
    assert "Traceback" not in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_command_gets_the_nearest_name(tmp_path):
    assert "did you mean 'build'?" in onrecord("buidl", cwd=tmp_path).stdout


@pytest.mark.parametrize("command", NAMES)
def test_help_has_an_example(command, tmp_path):
    done = onrecord(command, "--help", cwd=tmp_path)
    assert done.returncode == 0
    assert f"example:\n  onrecord {command}" in done.stdout


def test_a_preview_on_a_port_in_use_ends_with_3(make_archive):
    root = make_archive({TALK: CUES, "mkdocs.yml": MKDOCS, "content/pages/index.md": "Hello.\n"})
    with socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = onrecord("serve", "--archive", root, "--port", port)
    assert done.returncode == 3, done.stdout
    assert f"127.0.0.1:{port}: Address already in use" in done.stdout
    assert "Traceback" not in done.stdout


def test_a_site_that_cannot_be_written_ends_with_3(make_archive):
    root = make_archive({TALK: CUES, "public": "a file where a folder is wanted"})
    done = onrecord("build", "--archive", root, "--site-dir", root / "public" / "site")
    assert done.returncode == 3, done.stdout
    assert "public" in done.stdout
    assert "Traceback" not in done.stdout


JAPANESE = "WEBVTT\n\n00:00.000 --> 00:04.000\n船が港を出ました。\n"


@pytest.mark.parametrize(("cues", "sentences", "words"), [(CUES, 3, 13), (JAPANESE, 1, 5)])
def test_check_finds_a_sound_site_sound(build_archive, cues, sentences, words):
    site = build_archive({TALK: cues})
    done = onrecord("check", "--archive", site.archive, "--json")
    assert done.returncode == 0, done.stdout
    report = json.loads(done.stdout)
    assert report["problems"] == 0
    assert [
        (episode["slug"], episode["sentences"], episode["words"]) for episode in report["episodes"]
    ] == [("first-talk", sentences, words)]


DAMAGE = {
    "a word is lost": ("mostly.", "."),
    "a word is changed": ("wondering", "wandering"),
    "a word is doubled": ("gathers", "gathers gathers"),
    "words change places": ("gathers light", "light gathers"),
    "an anchor is renamed": ('<span id="t', '<span id="x'),
}


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("page", ["transcript", "chapter"])
def test_check_finds(build_archive, damage, page):
    site = build_archive({TALK: CUES})
    assert site.status == 0, site.output
    folder = site.site_dir / "episodes/first-talk"
    [path] = [
        path
        for path in folder.glob("*/index.html")
        if (path.parent.name == "transcript") == (page == "transcript")
    ]
    whole = path.read_text(encoding="utf-8")
    # From the transcript on: the page says its first words in its description too.
    head, mark, words = whole.partition('<div class="tr"')
    assert DAMAGE[damage][0] in words
    path.write_text(head + mark + words.replace(*DAMAGE[damage]), encoding="utf-8")
    done = onrecord("check", "--archive", site.archive)
    assert done.returncode == 1, done.stdout
    assert "Traceback" not in done.stdout


def test_check_finds_a_site_that_was_never_built(make_archive):
    done = onrecord("check", "--archive", make_archive({TALK: CUES}))
    assert done.returncode == 1, done.stdout
    assert "not built" in done.stdout


BACKWARDS = f"{CUES}\n00:00:12.000 --> 00:00:11.000\n<v Ann Lee>And what does a mirror do?\n"
ARCHIVES = {
    "a cue that ends before it starts": {"content/episodes/a/transcript.vtt": BACKWARDS},
    "a mark of the page": {
        "content/episodes/a/transcript.md": "**Ann:** Hello there.\n\n**Break:** \\[15:27\\]\n\n"
        "**Ann:** Here again.\n\n**Ben:** And so am I.\n\n**Ann:** Good.\n\n**Ben:** Bye.\n",
    },
    "two episodes, of which one is sound": {
        "content/episodes/a/transcript.vtt": BACKWARDS,
        "content/episodes/b/transcript.vtt": CUES,
    },
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_check_reports_the_warnings_of_build(make_archive, name):
    root = make_archive(ARCHIVES[name])
    built = onrecord("build", "--archive", root)
    checked = onrecord("check", "--archive", root)
    assert warnings_in(built) == warnings_in(checked)
    assert warnings_in(built)


def warnings_in(done):
    """Return the warnings that a command printed, without the prefix of MkDocs."""
    lines = f"{done.stdout}\n{done.stderr}".split("\n")
    return sorted(line.removeprefix("WARNING - ") for line in lines if ": warning:" in line)
