"""What search says of a sentence is what its page says: its words, who says them, and when."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from browsing import wait_until_mounted
from onrecord import archive, formats
from onrecord.inputs import EpisodeFiles
from onrecord.model import Site, Slug
from onrecord.pipeline import compile_episode
from onrecord.search.index import FOLDER, index
from site_sources import list_sources

SITE = Site(title="Talks", base="/", url="https://talks.example/")
VOCABULARY = {
    "en": ["we", "trained", "models", "it’s", "GPT-4", "OpenAI", "data,", "3.5", "état", "“so”"],
    "ar": ["قال", "النموذج", "في", "البيانات", "اليوم", "GPT"],
    "zh": ["交易池", "望遠鏡", "在", "GPT模型", "ＡＩ", "，但是", "百分之5"],
    "ja": ["データ", "が", "ありますー", "東京", "か゛", "「はい」"],
    "th": ["สวัสดี", "ข้อมูล", "ครับ", "น้ำ", "OpenAI"],
    "bo": ["བོད་ཡིག་", "སློབ་", "མ།"],
}
UNSPACED = {"zh", "ja", "th", "bo"}
STOPS = {"zh": "。", "ja": "。", "ar": "؟"}
# Reads what a page says of its sentences, and what search reads from the index of the page.
COMPARE = """
async ([assets, divided, pages]) => {
  const { readSentences } = await import(`${assets}passages.js`)
  const { readScripts, readWords } = await import(`${assets}terms.js`)
  const { formatTime } = await import(`${assets}page.js`)
  const scripts = readScripts(divided)
  const clean = text => text.replace(/\\s+/g, " ").trim()
  const clock = second => second == null || second === "" ? "" : formatTime(Number(second))
  return pages.map(([html, fragment]) => {
    const page = new DOMParser().parseFromString(html, "text/html")
    const said = [...page.querySelectorAll("article .turn")]
      .filter(turn => !turn.matches("[data-pagefind-ignore]"))
      .flatMap(turn => [...turn.querySelectorAll("span:is([id^='t'], [id^='w-'])")].map(span => [
        span.id,
        turn.querySelector(".speaker b")?.textContent ?? "",
        clock(span.dataset.start),
        clean(span.textContent),
      ]))
      .filter(sentence => sentence[3])
    const words = fragment ? readWords(fragment.content, scripts) : []
    const found = (fragment ? readSentences(fragment, words.length) : [])
      .filter(({ id }) => id)
      .map(({ id, speaker, start, from, to }) => [
        id,
        speaker,
        clock(start),
        clean(words.slice(from, to).map(word => word.text + (word.space ? " " : "")).join("")),
      ])
    return [said, found]
  })
}
"""


@st.composite
def episodes(draw):
    """Draw the files of an episode."""
    language = draw(st.sampled_from(sorted(VOCABULARY)))
    space = "" if language in UNSPACED else " "
    word = st.sampled_from(VOCABULARY[language])
    lines = draw(
        st.lists(st.lists(word, min_size=1, max_size=14).map(space.join), min_size=1, max_size=12)
    )
    if draw(st.booleans()):
        # A teaser: the episode opens with words from its middle.
        lines = [*lines[-2:], *lines]
    names = draw(
        st.lists(
            st.sampled_from(["Ann", "Bo Ek", "李雷", ""]), min_size=len(lines), max_size=len(lines)
        )
    )
    timed = draw(st.booleans())
    said = [line + STOPS.get(language, ".") for line in lines]
    place = "content/episodes/talk"
    return EpisodeFiles(
        slug=Slug("talk"),
        transcript=formats.Source(
            path=f"{place}/transcript.{'vtt' if timed else 'json'}",
            content=(_as_webvtt if timed else _as_turns)(names, said).encode(),
        ),
        episode=archive.Document(
            path=f"{place}/episode.yml",
            content=f"title: A talk\nlanguage: {language}\n".encode(),
        ),
        overlay=archive.Document(
            path=f"{place}/overlay.yml",
            content=json.dumps(draw(overlays(lines)) if timed else {}).encode(),
        ),
    )


def overlays(lines):
    """Draw corrections, notes, redactions and speakers of some lines."""
    kinds = st.sampled_from(["corrections", "notes", "redactions", "speakers"])
    drawn = st.dictionaries(st.integers(0, len(lines) - 1), kinds, max_size=4)

    def write(kind_of):
        overlay: dict[str, list[dict[str, str]]] = {}
        for number, kind in kind_of.items():
            entry = {"at": f"0:{2 * number:02}"}
            entry["was" if kind == "corrections" else "words"] = lines[number]
            entry |= {
                "corrections": {"now": "Other words"},
                "notes": {"note": "A *note*."},
                "speakers": {"person": "Cy"},
            }.get(kind, {})
            overlay.setdefault(kind, []).append(entry)
        return overlay

    return drawn.map(write)


def _as_webvtt(names, said):
    cues = [
        f"00:00:{2 * number:02}.500 --> 00:00:{2 * number + 1:02}.900\n"
        + (f"<v {name}>" if name else "")
        + line
        for number, (name, line) in enumerate(zip(names, said, strict=True))
    ]
    return "\n\n".join(["WEBVTT", *cues])


def _as_turns(names, said):
    turns = [{"speaker": name, "content": line} for name, line in zip(names, said, strict=True)]
    return json.dumps({"meeting_transcripts": turns, "topic_list": []})


@pytest.fixture
def compare(page, home):
    """Return a function: what pages say of each sentence, and what search says of it."""
    page.goto(home)
    wait_until_mounted(page)

    def run(site_dir: Path) -> list[list[list[list[str]]]]:
        read = {}
        for path in (site_dir / FOLDER).rglob("*.pf_fragment"):
            content = gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd")
            fragment = json.loads(content)
            read[f"{fragment['url'].strip('/')}/index.html".lstrip("/")] = fragment
        pages = [
            (path.read_text(encoding="utf-8"), read.get(path.relative_to(site_dir).as_posix()))
            for path in sorted(site_dir.rglob("index.html"))
        ]
        divided = json.loads((site_dir / FOLDER / "parts.json").read_bytes())["divided"]
        pages = [[html, fragment] for html, fragment in pages if "data-pagefind-body" in html]
        return page.evaluate(COMPARE, [f"{home}assets/onrecord/", divided, pages])

    return run


def test_search_says_of_each_sentence_what_its_page_says(compare):
    seen = 0

    @settings(max_examples=60)
    @given(episodes())
    def check(files):
        nonlocal seen
        record = compile_episode(files, SITE, date(2026, 1, 1))
        with TemporaryDirectory() as folder:
            site_dir = Path(folder, "site")
            for each in record.pages:
                path = site_dir / each.url / "index.html"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(f'<html lang="en">{each.content}</html>', encoding="utf-8")
            if not record.pages:
                return
            index(site_dir, list_sources(site_dir), Path(folder, "state"))
            for said, found in compare(site_dir):
                assert found == said
                seen += len(said)

    check()
    assert seen > 100


def test_in_the_demo_search_says_of_each_sentence_what_its_page_says(compare, demo_site):
    compared = compare(demo_site.site_dir)
    assert sum(len(said) for said, _ in compared) > 500
    for said, found in compared:
        assert found == said
