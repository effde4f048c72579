"""Old links of small sites lead to their words, to the heir of these, or to a dated note."""

from __future__ import annotations

import json
import re
import shutil

import pytest

from built import build, onrecord

SAID = [
    "What is a telescope for?",
    "For looking at what is too far away to touch.",
    "The mirror took us eleven winters to grind.",
    "Nobody believed that glass could be that patient.",
    "Who paid for the second dome?",
    "A baker from the valley, who never once looked through it.",
    "He said that flour and starlight are the same trade.",
    "And then the flood came and took the road.",
]
FOLDER = "content/episodes/first-talk"


def cues(said, shift=0) -> str:
    lines = ["WEBVTT", ""]
    for number, words in enumerate(said):
        start = 60 * number + shift
        minute, second = divmod(start, 60)
        lines += [
            f"00:{minute:02}:{second:02}.000 --> 00:{minute:02}:{second + 20:02}.000",
            words,
            "",
        ]
    return "\n".join(lines)


def chapters(*starts) -> str:
    return "title: First talk\nchapters:\n" + "".join(
        f'  - {{start: "{minute}:00", title: {title}}}\n' for minute, title in starts
    )


@pytest.fixture
def site(build_archive):
    """An episode of two chapters, published."""
    built = build_archive(
        {
            f"{FOLDER}/transcript.vtt": cues(SAID),
            f"{FOLDER}/episode.yml": chapters((0, "Glass"), (4, "Money")),
            "content/episodes/other/transcript.vtt": cues(["Another talk.", "It is short."]),
        }
    )
    assert built.status == 0, built.output
    return built


def ledger(site) -> dict[str, dict]:
    lines = (site.archive / FOLDER / "permalinks.jsonl").read_text(encoding="utf-8").splitlines()
    return {entry["words"]: entry for entry in map(json.loads, lines)}


def again(site, *options):
    built = build(site.archive, *options)
    assert built.status == 0, built.output
    checked = onrecord("check", "--archive", site.archive)
    assert checked.returncode == 0, checked.stdout
    return built


def element(built, url: str, anchor: str):
    """Return the HTML from the element of an anchor on."""
    html = built.files[f"{url}index.html"].decode()
    assert html.count(f'id="{anchor}"') == 1, f"{url}#{anchor}"
    return html[html.rindex("<", 0, html.index(f'id="{anchor}"')) :]


def test_a_merged_sentence_leads_to_the_one_that_holds_it(site):
    old = ledger(site)
    merged = [*SAID[:2], SAID[2].rstrip(".") + ", " + SAID[3].lower(), *SAID[4:]]
    (site.archive / FOLDER / "transcript.vtt").write_text(cues(merged))
    built = again(site)
    for url in ("episodes/first-talk/glass/", "episodes/first-talk/transcript/"):
        found = [element(built, url, old[words]["anchor"]) for words in SAID[2:4]]
        aliases = [html for html in found if html.startswith("<a ") and "data-alias" in html[:80]]
        assert len(aliases) == 1, (
            "one of the two is the id of the heir, the other stands in front of it"
        )
        assert all(
            "The mirror took us eleven winters to grind, nobody"
            in re.sub("<[^>]*>", "", html)[:300]
            for html in found
        )


def test_a_sentence_that_went_leaves_a_dated_note_with_the_nearest_words(site):
    old = ledger(site)
    (site.archive / FOLDER / "transcript.vtt").write_text(cues([*SAID[:6], SAID[7]]))
    built = again(site)
    for url in ("episodes/first-talk/money/", "episodes/first-talk/transcript/"):
        note = element(built, url, old[SAID[6]]["anchor"])
        assert 'role="note"' in note[:200]
        assert "data-gone=" in note[:200]
        assert (
            old[SAID[5]]["anchor"] in note.partition("</p>")[0]
            or old[SAID[7]]["anchor"] in note.partition("</p>")[0]
        )


