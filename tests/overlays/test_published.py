"""What people add, in whole sites: what a reader sees, what is kept, and what must be nowhere."""

from __future__ import annotations

import json
import re

import pytest

from built import build, onrecord

FOLDER = "content/episodes/first-talk"
TALK = f"{FOLDER}/transcript.vtt"
CUES = """WEBVTT

00:00:01.000 --> 00:00:04.000
What is the number?

00:00:04.000 --> 00:00:08.000
Call Zebulon Quimby at Xanadu. Dolly.

00:00:08.000 --> 00:00:12.000
It gathers light, mostly. Thank you.
"""
OVERLAY = """
speakers:
  - {at: "0:01", words: What is, person: Ann Lee}
  - {at: "0:04", words: Call, person: Bo Chen}
corrections:
  - {at: "0:06", was: Dolly, now: DALL·E, why: name of a model, by: Cy Fox, on: 2026-02-03, source: "https://example.org/dalle"}
notes:
  - {at: "0:08", words: gathers light, note: "Most **telescopes** do. <img src=x onerror=alert(1)>",
     source: ["https://example.org/light"]}
"""
REDACTION = (
    OVERLAY
    + 'redactions:\n  - {at: "0:04", words: Zebulon Quimby at Xanadu, why: at their wish,'
    + " on: 2026-01-02}\n"
)
PEOPLE = "- {name: Ann Lee, role: host}\n- {name: Bo Chen, role: guest, links: [{title: Bo, url: 'https://example.org/bo'}]}\n"
TREE = {TALK: CUES, f"{FOLDER}/overlay.yml": OVERLAY, "content/people.yml": PEOPLE}
CHAPTER = re.compile(r"episodes/first-talk/(?!transcript/)[^/]+/index.html")


def anchors_of(site) -> list[str]:
    return [
        sentence.id
        for sentence in site.pages["episodes/first-talk/transcript/index.html"].sentences
    ]


def whole(site) -> str:
    return site.files["episodes/first-talk/transcript/index.html"].decode()


def test_a_reader_sees_what_was_heard_and_who_says_otherwise(build_archive):
    site = build_archive(TREE, "--strict")
    assert site.status == 0, site.output
    page = whole(site)
    assert 'data-heard="Dolly"' in page
    assert re.search(r"<ins>DALL·E</ins> · heard as <del>Dolly</del>", page)
    assert "name of a model" in page
    assert 'Cy Fox, <time datetime="2026-02-03">3 February 2026</time>' in page
    assert 'data-speaker="bo-chen" data-attribution="editor" data-role="guest"' in page
    assert page.count('role="note"') == 1
    assert "<strong>telescopes</strong>" in page
    assert "&lt;img src" in page
    assert "<img src=x" not in page
    for page in site.pages.values():
        assert page.errors == ()
        assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    assert onrecord("check", "--archive", site.archive).returncode == 0


def test_every_download_has_the_corrected_words_and_the_speakers(build_archive):
    site = build_archive(TREE)
    for extension in ("vtt", "srt", "json", "txt", "md"):
        text = site.files[f"episodes/first-talk/transcript.{extension}"].decode()
        assert "DALL·E" in text, extension
        assert "Dolly" not in text, extension
        assert "Bo Chen" in text, extension


def test_annotations_select_words_of_the_transcript_as_received(build_archive):
    site = build_archive(TREE)
    received = (
        "What is the number? Call Zebulon Quimby at Xanadu. Dolly."
        " It gathers light, mostly. Thank you."
    )
    collection = json.loads(site.files["episodes/first-talk/annotations.json"])
    correction, note = collection["first"]["items"]
    assert collection["total"] == 2
    assert (correction["motivation"], correction["creator"]["name"], note["motivation"]) == (
        "editing",
        "Cy Fox",
        "commenting",
    )
    assert [body["value"] for body in correction["body"][:2]] == ["DALL·E", "name of a model"]
    for annotation, words in ((correction, "Dolly"), (note, "gathers light")):
        quote, position, fragment = annotation["target"]["selector"]
        assert quote["exact"] == received[position["start"] : position["end"]] == words
        assert received.startswith(quote["suffix"], position["end"])
        assert re.fullmatch(r"t=\d+\.\d{3},\d+\.\d{3}", fragment["value"])


def test_search_engines_are_told_what_was_corrected(build_archive):
    site = build_archive(
        TREE | {f"{FOLDER}/overlay.yml": OVERLAY.replace("name of a model", "</script><b>")}
    )
    [script] = re.findall(
        r'<script type="application/ld\+json">(\{[^<]*"correction"[^<]*)</script>', whole(site)
    )
    [correction] = json.loads(script)["correction"]
    assert correction["text"] == "[0:07] “DALL·E”, heard as “Dolly”: </script><b>"
    assert (correction["datePublished"], correction["author"]["name"]) == ("2026-02-03", "Cy Fox")


