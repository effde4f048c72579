"""Pages of people, topics and lists of quotes are published addresses too."""

from __future__ import annotations

import json

import pytest

from built import build, onrecord

WORDS = "The lighthouse keeper wrote down every ship that passed the northern reef at night."
MORE = "A lighthouse keeper never sleeps before the northern reef is dark and the ships are in."


def talk(name: str, day: str, words: str) -> dict[str, str]:
    """Return the files of an episode in which one person says something quotable."""
    folder = f"content/episodes/{name.lower().replace(' ', '-')}-{day}"
    cues = f"WEBVTT\n\n00:01.000 --> 00:08.000\n<v {name}>{words} {MORE}\n"
    return {
        f"{folder}/transcript.vtt": cues,
        f"{folder}/episode.yml": (
            f"title: A talk of {day}\ndate: {day}\npeople: {{guest: {name}}}\n"
        ),
        f"{folder}/overlay.yml": f"quotes: [{{at: '0:01', words: {words[:-1]}}}]\n",
    }


def write(root, files: dict[str, str]) -> None:
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content, encoding="utf-8")


def check(built) -> str:
    done = onrecord("check", "--archive", built.archive)
    assert done.returncode == 0, done.stdout
    return done.stdout


def page(built, url: str) -> str:
    return built.files[f"{url}index.html"].decode()


@pytest.fixture
def site(build_archive):
    """An archive in which one person speaks and one topic is pinned."""
    topics = "topics:\n  - {label: northern reef, pin: true}\n  - {label: ships, pin: true}\n"
    built = build_archive({"content/topics.yml": topics, **talk("Ann Lee", "2026-01-01", WORDS)})
    assert built.status == 0, built.output
    return built


def test_a_newer_person_of_another_case_does_not_take_an_address(site):
    url = "quotes/people/ann-lee/"
    assert "A talk of 2026-01-01" in page(site, url)
    newer = "Nobody at the harbour ever believed that a lamp alone could save so many ships."
    write(site.archive, talk("ANN LEE", "2026-02-01", newer))
    after = build(site.archive)
    assert after.status == 0, after.output
    assert "A talk of 2026-01-01" in page(after, url)
    assert "A talk of 2026-02-01" not in page(after, url)
    assert "A talk of 2026-02-01" in page(after, "quotes/people/ann-lee-2/")
    check(after)


def test_a_hidden_topic_leaves_a_note_and_check_sees_its_page(site):
    assert "topics/northern-reef/index.html" in site.files
    hidden = "topics:\n  - {label: northern reef, hide: true}\n  - {label: ships, pin: true}\n"
    write(site.archive, {"content/topics.yml": hidden})
    after = build(site.archive)
    assert after.status == 0, after.output
    assert "data-notice" in page(after, "topics/northern-reef/")
    check(after)
    again = build(site.archive, "--clean")
    assert again.files == after.files
    (after.site_dir / "topics/northern-reef/index.html").unlink()
    done = onrecord("check", "--archive", site.archive)
    assert done.returncode == 1
    assert "topics/northern-reef/: published, but not in the site" in done.stdout


def test_a_list_that_vanishes_leads_on_to_the_page_above(site):
    overlay = site.archive / "content/episodes/ann-lee-2026-01-01/overlay.yml"
    write(site.archive, {"content/archive.yml": "automatic_quotes: 0\n"})
    overlay.write_text("", encoding="utf-8")
    for path in site.archive.glob("content/episodes/*/quotes.jsonl"):
        path.unlink()
    after = build(site.archive)
    assert after.status == 0, after.output
    assert 'data-onward="/people/ann-lee/"' in page(after, "quotes/people/ann-lee/")
    check(after)


def test_each_address_is_recorded_once_with_its_holder(site):
    lines = (site.archive / "content/addresses.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    pages = [record["page"] for record in records]
    built = {path.removesuffix("index.html") for path in site.files if path.endswith("/index.html")}
    written = {"about/", "episodes/"}
    assert sorted(pages) == sorted(
        url for url in built if url not in written and not url.startswith("assets/")
    )
    of = {record["page"]: record.get("of") for record in records}
    assert of["people/ann-lee/"] == of["quotes/people/ann-lee/"] == "Ann Lee"
