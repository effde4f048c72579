"""The pages of quotes, as built: what readers, link previews, feeds and foreign pages get."""

from __future__ import annotations

import json
import re
import struct
from datetime import date
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from ruamel.yaml import YAML

from built import build, onrecord
from onrecord import anchors, quotes
from onrecord.inputs import find_episode, read_files, read_shared
from onrecord.model import FrontMatter, Slug
from onrecord.pages.citation import fill_in
from onrecord.pipeline import prepare
from onrecord.text.page_html import parse_page
from onrecord.text.times import format_time, parse_time
from quotes.pinning import make_pin

SLUG = "ilya-sutskever"


@pytest.fixture(scope="module")
def ledger(demo_site):
    content = (demo_site.archive / f"content/episodes/{SLUG}/quotes.jsonl").read_bytes()
    return [json.loads(line) for line in content.splitlines()]


@pytest.fixture(scope="module")
def site_files(demo_site):
    return demo_site.files


def page(site_files, name) -> str:
    return site_files[f"quotes/{name}/index.html"].decode()


def test_each_quote_has_its_page_with_its_words_and_leads_to_them_in_context(ledger, site_files):
    assert len(ledger) == 11
    for line in ledger:
        html = page(site_files, line["id"])
        assert line["words"].replace("'", "’") in unescape(html)
        [href] = re.findall(r'<a class="act" href="([^"]*)">Read in context', html)
        path, _, fragment = href.removeprefix("/archive/").partition("#")
        chapter = site_files[f"{path}index.html"].decode()
        assert all(f'id="{anchor}"' in chapter for anchor in fragment.split(".."))
        assert f'data-quote="{line["id"]}" data-origin="{line["origin"]}"' in chapter


RULES = YAML(typ="safe").load(Path(__file__).with_name("link_preview.yml"))


@pytest.fixture(scope="module")
def quoted_at_length(tmp_path_factory):
    """A site with very short and very long quotes, names and titles, and in several scripts."""
    root = tmp_path_factory.mktemp("quoted")
    long = "and then they said that the record stays as it was received " * 24
    talks = {
        "long": ("A title that goes on, " * 20, f"So it began {long.strip()}.", "Ann " * 30),
        "short": ("On", "Yes.", "Bo"),
        "arabic": ("عن السجلات", "السجل يبقى كما تم استلامه، مهما قال أي شخص.", "آن"),
        "chinese": ("关于记录", "记录保持原样，无论谁说什么。" * 8, "安"),
        "markup": (
            '<b>"Quoted"</b> & so on',
            'She wrote <b>"it\'s on record"</b> & left.',
            "O'Neil & <i>Co</i>",
        ),
    }
    for slug, (title, said, who) in talks.items():
        folder = root / f"content/episodes/{slug}"
        folder.mkdir(parents=True)
        segment = {"startTime": 5, "endTime": 20, "body": said, "speaker": who.strip()}
        (folder / "transcript.json").write_text(
            json.dumps({"version": "1.0.0", "segments": [segment]}), encoding="utf-8"
        )
        (folder / "episode.yml").write_text(
            f"title: {json.dumps(title, ensure_ascii=False)}\n", encoding="utf-8"
        )
        (folder / "overlay.yml").write_text(
            f'quotes:\n- {{at: "0:05", words: "", id: {slug}-one}}\n', encoding="utf-8"
        )
    (root / "content/pages").mkdir()
    configuration = {
        "site_name": "Talks",
        "site_url": "https://talks.example/archive/",
        "docs_dir": "content/pages",
    }
    (root / "mkdocs.yml").write_text(
        json.dumps(configuration | {"theme": {"name": "onrecord"}, "plugins": ["onrecord"]})
    )
    site = build(root)
    assert site.status == 0, site.output
    return [*talks], site


def read_preview(html: str) -> dict[str, str]:
    return {
        name: unescape(value)
        for name, value in re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)"', html)
    }


