"""Promise 2 on a page: each sentence with its words, once and in order, as browsers read HTML."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest
from markupsafe import Markup
from ruamel.yaml import YAML

from onrecord.errors import InvariantError
from onrecord.model import Anchor, Change, Milliseconds, Page, Sentence
from onrecord.verify import verify

CASES = YAML(typ="safe", pure=True).load(Path(__file__).parent / "words" / "pages.yml")
SENTENCES = tuple(
    Sentence(
        id=Anchor(name),
        text=text,
        span=(0, len(text)),
        start=Milliseconds(0),
        end=None,
        timing="exact",
        changes=changes,
    )
    for name, text, changes in (
        ("w-a", "It's <here>.", ()),
        ("w-b", "Then gone.", ()),
        ("w-c", "No […] name.", (Change(span=(3, 6), removed=True),)),
    )
)
RECEIVED = "It's <here>. Then gone. No name."


@pytest.mark.parametrize("kind", ["chapter", "transcript"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["page"])
def test_a_page_must_have_the_words_of_its_sentences(case, kind):
    whole = Page(url="p/", kind="chapter", title="P", content=Markup(CASES[0]["html"]))
    page = Page(url="p/", kind=kind, title="P", content=Markup(case["html"]))
    pages = [page] if kind == "chapter" else [whole, page]
    fault = case.get("fault")
    with pytest.raises(InvariantError) if fault else nullcontext() as raised:
        verify(pages, SENTENCES, RECEIVED)
    if fault:
        assert fault in str(raised.value)


@pytest.mark.parametrize(
    "received", ["It's <here>. Then gone.", "It's <here>. Then gone. No name. Yes."]
)
def test_sentences_must_have_the_words_of_the_transcript(received):
    page = Page(url="p/", kind="chapter", title="P", content=Markup(CASES[0]["html"]))
    with pytest.raises(InvariantError, match="words are never lost or invented"):
        verify([page], SENTENCES, received)