def test_a_sentence_of_another_chapter_is_followed_there(site):
    old = ledger(site)
    (site.archive / FOLDER / "episode.yml").write_text(chapters((0, "Glass"), (5, "Money")))
    built = again(site)
    mark = element(built, "episodes/first-talk/money/", old[SAID[4]]["anchor"])
    assert mark.startswith("<a ")
    assert "data-moved" in mark[:200]
    assert (
        f'href="/episodes/first-talk/glass/#{old[SAID[4]]["anchor"]}"' in mark.partition("</a>")[0]
    )
    assert "Who paid for the second dome?" in mark.partition("</a>")[0]


def test_a_chapter_that_was_renamed_stays_at_its_old_address_too(site):
    old = ledger(site)
    (site.archive / FOLDER / "episode.yml").write_text(
        chapters((0, "Glass"), (4, "Bread and stars"))
    )
    built = again(site)
    for words in SAID[4:]:
        assert f"/episodes/first-talk/bread-and-stars/#{old[words]['anchor']}" in element(
            built, "episodes/first-talk/money/", old[words]["anchor"]
        )
    assert b"noindex" in built.files["episodes/first-talk/money/index.html"]


def test_an_episode_that_was_renamed_stays_at_its_old_addresses_too(site):
    old = ledger(site)
    shutil.move(site.archive / FOLDER, site.archive / "content/episodes/a-talk-on-glass")
    built = again(site)
    for url in ("episodes/first-talk/glass/", "episodes/first-talk/transcript/"):
        assert (
            "/episodes/a-talk-on-glass/"
            in element(built, url, old[SAID[0]]["anchor"]).partition("</a>")[0]
        )
    assert b"/episodes/a-talk-on-glass/" in built.files["episodes/first-talk/index.html"]
    assert b"first-talk" not in built.files["episodes/index.html"]


def test_a_withdrawn_episode_leaves_notes_and_no_words(site):
    old = ledger(site)
    (site.archive / FOLDER / "episode.yml").write_text(
        chapters((0, "Glass"), (4, "Money"))
        + "withdrawn: {on: 2026-02-03, why: at the speaker's wish}\n"
    )
    built = again(site)
    assert (
        "at the speaker" in element(built, "episodes/first-talk/money/", old[SAID[5]]["anchor"])
        or b"at the speaker" in (built.files["episodes/first-talk/money/index.html"])
    )
    assert [
        path for path, content in built.files.items() if b"baker from the valley" in content
    ] == []
    assert not [path for path in built.files if path.startswith("episodes/first-talk/transcript.")]
    assert b"first-talk" not in built.files["episodes/index.html"]


def test_a_withdrawn_episode_needs_no_transcript_and_an_episode_without_one_is_an_error(site):
    (site.archive / FOLDER / "transcript.vtt").unlink()
    failed = build(site.archive)
    assert failed.status == 1
    assert "no transcript, for an episode that was published" in failed.output
    (site.archive / FOLDER / "episode.yml").write_text("withdrawn: {on: 2026-02-03}\n")
    again(site)


def test_a_withdrawn_episode_that_comes_back_has_its_links(site):
    old = ledger(site)
    written = (site.archive / FOLDER / "episode.yml").read_text()
    (site.archive / FOLDER / "episode.yml").write_text(written + "withdrawn: {on: 2026-02-03}\n")
    again(site)
    (site.archive / FOLDER / "episode.yml").write_text(written)
    built = again(site)
    for number, words in enumerate(SAID):
        url = f"episodes/first-talk/{'glass' if number < 4 else 'money'}/"
        assert (
            words.replace("'", "’")
            in element(built, url, old[words]["anchor"]).partition("</span>")[0]
        )


def test_an_episode_whose_folder_was_deleted_leaves_a_note_at_each_address_and_a_warning(site):
    addresses = [
        path
        for path in site.files
        if path.startswith("episodes/first-talk/") and path.endswith("index.html")
    ]
    shutil.rmtree(site.archive / FOLDER)
    built = again(site)
    assert "its folder is gone" in built.output
    assert [path for path in addresses if b"data-notice" not in built.files[path]] == []