def see_preview(rule, html, url, files, base) -> list[str]:
    """Give what a rule finds wrong with a page."""
    found = read_preview(html).get(rule["meta"], "")
    wrong = [] if found.strip() else [f"{rule['meta']} is missing"]
    if len(found) > rule.get("longest", len(found)):
        wrong.append(f"{rule['meta']} has {len(found)} characters")
    if "is" in rule and found != rule["is"]:
        wrong.append(f"{rule['meta']} is {found}")
    if rule.get("absolute") and not found.startswith(base):
        wrong.append(f"{rule['meta']} is not absolute: {found}")
    if rule.get("canonical") and found != url:
        wrong.append(f"{rule['meta']} is not the page's own address: {found}")
    if image := rule.get("image"):
        content = files[found.removeprefix(base)]
        width, height = struct.unpack(">II", content[16:24])
        if (
            not content.startswith(b"\x89PNG")
            or (width, height) != (image["width"], image["height"])
            or len(content) > image["bytes"]
        ):
            wrong.append(f"{found} is {width}x{height} in {len(content)} bytes")
    return wrong


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["meta"])
def test_a_link_preview_gets_what_it_asks_for(
    rule, ledger, site_files, demo_site, quoted_at_length
):
    slugs, site = quoted_at_length
    pages = [(demo_site.url, site_files, line["id"]) for line in ledger]
    pages += [("https://talks.example/archive/", site.files, f"{slug}-one") for slug in slugs]
    wrong = {
        name: see_preview(rule, page(files, name), f"{base}quotes/{name}/", files, base)
        for base, files, name in pages
    }
    assert {name: faults for name, faults in wrong.items() if faults} == {}


@pytest.mark.parametrize("style", ["apa", "mla", "chicago", "bibtex"])
def test_the_page_of_a_quote_and_the_toolbar_cite_the_same_words_alike(
    style, ledger, site_files, demo_site
):
    """The toolbar fills in what is in the page of the words, by their address and times."""
    shorts = {"apa": "apa-text", "mla": "mla-text", "chicago": "chicago-note"}
    for line in ledger:
        quote = parse_page(page(site_files, line["id"]))
        context = quote.css_first("blockquote").attributes["cite"]
        path, _, fragment = context.removeprefix("/archive/").partition("#")
        chapter = parse_page(site_files[f"{path}index.html"].decode())
        [facts] = chapter.css_first("#facts").template_fragments()
        said = [chapter.css_first(f"#{anchor}").attributes for anchor in fragment.split("..")]
        time = format_time(int(1000 * float(said[0]["data-start"])))
        if len(said) > 1:
            time += f"–{format_time(int(1000 * float(said[-1]['data-end'])))}"
        url = demo_site.url.removesuffix("/archive/") + context
        cite = json.loads(facts.text())["cite"]
        html = fill_in(cite[style], url=url, time=time)
        shown = quote.css_first(f"#form-{style}")
        assert shown.text() == parse_page(f"<pre>{html}</pre>").css_first("pre").text().strip()
        assert url in shown.text()
        if style in shorts:
            short = quote.css_first(f"#form-{style}-short").text()
            assert short == parse_page(fill_in(cite[shorts[style]], url=url, time=time)).body.text()
            assert time in short


def test_oembed_and_the_embed_page_answer_without_scripts_in_a_few_kilobytes(
    ledger, site_files, demo_site
):
    for line in ledger:
        [href] = re.findall(
            r'<link rel="alternate" type="application/json\+oembed" href="([^"]*)"',
            page(site_files, line["id"]),
        )
        oembed = json.loads(site_files[href.removeprefix(demo_site.url)])
        assert (oembed["version"], oembed["type"]) == ("1.0", "rich")
        [source] = re.findall(r'<iframe src="([^"]*)"', oembed["html"])
        embed = site_files[source.removeprefix(demo_site.url)]
        assert len(embed) < 4096
        assert b"<script" not in embed
        assert line["words"].replace("'", "’") in unescape(embed.decode())


def test_machines_read_a_quotation_by_whom_an_editor_says_and_a_clip(ledger, site_files):
    for line in ledger:
        [facts] = re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', page(site_files, line["id"])
        )
        quotation = json.loads(facts)
        assert (quotation["@type"], quotation["text"]) == ("Quotation", line["words"])
        assert quotation["hasPart"]["@type"] == "Clip"
        assert quotation["hasPart"]["startOffset"] < quotation["hasPart"]["endOffset"]
        assert quotation["creator"]["name"] == (
            "Dwarkesh Patel" if "spies" in line["words"] else "Ilya Sutskever"
        )


def test_the_feed_of_quotes_is_atom_with_an_entry_each(ledger, site_files, demo_site):
    root = ET.fromstring(site_files["quotes/feed.xml"])
    atom = "{http://www.w3.org/2005/Atom}"
    ids = {entry.findtext(f"{atom}id") for entry in root.iter(f"{atom}entry")}
    assert ids == {f"{demo_site.url}quotes/{line['id']}/" for line in ledger}


def test_a_teaser_is_marked_and_leads_to_where_its_excerpts_are_said(site_files):
    html = site_files[f"episodes/{SLUG}/time-to-agi/index.html"].decode()
    teaser = "".join(re.findall(r'<div class="turn"[^>]*data-teaser.*?</div>\n', html, re.DOTALL))
    links = re.findall(r'<a class="later" href="([^"]*)">', teaser)
    assert len(links) == 8
    for link in links:
        path, _, fragment = link.removeprefix("/archive/").partition("#")
        assert f'id="{fragment.split("..")[0]}"' in site_files[f"{path}index.html"].decode()
    assert 'id="t0m41s' not in teaser


