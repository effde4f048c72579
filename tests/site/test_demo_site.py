"""The demo site, read by html5lib: what a new user gets from the first command."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from onrecord.chapters import read_marks

DEMO = YAML(typ="safe", pure=True).load(Path(__file__).with_name("demo.yml"))
EPISODE = f"episodes/{DEMO['episode']}"
CHAPTERS = [f"{EPISODE}/{slug}/index.html" for slug, _ in DEMO["chapters"]]
WHOLE = f"{EPISODE}/transcript/index.html"
ANCHOR = re.compile(r"t(\d+h)?\d+m\d\ds-[a-z0-9]{3,}")


def words_of(page) -> list[str]:
    """Return the words of a page as received, with plain apostrophes for typographic ones."""
    return " ".join(sentence.heard for sentence in page.sentences).replace("’", "'").split()


def corrected_words_of(page) -> list[str]:
    """Return the words of a page as shown."""
    return " ".join(sentence.text for sentence in page.sentences).replace("’", "'").split()


@pytest.fixture(scope="module")
def transcript_words(repo) -> list[str]:
    """Words of the transcript file, read without the reader that is tested.

    A block ends at an empty line: text below it is by the site that the file was taken from.
    """
    text = (repo / "content" / EPISODE / "transcript.txt").read_text(encoding="utf-8")
    blocks = re.findall(
        r"^Starting point is \d\d:\d\d:\d\d(.*(?:\n(?!Starting point is ).+)*)", text, re.MULTILINE
    )
    assert len(blocks) > 100
    return " ".join(blocks).replace("’", "'").split()


def test_each_chapter_of_the_description_has_a_folder_with_its_title(demo_site):
    found = {path.parent.name for path in (demo_site.site_dir / EPISODE).glob("*/index.html")} - {
        "transcript"
    }
    assert found == {slug for slug, _ in DEMO["chapters"]}
    assert [demo_site.pages[path].headings for path in CHAPTERS] == [
        (title,) for _, title in DEMO["chapters"]
    ]


def test_chapters_stand_in_order_in_the_list_of_each_page(demo_site):
    expected = [f"{demo_site.base}{path.removesuffix('index.html')}" for path in CHAPTERS]
    for path in (f"{EPISODE}/index.html", WHOLE, *CHAPTERS):
        listed = [link for link in demo_site.pages[path].links if link in expected]
        assert listed[: len(expected)] == expected, path


def test_each_word_is_on_the_chapter_pages_once_and_in_order(demo_site, transcript_words):
    assert [
        word for path in CHAPTERS for word in words_of(demo_site.pages[path])
    ] == transcript_words


def test_each_word_is_on_the_page_of_the_whole_transcript_once_and_in_order(
    demo_site, transcript_words
):
    assert words_of(demo_site.pages[WHOLE]) == transcript_words


def test_recorded_corrections_are_all_that_differs_from_the_transcript(demo_site, repo):
    overlay = YAML(typ="safe", pure=True).load(repo / "content" / EPISODE / "overlay.yml")
    html = demo_site.files[WHOLE].decode()
    assert html.count(" data-heard=") >= len(overlay["corrections"]) > 50
    assert corrected_words_of(demo_site.pages[WHOLE]) != words_of(demo_site.pages[WHOLE])


def test_the_whole_transcript_has_the_sentences_of_the_chapters(demo_site):
    assert demo_site.pages[WHOLE].sentences == tuple(
        sentence for path in CHAPTERS for sentence in demo_site.pages[path].sentences
    )


def test_each_sentence_is_a_span_with_an_anchor_of_the_published_form(demo_site):
    sentences = demo_site.pages[WHOLE].sentences
    assert [s for s in sentences if s.tag != "span" or not ANCHOR.fullmatch(s.id)] == []
    assert len({sentence.id for sentence in sentences}) == len(sentences) > 500


def test_only_sentences_have_an_id_of_the_form_of_an_anchor(demo_site):
    for path, page in demo_site.pages.items():
        anchors = {name for name in page.ids if ANCHOR.fullmatch(name)} - set(page.old_ids)
        assert anchors == {sentence.id for sentence in page.sentences}, path


def test_the_time_in_an_anchor_is_that_of_its_sentence(demo_site):
    for sentence in demo_site.pages[WHOLE].sentences:
        minutes, seconds = re.fullmatch(r"t(\d+)m(\d\d)s-.*", sentence.id).groups()
        assert int(minutes) * 60 + int(seconds) == int(float(sentence.start)), sentence


def test_times_never_go_back(demo_site):
    assert all(
        float(a.start) <= float(b.start) for a, b in pairwise(demo_site.pages[WHOLE].sentences)
    )


def test_no_chapter_starts_or_ends_inside_a_sentence(demo_site):
    for path in CHAPTERS:
        sentences = demo_site.pages[path].sentences
        assert sentences[0].text[0].isupper(), sentences[0]
        assert sentences[-1].text.rstrip("\"'”’")[-1] in ".?!…", sentences[-1]


def test_each_anchor_is_in_the_ledger_with_its_page(demo_site):
    ledger = demo_site.archive / "content" / EPISODE / "permalinks.jsonl"
    entries = [
        json.loads(line) for line in ledger.read_text(encoding="utf-8").splitlines() if line.strip()
    ]
    live = {(entry["page"], entry["anchor"]) for entry in entries if "anchor" in entry}
    shown = {
        (path.removesuffix("index.html"), sentence.id)
        for path in CHAPTERS
        for sentence in demo_site.pages[path].sentences
    }
    assert shown <= live


def test_the_ledger_in_the_repository_is_that_of_the_built_site(demo_site, repo):
    name = f"content/{EPISODE}/permalinks.jsonl"
    assert (demo_site.archive / name).read_bytes() == (repo / name).read_bytes()


@pytest.mark.parametrize("name", DEMO["downloads"])
def test_a_download_is_there_and_linked(demo_site, name):
    assert (demo_site.site_dir / EPISODE / name).stat().st_size > 0
    assert f"{demo_site.base}{EPISODE}/{name}" in demo_site.pages[f"{EPISODE}/index.html"].links


def test_downloads_hold_the_words_of_the_pages(demo_site):
    shown = corrected_words_of(demo_site.pages[WHOLE])
    folder = demo_site.site_dir / EPISODE
    podcasting = json.loads((folder / "transcript.json").read_text(encoding="utf-8"))
    assert " ".join(segment["body"] for segment in podcasting["segments"]).split() == shown
    for name, times in (
        ("transcript.vtt", r"^.*-->.*$|^WEBVTT.*|^NOTE(?:.+\n)+"),
        ("transcript.srt", r"^.*-->.*$|^\d+$"),
    ):
        text = re.sub(times, "", (folder / name).read_text(encoding="utf-8"), flags=re.MULTILINE)
        text = re.sub(
            r"^t\d+m\d\ds-\w+$|^<v [^>]+>|</v>$|^(?:Ilya Sutskever|Dwarkesh Patel): ",
            "",
            text,
            flags=re.MULTILINE,
        )
        assert text.replace("&amp;", "&").split() == shown, name


def test_chapters_json_says_what_the_description_says(demo_site, repo):
    chapters = json.loads(
        (demo_site.site_dir / EPISODE / "chapters.json").read_text(encoding="utf-8")
    )
    assert chapters["version"].startswith("1.")
    assert [chapter["title"] for chapter in chapters["chapters"]] == [
        title for _, title in DEMO["chapters"]
    ]
    description, _, _ = (
        (repo / "content" / EPISODE / "transcript.txt")
        .read_text(encoding="utf-8")
        .partition("Starting point is")
    )
    marks = [
        int(minutes) * 60 + int(seconds)
        for minutes, seconds in re.findall(r"\((\d\d):(\d\d)\) - ", description)
    ]
    assert [chapter["startTime"] for chapter in chapters["chapters"]] == marks
    assert [chapter["url"] for chapter in chapters["chapters"]] == [
        demo_site.url + path.removesuffix("index.html") for path in CHAPTERS
    ]


def test_both_files_of_chapters_say_the_same(demo_site):
    folder = demo_site.site_dir / EPISODE
    (from_json, _), (from_xml, _) = (
        read_marks((folder / name).read_bytes(), name) for name in ("chapters.json", "chapters.xml")
    )
    assert [(mark.start, mark.title) for mark in from_json] == [
        (mark.start, mark.title) for mark in from_xml
    ]
    assert len(from_xml) == len(DEMO["chapters"])


def test_neither_the_raw_transcript_nor_the_works_are_published(demo_site):
    published = {
        path
        for path in demo_site.files
        if path.endswith((".yml", ".jsonl", "NOTICE.md", ".jinja", ".py"))
    }
    assert published == set()
    assert "Starting point is" not in (demo_site.site_dir / EPISODE / "transcript.txt").read_text(
        encoding="utf-8"
    )
