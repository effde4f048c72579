"""Pages and files of the preview."""

from __future__ import annotations

import pytest

from onrecord.serve.site_files import find_file

TALK = "/episodes/first-talk/"


def test_a_page_gets_the_edit_client_on_its_way(served):
    page = served.get(TALK)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    before, _, after = page.text.partition("<p>Talk</p>")
    assert before == "<html><body>"
    assert '<script type="module" src="/_edit/client/edit.js"></script>' in after
    assert '<link rel="stylesheet" href="/_edit/client/edit.css">' in after
    assert 'name="onrecord-edit" content="the-token-of-this-server"' in after
    assert 'data-slug="first-talk"' in after
    assert 'data-build="7"' in after
    assert after.endswith("</body></html>")
    assert "_edit" not in (served.preview.site / TALK.strip("/") / "index.html").read_text()


def test_a_page_of_no_episode_has_no_slug(served):
    assert "data-slug" not in served.get("/").text
    assert "data-slug" not in served.get("/no-such-page/").text


def test_a_fragment_that_other_sites_embed_stays_as_it_is(served):
    assert served.get(f"{TALK}embed.html").text == "<p>A quote</p>"


@pytest.mark.parametrize("path", ["/no-such-page/", "/episodes/", "/talk", "/talk.mp3/x"])
def test_a_missing_page_is_the_error_page_of_the_site(served, path):
    page = served.get(path)
    assert page.status_code == 404
    assert "No such page" in page.text


def test_a_folder_leads_to_its_page(served):
    answer = served.get(TALK.rstrip("/"))
    assert answer.status_code == 307
    assert answer.headers["location"] == TALK


def test_a_site_with_a_path_is_served_below_it(served):
    served.preview.base = "/talks/"
    assert served.get("/").headers["location"] == "/talks/"
    assert served.get("/talks").headers["location"] == "/talks/"
    assert "Home" in served.get("/talks/").text
    assert served.get(TALK).status_code == 404
    page = served.get(f"/talks{TALK}").text
    assert 'data-base="/talks/"' in page
    assert 'data-slug="first-talk"' in page


@pytest.mark.parametrize(
    ("part", "status", "expected"),
    [
        ("bytes=0-9", 206, b"0123456789"),
        ("bytes=995-", 206, b"56789"),
        ("bytes=-3", 206, b"789"),
        ("bytes=2000-", 416, None),
    ],
)
def test_a_recording_can_be_sought_in(served, part, status, expected):
    answer = served.get("/talk.mp3", headers={"range": part})
    assert answer.status_code == status
    if expected is not None:
        assert answer.content == expected
        assert answer.headers["content-type"] == "audio/mpeg"


def test_a_browser_asks_whether_a_file_has_changed(served):
    first = served.get("/talk.mp3")
    assert first.headers["cache-control"] == "no-cache"
    assert served.get("/").headers["cache-control"] == "no-cache"


def test_before_the_first_build_a_page_says_so_and_loads_again(serve_archive):
    served = serve_archive()
    served.preview.site = served.root / "nothing"
    page = served.get("/")
    assert page.status_code == 503
    assert "being built" in page.text
    assert 'http-equiv="refresh"' in page.text


def test_before_the_first_build_a_page_says_what_is_wrong(served):
    served.preview.site = served.root / "nothing"
    served.preview.events.fail("content/people.yml:3:1: error: not <YAML>")
    page = served.get(TALK)
    assert page.status_code == 503
    assert "content/people.yml:3:1: error: not &lt;YAML&gt;" in page.text
    assert 'http-equiv="refresh"' in page.text


def test_the_last_good_site_stays_when_a_build_fails(served):
    served.preview.events.fail("content/people.yml:3:1: error: not YAML")
    assert "<p>Talk</p>" in served.get(TALK).text


@pytest.mark.parametrize(
    "path", ["../a.txt", "..", "sub/../../a.txt", ".a", "sub\\a", "C:a", "a\0", "out", "out/a.txt"]
)
def test_no_file_is_found_outside_of_the_folder(tmp_path, path):
    (tmp_path / "a.txt").touch()
    site = tmp_path / "site"
    (site / "sub").mkdir(parents=True)
    (site / ".a").touch()
    (site / "out").symlink_to(tmp_path)
    assert find_file(site, path) is None