def test_the_words_beside_the_text_are_hidden_from_screen_readers_and_keyboards(site_files):
    html = b"".join(
        content
        for path, content in site_files.items()
        if path.startswith("episodes/") and path.endswith(".html")
    ).decode()
    pulls = re.findall(r'<a class="pull"[^>]*>', html)
    assert pulls
    assert all('aria-hidden="true"' in pull and 'tabindex="-1"' in pull for pull in pulls)


def test_quotes_are_listed_by_topic_and_stand_on_the_pages_of_topics_and_people(ledger, site_files):
    by_id = {topic["id"]: topic for topic in json.loads(site_files["topics.json"])["topics"]}
    found = {}
    for path, content in site_files.items():
        if (
            match := re.fullmatch(r"topics/([^/]+)/index\.html", path)
        ) and b'aria-labelledby="quotes"' in content:
            found[match[1]] = re.findall(r'<li data-quote="([^"]+)"', content.decode())
    assert {quote for quoted in found.values() for quote in quoted} <= {
        line["id"] for line in ledger
    }
    assert len(found) > 3
    listed = {
        path.split("/")[2]: content
        for path, content in site_files.items()
        if path.startswith("quotes/topics/")
    }
    assert listed.keys() == {name for name, quoted in found.items() if len(quoted) > 1}
    for name, quoted in found.items():
        if name in listed:
            assert quoted == re.findall(r'<li data-quote="([^"]+)"', listed[name].decode())[:5]
        for quote in quoted:
            [facts] = re.findall(
                r'<script type="application/ld\+json">(.*?)</script>', page(site_files, quote)
            )
            clip = json.loads(facts)["hasPart"]
            # Said in a passage about the topic, whose start is a second or two before the first
            # word, as listeners want it.
            spans = [(each["start"], each["end"]) for each in by_id[name]["locators"]]
            assert any(
                start - 2 <= clip["endOffset"] and clip["startOffset"] <= end + 2
                for start, end in spans
            ), (name, quote)
    home = site_files["quotes/index.html"].decode()
    assert {
        href.split("/")[-2] for href in re.findall(r'href="(/archive/quotes/topics/[^"]+)"', home)
    } == listed.keys()
    person = site_files["people/ilya-sutskever/index.html"].decode()
    assert len(re.findall(r'<li data-quote="', person)) == 5
    assert '<a href="/archive/quotes/people/ilya-sutskever/">All 10 quotes</a>' in person


def test_a_quote_that_is_withdrawn_leaves_a_dated_note(make_archive):
    words = "The record stays as it was received and nobody changes it"
    received = (
        f"WEBVTT\n\n00:00.000 --> 00:05.000\nHello there.\n\n00:05.000 --> 00:09.000\n{words}.\n"
    )
    root = make_archive(
        {
            "content/episodes/talk/transcript.vtt": received,
            "content/archive.yml": "automatic_quotes: 0\n",
        }
    )
    assert build(root).status == 0
    anchor = next(
        line["anchor"]
        for line in map(
            json.loads, (root / "content/episodes/talk/permalinks.jsonl").read_bytes().splitlines()
        )
        if line["words"].startswith("The record")
    )
    line = {
        "id": "talk-bbbb",
        "origin": "editor",
        "state": "live",
        "words": words,
        "first": anchor,
        "last": anchor,
    }
    (root / "content/episodes/talk/quotes.jsonl").write_text(
        json.dumps(line) + "\n", encoding="utf-8"
    )
    built = build(root)
    assert built.status == 0, built.output
    html = built.files["quotes/talk-bbbb/index.html"].decode()
    assert "data-gone=" in html
    assert f"#{anchor}" in html
    assert "quotes/index.html" not in built.files


