"""Each page of an episode has an address of its own, and the address is recorded."""

from __future__ import annotations

import importlib
from dataclasses import replace
from datetime import date

import pytest

from onrecord import archive, formats, pages
from onrecord.errors import InvariantError
from onrecord.inputs import EpisodeFiles, find_episode, read_files, read_shared
from onrecord.model import FixedPage, Page, Slug, episode_pages
from onrecord.pages.episode import RENDERERS
from onrecord.pipeline import compile_episode
from onrecord.store.stage import Stage
from small_archive import SITE

CUES = """WEBVTT

00:00:01.000 --> 00:00:05.000
<v Ann Lee>The mirror was made of sand and soda, and it took us eleven winters to grind it.

00:01:00.000 --> 00:01:04.000
<v Bo Chen>A baker from the valley paid for the dome, and he never once looked through it.

00:02:00.000 --> 00:02:04.000
<v Ann Lee>And then the flood came and took the road to the telescope on the mountain.
"""
OVERLAY = """
corrections: [{at: "0:01", was: sand, now: quartz, why: Misheard.}]
notes: [{at: "1:00", words: the dome, note: The *second* one.}]
redactions: [{at: "2:00", words: on the mountain, why: Private.}]
topics: [{at: "2:00", words: the flood, topic: floods}]
quotes: [{at: "1:00", words: he never once looked through it}]
"""


def talk(slug: str, *titles: str, **ledgers: bytes) -> EpisodeFiles:
    """Return an episode with a chapter of each title, which has everything that makes pages."""
    place = f"content/episodes/{slug}"
    marks = "".join(f'  - {{start: "{at}:00", title: {name}}}\n' for at, name in enumerate(titles))
    front = f"title: A talk\ndate: 2026-01-01\nchapters:\n{marks}"
    documents = {
        "episode": archive.Document(path=f"{place}/episode.yml", content=front.encode()),
        "overlay": archive.Document(path=f"{place}/overlay.yml", content=OVERLAY.encode()),
        **{
            name: archive.Document(path=f"{place}/{name}.jsonl", content=content)
            for name, content in ledgers.items()
        },
    }
    source = formats.Source(path=f"{place}/transcript.vtt", content=CUES.encode())
    return EpisodeFiles(slug=Slug(slug), transcript=source, **documents)


def find_page(compiled, url: str) -> Page:
    [page] = [page for page in compiled.pages if page.url == url]
    return page


def compile_talk(files: EpisodeFiles):
    compiled = compile_episode(files, SITE, date(2026, 1, 1))
    assert [issue for issue in compiled.issues if issue.severity == "error"] == []
    return compiled


def kinds_at_recorded_addresses(compiled) -> set[str]:
    assert {page.url for page in compiled.pages} == set(compiled.addresses)
    return {page.kind for page in compiled.pages}


def test_all_pages_of_a_small_episode_are_recorded_under_its_former_name_too():
    first = compile_talk(talk("first", "Glass", "Money", "Water"))
    assert kinds_at_recorded_addresses(first) == {"episode", "chapter", "transcript", "quote"}
    renamed = compile_talk(talk("renamed", "Sand", ledger=first.ledger, quotes=first.quotes))
    kinds = kinds_at_recorded_addresses(renamed)
    assert kinds == {"episode", "chapter", "transcript", "quote", "stub"}
    assert set(first.addresses) <= set(renamed.addresses)


def test_all_pages_of_the_demo_are_recorded(repo):
    slug = Slug("ilya-sutskever")
    files = read_files(repo, find_episode(repo, slug), read_shared(repo))
    compiled = compile_talk(files)
    assert kinds_at_recorded_addresses(compiled) >= {"episode", "chapter", "transcript", "quote"}


def test_two_pages_with_one_address_are_refused_with_their_titles(monkeypatch):
    # The package has a function of that name.
    module = importlib.import_module("onrecord.chapters.chapter")
    monkeypatch.setattr(module, "RESERVED", frozenset())
    with pytest.raises(InvariantError) as refused:
        compile_talk(talk("first", "Glass", "Transcript"))
    message = str(refused.value)
    assert message.startswith("episodes/first/transcript/: ")
    assert "chapter 'Transcript · " in message
    assert "transcript 'Full transcript · " in message


def test_a_page_whose_address_is_not_recorded_is_refused(monkeypatch):
    listed = pages.list_addresses

    def forget(*of):
        return tuple(url for url in listed(*of) if not url.endswith("/money/"))

    monkeypatch.setattr(pages, "list_addresses", forget)
    with pytest.raises(InvariantError, match=r"episodes/first/money/: .*chapter 'Money"):
        compile_talk(talk("first", "Glass", "Money"))


def test_an_address_without_a_page_is_refused(monkeypatch):
    monkeypatch.setattr(pages, "render_quotes", lambda *_: ())
    with pytest.raises(InvariantError, match=r"quotes/first-\w+/: .*no page"):
        compile_talk(talk("first", "Glass"))


def test_a_file_that_is_staged_twice_is_refused(tmp_path):
    stage = Stage(tmp_path / "stage")
    stage.clear()
    stage.add("a/index.html", b"one")
    with pytest.raises(InvariantError, match=r"a/index\.html"):
        stage.add("a/index.html", b"other")
    assert stage.files["a/index.html"].read_bytes() == b"one"


@pytest.mark.parametrize(
    ("own", "mark"),
    [(["episodes/first/"], 'data-onward="/base/episodes/first/"'), ([], "data-notice")],
    ids=["the episode is there", "the episode is gone"],
)
def test_a_page_beside_the_chapters_that_is_gone_leads_to_its_episode(own, mark):
    known = [archive.Address(page="episodes/first/transcript/")]
    _, [draft] = pages.draft_stubs({}, known, own, date(2026, 1, 1), SITE)
    assert draft.url == "episodes/first/transcript/"
    assert mark in draft.make().content


def test_each_page_beside_the_chapters_has_its_renderer():
    assert set(RENDERERS) == set(episode_pages.FIXED_PAGES), "RENDERERS in pages/episode.py"


def test_a_row_in_the_table_gives_a_page_its_links_and_its_address(monkeypatch):
    def render(_):
        return Page(url="episodes/first/notes/", kind="notes", title="Notes", content="")

    notes = FixedPage(slug="notes", title="All notes", exists=lambda episode: bool(episode.notes))
    monkeypatch.setattr(episode_pages, "FIXED_PAGES", (*episode_pages.FIXED_PAGES, notes))
    monkeypatch.setitem(RENDERERS, notes, render)
    annotated = compile_talk(talk("first", "Glass"))
    assert "notes" in kinds_at_recorded_addresses(annotated)
    link = '<a href="/base/episodes/first/notes/">All notes</a>'
    assert find_page(annotated, "episodes/first/glass/").content.count(link) == 2
    bare = compile_talk(replace(talk("first", "Glass", ledger=annotated.ledger), overlay=None))
    assert "notes" not in kinds_at_recorded_addresses(bare)
    assert link not in find_page(bare, "episodes/first/glass/").content
