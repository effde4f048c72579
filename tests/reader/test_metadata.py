"""Metadata of the demo's pages: JSON-LD, Dublin Core, COinS, alternates; and their sizes."""

from __future__ import annotations

import gzip
import json
import re
from itertools import pairwise
from urllib.parse import parse_qs

import extruct
import html5lib
import pytest
from rdflib import RDF, SDO, Graph

from onrecord.model import Change, Episode, FrontMatter, Milliseconds, Sentence, Site, Slug
from onrecord.pages.jsonld import describe_corrections

EPISODE = "episodes/ilya-sutskever/"
PAGES = {"episode": f"{EPISODE}index.html", "chapter": f"{EPISODE}alignment/index.html"}
DESCRIBED = {
    PAGES["episode"]: "PodcastEpisode",
    PAGES["chapter"]: "Clip",
    "index.html": "PodcastSeries",
    "topics/artificial-general-intelligence/index.html": "DefinedTerm",
    "quotes/ilya-sutskever-jkmb/index.html": "Quotation",
    f"{EPISODE}transcript/index.html": "CreativeWork",
}


@pytest.fixture(params=PAGES)
def kind(request) -> str:
    return request.param


def described(site, path: str):
    found = extruct.extract(
        site.files[path].decode(), syntaxes=["json-ld", "opengraph", "dublincore"]
    )
    [description] = found["json-ld"]
    return description, found


# rdflib's own parser of JSON-LD uses what rdflib has put aside.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("path", DESCRIBED)
def test_json_ld_uses_the_words_of_schema_org_alone(demo_site, path):
    description, _ = described(demo_site, path)
    assert description["@type"] == DESCRIBED[path]
    assert description["@context"] == "https://schema.org"
    # The context at that address lists the vocabulary's terms; offline, all terms count as its.
    graph = Graph().parse(
        data=json.dumps(description | {"@context": {"@vocab": str(SDO)}}), format="json-ld"
    )
    words = {*graph.predicates(), *graph.objects(predicate=RDF.type)} - {RDF.type}
    assert words
    assert {str(word) for word in words if word not in SDO} == set()


def test_an_episode_has_its_chapters_as_clips(demo_site):
    episode, _ = described(demo_site, PAGES["episode"])
    assert episode["@type"] == "PodcastEpisode"
    clips = episode["hasPart"]
    assert len(clips) == 8
    assert [clip["startOffset"] for clip in clips] == sorted(clip["startOffset"] for clip in clips)
    assert all(before["endOffset"] == after["startOffset"] for before, after in pairwise(clips))
    for clip in clips:
        assert clip["url"].removeprefix(demo_site.url) + "index.html" in demo_site.files


def test_home_is_the_series_of_which_its_episodes_are_part(demo_site):
    series, _ = described(demo_site, "index.html")
    episode, _ = described(demo_site, PAGES["episode"])
    assert episode["@id"] in {part["@id"] for part in series["hasPart"]}
    assert episode["partOfSeries"]["url"] == series["@id"] == demo_site.url
    assert series["webFeed"].removeprefix(demo_site.url) in demo_site.files


def test_a_chapter_is_a_clip_of_its_episode(demo_site):
    chapter, _ = described(demo_site, PAGES["chapter"])
    episode, _ = described(demo_site, PAGES["episode"])
    assert chapter["@type"] == "Clip"
    assert chapter["partOfEpisode"]["@id"] == episode["@id"] == demo_site.url + EPISODE


def test_reference_managers_find_title_people_and_date(demo_site, kind):
    _, found = described(demo_site, PAGES[kind])
    [core] = found["dublincore"]
    told = {(element["name"].lower(), element["content"]) for element in core["elements"]}
    assert ("dc.type", "Sound") in told
    assert ("dc.creator", "Dwarkesh Patel") in told
    assert ("dc.contributor", "Ilya Sutskever") in told
    assert ("dc.date", "2023-03-27") in told
    page = html5lib.parse(demo_site.files[PAGES[kind]].decode(), namespaceHTMLElements=False)
    [coins] = [
        element.get("title") for element in page.iter("span") if element.get("class") == "Z3988"
    ]
    # Zotero takes a Dublin Core type for its own type of the same name (parseContextObject in
    # github.com/zotero/utilities).
    fields = parse_qs(coins, strict_parsing=True)
    assert fields["rft.type"] == ["podcast"]
    assert fields["rft.creator"] == ["Dwarkesh Patel"]
    assert fields["rft.identifier"] == [demo_site.url + PAGES[kind].removesuffix("index.html")]