def test_people_have_pages_that_say_where_they_speak(build_archive):
    site = build_archive(TREE)
    assert {path for path in site.files if path.startswith("people/")} >= {
        "people/index.html",
        "people/ann-lee/index.html",
    }
    page = site.pages["people/bo-chen/index.html"]
    assert page.headings == ("Bo Chen",)
    assert {"https://example.org/bo", "/episodes/first-talk/"} <= set(page.links)
    [first] = [link for link in page.links if "#t0m04s-" in link]
    assert first.startswith("/episodes/first-talk/")
    assert b"12 words" in site.files["people/bo-chen/index.html"]
    assert "/people/bo-chen/" in site.pages["episodes/first-talk/index.html"].links


def test_removing_the_overlay_gives_the_original_site(build_archive, make_archive):
    plain = build_archive({TALK: CUES})
    site = build(make_archive(TREE, "edited"))
    assert site.files != plain.files
    again = build(make_archive(TREE, "edited"))
    assert again.files == site.files
    (site.archive / FOLDER / "overlay.yml").unlink()
    (site.archive / "content/people.yml").unlink()
    restored = build(site.archive)
    changed = [
        path
        for path in plain.files
        if restored.files.get(path) != plain.files[path] and not path.endswith(".gz")
    ]
    assert changed == []


def test_corrections_and_speakers_move_no_link(build_archive):
    site = build_archive({TALK: CUES})
    before = anchors_of(site)
    for path, content in TREE.items():
        (site.archive / path).write_text(content)
    assert anchors_of(build(site.archive)) == before


def test_a_link_survives_a_transcription_that_says_what_people_corrected(build_archive):
    site = build_archive(TREE)
    before = anchors_of(site)
    (site.archive / TALK).write_text(CUES.replace("Dolly", "DALL·E"))
    (site.archive / FOLDER / "overlay.yml").unlink()
    assert anchors_of(build(site.archive)) == before


@pytest.mark.parametrize(
    "published", [False, True], ids=["before it is published", "after it was published"]
)
def test_redacted_words_are_in_no_file(build_archive, published):
    site = build_archive(TREE if published else TREE | {f"{FOLDER}/overlay.yml": REDACTION})
    before = anchors_of(site)
    (site.archive / FOLDER / "overlay.yml").write_text(REDACTION)
    for _ in range(2):
        site = build(site.archive)
        assert site.status == 0, site.output
        ledger = (site.archive / FOLDER / "permalinks.jsonl").read_bytes()
        for word in (b"Zebulon", b"Quimby", b"Xanadu"):
            assert [path for path, content in site.files.items() if word in content] == []
            assert word not in ledger
        assert anchors_of(site) == before
        assert 'data-redacted="2026-01-02"' in whole(site)
        assert '<time datetime="2026-01-02">2 January 2026</time>' in whole(site)
        assert "at their wish" in whole(site)
        assert onrecord("check", "--archive", site.archive).returncode == 0


def test_words_that_were_merged_before_they_were_redacted_leave_the_ledger_too(build_archive):
    site = build_archive({TALK: CUES})
    (site.archive / TALK).write_text(CUES.replace("Xanadu. Dolly", "Xanadu, Dolly"))
    build(site.archive)
    states = {
        json.loads(line)["state"]
        for line in (site.archive / FOLDER / "permalinks.jsonl").read_text().splitlines()
    }
    assert states == {"live", "merged"}
    (site.archive / FOLDER / "overlay.yml").write_text(
        'redactions: [{at: "0:04", words: "Zebulon Quimby at Xanadu", on: 2026-01-02}]\n'
    )
    site = build(site.archive)
    assert site.status == 0, site.output
    assert b"Quimby" not in (site.archive / FOLDER / "permalinks.jsonl").read_bytes()


def test_a_wrong_overlay_leaves_the_site_as_it_was_and_tells_everything(build_archive):
    site = build_archive(TREE)
    before = dict(site.files)
    entries = "".join(
        f'  - {{at: "0:01", was: nothing {number}, now: x}}\n' for number in range(10_000)
    )
    (site.archive / FOLDER / "overlay.yml").write_text("corrections:\n" + entries)
    broken = build(site.archive)
    assert broken.status == 1
    assert broken.files == before
    assert broken.output.count(": error: corrections[") == 10_000
    assert (
        f"{FOLDER}/overlay.yml:10001:5: error: corrections[10000]:"
        " no such words in the transcript: 'nothing 9999'" in broken.output
    )
    assert "Traceback" not in broken.output


def test_readers_are_offered_to_suggest_a_correction(build_archive):
    site = build_archive(
        TREE | {"content/archive.yml": "title: Talks\nsuggestions: mailto:ann@example.org\n"}
    )
    page = site.pages["episodes/first-talk/transcript/index.html"]
    [link] = [link for link in page.links if link.startswith("mailto:")]
    assert link.startswith("mailto:ann@example.org?subject=Correction%3A%20First%20Talk&body=")
    assert '"suggest": {"form": "mailto:ann@example.org?subject=Correction' in whole(site)