def test_an_address_is_not_given_to_another_episode(site):
    shutil.move(site.archive / FOLDER, site.archive / "content/episodes/a-talk-on-glass")
    again(site)
    shutil.copytree(site.archive / "content/episodes/other", site.archive / FOLDER)
    (site.archive / FOLDER / "permalinks.jsonl").unlink()
    failed = build(site.archive)
    assert failed.status == 1
    assert "belonged to another episode" in failed.output


def test_links_are_not_forgotten_with_their_ledger(site):
    before = site.files
    (site.archive / FOLDER / "permalinks.jsonl").rename(site.archive / "kept.jsonl")
    failed = build(site.archive)
    assert failed.status == 1
    assert (
        "links to episodes/first-talk/ were published, and this folder's ledger has none of them"
        in failed.output
    )
    (site.archive / "kept.jsonl").rename(site.archive / FOLDER / "permalinks.jsonl")
    assert again(site).files == before


def test_frozen_takes_a_new_episode_and_refuses_a_change_to_one_published(site):
    folder = site.archive / "content/episodes/third"
    folder.mkdir()
    (folder / "transcript.vtt").write_text(cues(["New here."]))
    again(site, "--frozen")
    before = {
        path: path.read_bytes()
        for path in site.archive.rglob("*")
        if path.is_file() and ".onrecord" not in path.parts
    }
    (site.archive / FOLDER / "transcript.vtt").write_text(cues([*SAID[:6], SAID[7]]))
    failed = build(site.archive, "--frozen")
    assert failed.status == 1
    assert "content/episodes/first-talk/permalinks.jsonl:" in failed.output
    assert "1 gone" in failed.output
    changed = {path.name for path, content in before.items() if path.read_bytes() != content}
    assert changed == {"transcript.vtt"}


def untimed(said) -> str:
    return "".join(
        f"{'Ann' if number % 2 else 'Bob'}: {words}\n\n" for number, words in enumerate(said)
    )


TIMES = {"timed": ("transcript.vtt", cues), "untimed": ("transcript.txt", untimed)}


@pytest.mark.parametrize("order", [("timed", "untimed"), ("untimed", "timed")])
@pytest.mark.parametrize("said", [SAID, [*SAID[:6], SAID[7]]], ids=["same words", "one gone"])
def test_links_survive_the_loss_and_the_gain_of_times(site, order, said):
    for number, kind in enumerate((*order, *order)):
        for old in (site.archive / FOLDER).glob("transcript.*"):
            old.unlink()
        name, write = TIMES[kind]
        (site.archive / FOLDER / name).write_text(write(said if number else SAID))
        built = again(site)
        if not number:
            first = ledger(site)
    for words in said:
        assert (
            words
            in element(built, "episodes/first-talk/transcript/", first[words]["anchor"]).partition(
                "</span>"
            )[0]
        )


def test_an_update_without_times_says_what_is_lost(site):
    bare = site.archive / "bare.txt"
    bare.write_text(untimed(SAID))
    told = onrecord("update", "--archive", site.archive, "first-talk", bare, "--dry-run")
    assert told.returncode == 0, told.stdout
    assert "times vanish: the published transcript has them, bare.txt has none" in told.stdout
    assert "(#t=10:57)" in told.stdout
    onrecord("update", "--archive", site.archive, "first-talk", bare, "--yes")
    again(site)
    timed = site.archive / "timed.vtt"
    timed.write_text(cues(SAID))
    told = onrecord("update", "--archive", site.archive, "first-talk", timed, "--dry-run")
    assert "times vanish" not in told.stdout


