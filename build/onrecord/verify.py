"""Checks of the pages of every episode that is compiled, before anything of it is written.

Promise 2: the words on a page are the words of the transcript plus the recorded corrections. The
pages are parsed again, by a parser that knows nothing of how they were made: a list that the
renderer hands on beside its HTML would agree with the renderer's own mistakes.

And what promise 1 needs: links to a page whose address is not recorded would die with the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.errors import InvariantError
from onrecord.model import REMOVED
from onrecord.text.page_html import SENTENCE, parse_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.model import Page, Sentence

PROMISE = "words are never lost or invented"
RECORDED = "each page of an episode has an address of its own, which is recorded"


def verify(pages: Iterable[Page], sentences: Sequence[Sentence], received: str) -> None:
    """Compare the chapter pages together, and the whole transcript, with the sentences.

    And the sentences, as received, with the transcript.

    Args:
        pages: of the episode.
        sentences: as shown; each knows its changes.
        received: text of the transcript, without the redacted words.

    Raises:
        InvariantError: words are lost, invented, repeated or out of order.
    """
    # Sentences that meet in a redaction each have a mark of their own.
    _compare_words(
        "sentences",
        "".join(sentence.received for sentence in sentences).replace(REMOVED, ""),
        received.replace(REMOVED, ""),
    )
    expected = [(sentence.id, sentence.text) for sentence in sentences]
    chapters: list[tuple[str, str]] = []
    for page in pages:
        if page.kind == "chapter":
            chapters += read_sentences(page.content)
        elif page.kind == "transcript":
            _compare_sentences(page.url, read_sentences(page.content), expected)
    _compare_sentences("chapter pages", chapters, expected)


def verify_addresses(pages: Sequence[Page], recorded: Iterable[str]) -> None:
    """Compare the addresses of the pages of an episode with those that are recorded.

    Args:
        pages: of the episode, stubs included.
        recorded: the result of `pages.list_addresses`.

    Raises:
        InvariantError: two pages have one address, a page is not recorded, or an address has none.
    """
    by_url: dict[str, Page] = {}
    for page in pages:
        if (other := by_url.setdefault(page.url, page)) is not page:
            evidence = f"{_describe(other)} and {_describe(page)}"
            raise InvariantError(RECORDED, page.url, evidence)
    listed = dict.fromkeys(recorded)
    for url in (*by_url, *listed):
        if url not in listed:
            raise InvariantError(RECORDED, url, f"{_describe(by_url[url])} is not recorded")
        if url not in by_url:
            raise InvariantError(RECORDED, url, "recorded, but no page is there")


def _describe(page: Page) -> str:
    return f"{page.kind} {page.title!r}"


def read_sentences(html: str) -> list[tuple[str, str]]:
    """Return the anchor and the words of each sentence in a page, in order.

    >>> read_sentences('<p><span id="t0m01s-abc" data-start="1.000">it’s</span></p>')
    [('t0m01s-abc', 'it’s')]
    """
    return [(node.id or "", node.text()) for node in parse_page(html).css(SENTENCE)]


def _compare_sentences(
    place: str, found: Sequence[tuple[str, str]], expected: Sequence[tuple[str, str]]
) -> None:
    if len(found) != len(expected):
        raise InvariantError(PROMISE, place, f"{len(found)} sentences, expected {len(expected)}")
    for (anchor, words), (expected_anchor, text) in zip(found, expected, strict=True):
        if anchor != expected_anchor or _plain(words) != _plain(text):
            raise InvariantError(
                PROMISE,
                place,
                f"found #{anchor} {words!r}, expected #{expected_anchor} {text!r}",
            )


def _plain(words: str) -> str:
    """Apostrophes are set as typographic ones."""
    return words.replace("’", "'")


def _compare_words(place: str, found: str, expected: str) -> None:
    ours, theirs = "".join(found.split()), "".join(expected.split())
    if ours != theirs:
        at = next(
            (i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b),
            min(len(ours), len(theirs)),
        )
        raise InvariantError(
            PROMISE, place, f"found {ours[at : at + 40]!r}, expected {theirs[at : at + 40]!r}"
        )