def read_as_zotero_does(page: bytes) -> dict[str, list[str]]:
    """Give the fields that Zotero's translator for pages without one of their own would find.

    Written after "Embedded Metadata" and "RDF" of github.com/zotero/translators: the part of a name
    before `.`, `:` or `_` is a prefix, and some are known without being declared; `z:itemType`
    takes precedence over other types; people of a podcast are in `z:` alone.
    """
    known = {"z", "dc", "dcterms", "og", "article"}
    found: dict[str, list[str]] = {}
    for meta in html5lib.parse(page.decode(), namespaceHTMLElements=False).iter("meta"):
        prefix, *rest = re.split(
            r"[.:_]", meta.get("name") or meta.get("property") or "", maxsplit=1
        )
        if prefix.lower() in known and rest and meta.get("content"):
            found.setdefault(f"{prefix.lower()}:{rest[0][0].lower()}{rest[0][1:]}", []).append(
                meta.get("content")
            )
    return {
        "itemType": found["z:itemType"],
        "title": found["dc:title"],
        "podcaster": found["z:podcasters"],
        "guest": found["z:guests"],
        "date": found["dc:date"],
        "publication": found["dc:source"],
        "language": found["dc:language"],
        "url": found["og:url"],
    }


def test_zotero_reads_a_podcast_with_its_people_in_their_roles(demo_site, kind):
    assert read_as_zotero_does(demo_site.files[PAGES[kind]]) == {
        "itemType": ["podcast"],
        "title": [
            {
                "episode": demo_site.pages[PAGES["episode"]].title.partition(" · ")[0],
                "chapter": "Alignment",
            }[kind]
        ],
        "podcaster": ["Dwarkesh Patel"],
        "guest": ["Ilya Sutskever"],
        "date": ["2023-03-27"],
        "publication": ["Dwarkesh Podcast"],
        "language": ["en"],
        "url": [demo_site.url + PAGES[kind].removesuffix("index.html")],
    }


def test_previews_find_a_title_and_an_address(demo_site, kind):
    _, found = described(demo_site, PAGES[kind])
    told = dict(found["opengraph"][0]["properties"])
    assert told["og:title"]
    assert told["og:url"] == demo_site.url + PAGES[kind].removesuffix("index.html")


def test_the_feed_and_the_list_of_texts_are_there_and_each_page_leads_to_the_feed(demo_site):
    assert demo_site.files["feed.xml"].startswith(b"<?xml")
    assert b"transcript.md" in demo_site.files["llms.txt"]
    for path, content in demo_site.files.items():
        if path.endswith("index.html"):
            assert b'type="application/rss+xml"' in content, path


def test_each_chapter_has_a_twin_in_markdown(demo_site):
    twin = demo_site.files[PAGES["chapter"].removesuffix("/index.html") + ".md"].decode()
    assert "## Alignment (15:" in twin
    assert 'type="text/markdown"' in demo_site.files[PAGES["chapter"]].decode()
    words = demo_site.pages[PAGES["chapter"]].sentences
    assert words[0].text.replace("’", "'")[:40] in twin.replace("’", "'")


def test_a_correction_after_an_hour_is_listed_with_its_hours():
    sentence = Sentence(
        text="Call Dolly.",
        span=(0, 11),
        start=Milliseconds(4_503_000),
        end=None,
        timing="exact",
        changes=(Change(span=(5, 10), heard="Molly"),),
    )
    episode = Episode(slug=Slug("talk"), front=FrontMatter(), sentences=(sentence,), chapters=())
    [correction] = describe_corrections(episode, Site(title="Talks"))["correction"]
    assert correction["text"] == "[1:15:03] “Dolly”, heard as “Molly”"


def test_without_scripts_an_episode_says_how_to_cite_it(demo_site):
    page = demo_site.files[PAGES["episode"]].decode()
    assert "Patel, D. (Host). (2023, March 27)." in page
    assert "⟦" not in page.partition("</template>")[2]


def test_scripts_and_styles_are_small_and_so_is_a_chapter(demo_site):
    finder = "assets/onrecord/find-topic.js"

    def weigh(ending: str) -> int:
        ours = [
            path
            for path in demo_site.files
            if path.startswith("assets/onrecord/") and path.endswith(ending) and path != finder
        ]
        assert ours
        return sum(len(gzip.compress(demo_site.files[path])) for path in ours)

    # Ten kB of these are loaded when somebody searches; ranking passages takes three of them.
    assert weigh(".js") < 30 * 1024
    # Loaded on the pages of the topic index only.
    assert len(gzip.compress(demo_site.files[finder])) < 2 * 1024
    assert weigh(".css") < 10 * 1024
    assert len(gzip.compress(demo_site.files[PAGES["chapter"]])) < 30 * 1024
