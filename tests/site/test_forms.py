"""Pages that are filled in like a form are the pages that the theme renders."""

from __future__ import annotations

import sys

import pytest

from built import run

MKDOCS = """\
site_name: 'Talks & "Walks"'
site_url: https://talks.example/base/
docs_dir: content/pages
theme: {name: onrecord%s}
plugins: [onrecord]
"""
TALK = """WEBVTT

00:00:01.000 --> 00:00:04.000
<v Ann Lee>What is a telescope for?

00:00:14.500 --> 00:00:19.000
<v Bo Chen>It gathers light, mostly.

00:00:24.500 --> 00:00:29.000
<v Bo Chen>Everything else is only convenience.
"""
EPISODE = """\
title: "%s"
description: "%s"
chapters:
  - {start: 0, title: "%s"}
  - {start: 14, title: "It's <b>light</b> & more"}
  - {start: 24, title: "onrecord-mark-title"}
"""
TITLES = (
    "Plain",
    'A <i>\\"quoted\\"</i> & title',
    "Tom's {{ jinja }}",
    "&amp; &lt; \\\\1",
    "日本語",
    "مرحبا",
)
# Counts the pages of each class that were filled in, and builds with a limit of its own.
PROGRAM = """
import sys
from onrecord_plugins import forms
forms.WORTH = int(sys.argv[1])
filled, fill = [], forms.Forms._fill
forms.Forms._fill = lambda self, form, page: (filled.append(page.url), fill(self, form, page))[1]
from onrecord.cli import main
status = main(["build", "--quiet", "--jobs", "1", "--archive", sys.argv[2], "--site-dir", sys.argv[3]])
print(len(filled))
sys.exit(status)
"""


@pytest.fixture
def archive(make_archive):
    files = {"mkdocs.yml": MKDOCS % "", "content/pages/index.md": "# Talks\n"}
    for number, title in enumerate(TITLES):
        files[f"content/episodes/e{number}/transcript.vtt"] = TALK
        files[f"content/episodes/e{number}/episode.yml"] = EPISODE % (title, title, title)
    return make_archive(files)


def built(archive, worth: int, name: str) -> tuple[int, dict[str, bytes]]:
    site = archive / name
    done = run(sys.executable, "-c", PROGRAM, worth, archive, site)
    assert done.returncode == 0, done.stdout
    pages = {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*.html"))
    }
    return int(done.stdout.splitlines()[-1]), pages


@pytest.mark.command_line
def test_a_form_gives_what_the_theme_gives(archive):
    none, rendered = built(archive, 1_000_000, "rendered")
    many, filled = built(archive, 1, "filled")
    assert none == 0
    # 18 chapters, 6 episodes and 6 transcripts at least.
    assert many >= 30
    assert filled == rendered


@pytest.mark.command_line
def test_own_templates_are_rendered_page_by_page(archive):
    (archive / "mine/partials").mkdir(parents=True)
    (archive / "mine/partials/footer.html").write_text(
        "<footer>{{ page.title | upper }}</footer>", encoding="utf-8"
    )
    (archive / "mkdocs.yml").write_text(MKDOCS % ", custom_dir: mine", encoding="utf-8")
    assert built(archive, 1, "site")[0] == 0