DAMAGE = {
    "an old anchor taken out": ('data-gone="', 'data-gon="'),
    "a mark that leads astray": ("glass/#", "glass/#x"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_check_finds(site, damage):
    (site.archive / FOLDER / "transcript.vtt").write_text(cues([*SAID[:6], SAID[7]]))
    (site.archive / FOLDER / "episode.yml").write_text(chapters((0, "Glass"), (5, "Money")))
    again(site)
    page = site.site_dir / "episodes/first-talk/money/index.html"
    whole = page.read_text(encoding="utf-8")
    assert DAMAGE[damage][0] in whole
    head, mark, tail = whole.partition('class="old-links"')
    page.write_text(head + mark + tail.replace(*DAMAGE[damage]), encoding="utf-8")
    done = onrecord("check", "--archive", site.archive)
    assert done.returncode == 1, done.stdout


def test_check_counts_what_became_of_the_links(site):
    (site.archive / FOLDER / "transcript.vtt").write_text(cues([*SAID[:6], SAID[7]]))
    again(site)
    report = json.loads(onrecord("check", "--archive", site.archive, "--json").stdout)
    [episode] = [episode for episode in report["episodes"] if episode["slug"] == "first-talk"]
    assert episode["states"] == {"live": 7, "gone": 1}


def test_an_update_says_what_will_happen_and_can_be_taken_back(site):
    better = site.archive / "better.srt"
    merged = [*SAID[:2], SAID[2].rstrip(".") + ", " + SAID[3].lower(), *SAID[4:6], SAID[7]]
    better.write_text(cues(merged, shift=7).removeprefix("WEBVTT\n\n"))
    before = (site.archive / FOLDER / "transcript.vtt").read_bytes()
    told = onrecord("update", "--archive", site.archive, "first-talk", better, "--dry-run")
    assert told.returncode == 0, told.stdout
    counts = dict(line.split() for line in told.stdout.splitlines() if len(line.split()) == 2)
    assert counts == {"kept": "5", "edited": "0", "merged": "2", "split": "0", "gone": "1"}
    assert "- He said that flour" in told.stdout
    assert (site.archive / FOLDER / "transcript.vtt").read_bytes() == before
    assert onrecord("update", "--archive", site.archive, "first-talk", better).returncode == 2, (
        "nobody to ask"
    )
    assert (
        onrecord("update", "--archive", site.archive, "first-talk", better, "--yes").returncode == 0
    )
    assert not (site.archive / FOLDER / "transcript.vtt").exists()
    again(site)
    assert onrecord("update", "--archive", site.archive, "first-talk", "--undo").returncode == 0
    assert (site.archive / FOLDER / "transcript.vtt").read_bytes() == before
    assert sorted(path.name for path in (site.archive / FOLDER).glob("transcript.*")) == [
        "transcript.vtt"
    ]
    again(site)
    assert onrecord("update", "--archive", site.archive, "first-talk", "--undo").returncode == 2


def test_an_update_with_another_episode_is_refused_unless_told_otherwise(site):
    other = site.archive / "other.vtt"
    other.write_text(
        cues(
            [
                f"Quite different talk about subject number {number} and its weather."
                for number in range(9)
            ]
        )
    )
    refused = onrecord("update", "--archive", site.archive, "first-talk", other, "--yes")
    assert refused.returncode == 1
    assert "looks like another episode" in refused.stdout
    assert "telescope" in (site.archive / FOLDER / "transcript.vtt").read_text()
    assert (
        onrecord(
            "update", "--archive", site.archive, "first-talk", other, "--yes", "--force"
        ).returncode
        == 0
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("first-tlak", "better.vtt"), "did you mean 'first-talk'"),
        (("first-talk",), "expected either FILE or --undo"),
        (("first-talk", "no-such.vtt"), "no-such.vtt"),
    ],
)
def test_an_update_that_cannot_be_says_why(site, arguments, says):
    done = onrecord("update", "--archive", site.archive, *arguments)
    assert done.returncode in {2, 3}, done.stdout
    assert says in done.stdout
    assert "Traceback" not in done.stdout