def test_a_person_s_quotes_are_listed_and_attributed(make_archive):
    said = [
        (
            "Ann Onymous",
            (
                "In our house every transcript must stay as it was received, "
                "because people rely on records."
            ),
        ),
        (
            "Ben Trovato",
            (
                "I only believe records that nobody can change, "
                "and transcripts that everyone can check."
            ),
        ),
    ]
    cues = "".join(
        f"00:{10 + n * 6}.000 --> 00:{15 + n * 6}.000\n<v {who}>{text}\n\n"
        for n, (who, text) in enumerate(said * 3)
    )
    root = make_archive(
        {
            "content/episodes/talk/transcript.vtt": f"WEBVTT\n\n{cues}",
            "content/episodes/talk/episode.yml": "title: Records\n"
            "description: “I only believe records that nobody can change”\n",
            "content/archive.yml": "automatic_quotes: 3\n",
        }
    )
    built = build(root)
    assert built.status == 0, built.output
    listed = [path for path in built.files if path.startswith("quotes/people/")]
    assert listed
    [facts] = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>',
        next(
            content.decode()
            for path, content in built.files.items()
            if re.fullmatch(r"quotes/talk-\w+/index.html", path)
        ),
    )
    assert json.loads(facts)["creator"]["name"] in {who for who, _ in said}


def test_nobody_is_named_where_nobody_says_who_speaks(make_archive):
    root = make_archive(
        {
            "content/episodes/talk/transcript.vtt": "WEBVTT\n\n00:01.000 --> 00:05.000\n"
            "The tide carries the boats at night.\n",
            "content/episodes/talk/episode.yml": "title: Boats\npeople: {guest: Ann}\n"
            "description: “The tide carries the boats at night”\n",
        }
    )
    built = build(root)
    assert built.status == 0, built.output
    [html] = [
        content.decode()
        for path, content in built.files.items()
        if re.fullmatch(r"quotes/talk-\w+/index.html", path)
    ]
    assert '"creator"' not in html
    assert "Ann" not in html.split("<figcaption>")[1].split("</figcaption>")[0]


def test_suggestions_are_yaml_that_pins_take(repo):
    done = onrecord("suggest", "quotes", SLUG, "--archive", repo, "--quiet")
    assert done.returncode == 0, done.stdout
    suggested = YAML(typ="safe").load(done.stdout)["quotes"]
    assert len(suggested) == 20
    prepared = prepare(read_files(repo, find_episode(repo, SLUG), read_shared(repo)))
    sentences = prepared.applied.sentences
    published = anchors.publish(
        (), sentences, ["p/"] * len(sentences), on=date(2026, 1, 1), fingerprint="f"
    )
    selection = quotes.select(
        published.sentences,
        FrontMatter(),
        None,
        (),
        published.heirs,
        slug=Slug("x"),
        on=date(2026, 1, 1),
        automatic=0,
        pins=[make_pin(words=one["words"], at=parse_time(one["at"])) for one in suggested],
    )
    assert selection.issues == ()
    assert len(selection.quotes) == 20


AD = (
    "This episode is brought to you by Flour Direct. "
    "They deliver rye and spelt to your door within a single day."
)
TALKS = [
    (
        "The roof leaked for eleven winters. Nobody could find the drawings of it. "
        "A carpenter climbed up."
    ),
    (
        "Rivers here change their bed every other spring. We measured that with poles. "
        "My sister kept notebooks."
    ),
    (
        "Bread tells you how the stones were dressed. An apprentice sharpens them. "
        "Sparks fly in the dark."
    ),
]


def test_an_advert_of_several_episodes_is_proposed_and_once_listed_gives_no_topics(make_archive):
    tree = {"content/archive.yml": "title: Mills\n"}
    for number, said in enumerate(TALKS):
        tree[f"content/episodes/talk-{number}/transcript.vtt"] = (
            f"WEBVTT\n\n00:01.000 --> 00:30.000\n<v Ann>{said}\n\n"
            f"00:30.000 --> 00:45.000\n<v Ann>{AD}\n"
        )
    root = make_archive(tree)
    done = onrecord("suggest", "repeats", "--archive", root)
    assert done.returncode == 0, done.stdout
    assert "# in 3 of 3 episodes: talk-0 0:30, talk-1 0:30, talk-2 0:30" in done.stdout
    assert YAML(typ="safe").load(done.stdout) == {"repeats": [AD]}
    [listed] = [line for line in done.stdout.splitlines() if line.startswith("  - ")]
    content = f"title: Mills\nrepeats:\n{listed}\n  - words that nobody says in any of them\n"
    (root / "content/archive.yml").write_text(content, encoding="utf-8")
    built = build(root)
    assert built.status == 0, built.output
    assert (
        "archive.yml:4:5: warning: a passage that no episode has: 'words that nobody says"
        in built.output
    )
    html = next(
        content.decode()
        for path, content in built.files.items()
        if path == "episodes/talk-0/transcript/index.html"
    )
    assert re.findall(r"data-repeat>([^<]*)<", html) == AD.replace("Direct. ", "Direct.|").split(
        "|"
    )
    assert "topics/spelt/index.html" not in built.files
    assert "repeats: []" in onrecord("suggest", "repeats", "--archive", root).stdout
