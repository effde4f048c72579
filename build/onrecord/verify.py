"""Promise 2: the words on a page are the words of the transcript plus the recorded corrections. Checked on every page that is written."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from onrecord.errors import InvariantError
from onrecord.model import REMOVED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.model import Page, Sentence

# Our own output, whose sentences hold no element but links: no parser is needed, and the check costs a millisecond a page.
SENTENCE = re.compile(
    r'<span id="([^"]+)"(?: data-start="[^"]*" data-end="[^"]*"(?: data-approx)?)?(?: data-repeat)?>'
    r"([^<]*+(?:<(?!/?span)[^>]*>[^<]*+)*)</span>"
)
TAG = re.compile("<[^>]*>")
PROMISE = "words are never lost or invented"


def verify(pages: Iterable[Page], sentences: Sequence[Sentence], received: str) -> None:
    """Compare the chapter pages together, and the whole transcript, with the sentences, and those, as received, with the transcript.

    Args:
        pages: of the episode.
        sentences: as shown; each knows its changes.
        received: text of the transcript, without the words that are redacted.

    Raises:
        InvariantError: words are lost, invented, repeated or out of order.
    """
    # Where sentences meet in what is redacted, each has a mark of its own.
    _compare(
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
            _same(page.url, read_sentences(page.content), expected)
    _same("chapter pages", chapters, expected)


def read_sentences(html: str) -> list[tuple[str, str]]:
    """Give anchor and words of each sentence in a page of ours, in order.

    >>> read_sentences('<p><span id="t0m01s-abc" data-start="1.000" data-end="2.000">it’s</span></p>')
    [('t0m01s-abc', "it's")]
    """
    return [
        (anchor, unescape(TAG.sub("", words)).replace("’", "'"))
        for anchor, words in SENTENCE.findall(html)
    ]


def _same(
    place: str, found: Sequence[tuple[str, str]], expected: Sequence[tuple[str, str]]
) -> None:
    if len(found) != len(expected):
        raise InvariantError(PROMISE, place, f"{len(found)} sentences, expected {len(expected)}")
    for (anchor, words), (id_, text) in zip(found, expected, strict=True):
        if anchor != id_ or words != text.replace("’", "'"):
            raise InvariantError(
                PROMISE, place, f"found #{anchor} {words!r}, expected #{id_} {text!r}"
            )


def _compare(place: str, found: str, expected: str) -> None:
    ours, theirs = "".join(found.split()), "".join(expected.split())
    if ours != theirs:
        at = next(
            (i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b),
            min(len(ours), len(theirs)),
        )
        raise InvariantError(
            PROMISE, place, f"found {ours[at : at + 40]!r}, expected {theirs[at : at + 40]!r}"
        )
