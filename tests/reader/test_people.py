"""Who has a page, which episodes it lists, and which names in a transcript lead there."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from markupsafe import Markup
from ruamel.yaml import YAML

from onrecord import archive, formats
from onrecord.inputs import EpisodeFiles
from onrecord.model import Facts, MemoryStore, Slug
from onrecord.overlays import read_shared
from onrecord.pipeline import compile_archive, compile_episode, compile_headings
from small_archive import SITE

CASES = sorted((Path(__file__).parent / "people").glob("*.yml"))
WORDS = "We sailed out before dawn and came home late with the boat full of grey fish"


def files_of(slug: str, case: dict, people: str) -> EpisodeFiles:
    place = f"content/episodes/{slug}"
    turns = [
        {"speaker": name, "content": " ".join((WORDS.split() * count)[:count]) + "."}
        for name, count in case["say"].items()
    ]
    transcript = json.dumps({"meeting_transcripts": turns, "topic_list": []})
    written = json.dumps(
        {"title": slug, "people": [{"name": one} for one in case.get("people", [])]}
    )
    return EpisodeFiles(
        slug=Slug(slug),
        transcript=formats.Source(path=f"{place}/transcript.json", content=transcript.encode()),
        episode=archive.Document(path=f"{place}/episode.yml", content=written.encode()),
        shared=read_shared(
            archive.Document(path="content/people.yml", content=people.encode()), None
        ),
    )


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_people(path):
    case = YAML(typ="safe").load(path)
    records = {
        slug: compile_episode(
            files_of(slug, told, case.get("people", "[]")), SITE, date(2026, 1, 1)
        )
        for slug, told in case["episodes"].items()
    }
    assert [issue for record in records.values() for issue in record.issues] == []
    summaries = [record.summary for record in records.values()]
    held = case.get("published", {})
    facts = Facts(
        summaries=summaries,
        headings=compile_headings(summaries, SITE, held),
        held=held,
        store=MemoryStore({Slug(slug): record.artifacts for slug, record in records.items()}),
    )
    drafts = {draft.url: draft for draft in compile_archive(facts, SITE, Markup())}
    found = {
        match[1]: draft.make()
        for url, draft in drafts.items()
        if (match := re.fullmatch("people/([^/]+)/", url))
    }
    pages = {
        slug: {
            "name": page.title,
            "episodes": sorted(set(re.findall(r'episodes/([^/]+)/"', page.content))),
            "from_transcripts": "From the transcripts" in page.content,
        }
        for slug, page in found.items()
        if page.kind == "person"
    }
    assert pages == {
        slug: {**page, "episodes": sorted(page["episodes"])} for slug, page in case["pages"].items()
    }
    see = {
        slug: re.search(r"/people/([^/]+)/", page.content)[1]
        for slug, page in found.items()
        if page.kind == "see"
    }
    assert see == case.get("see", {})
    linked = {
        slug: list(
            dict.fromkeys(
                name
                for page in record.pages
                for name in re.findall(
                    r'<b><a href="/base/people/[^/]+/"[^>]*>([^<]+)', page.content
                )
            )
        )
        for slug, record in records.items()
    }
    assert linked == case["linked"]
    for record in records.values():
        for page in record.pages:
            for slug in re.findall(r'href="/base/people/([^/]+)/"', page.content):
                assert slug in found
