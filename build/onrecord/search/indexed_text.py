"""The text of an article in parts: sentences with speaker and time, and all other text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.text.page_html import SENTENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

# Elements that are not indexed: nobody says them, or they repeat words of another place.
_EXCLUDED = ",".join(
    (
        *("[data-pagefind-ignore]", "[data-gone]", "[data-moved]", "[data-alias]", "[data-range]"),
        *(".time", ".speaker", ".eyebrow", ".step", ".approx-note", ".unseen", ".suggest"),
        *(".edits", "[role=note]", "nav", "aside", "script", "style", "template"),
    )
)
# Elements within a line: no word ends at them.
_INLINE_TAGS = "-text a abbr b cite code del em i ins kbd mark q s small span strong sub sup time u"
_INLINE = frozenset(_INLINE_TAGS.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedText:
    """A sentence, or the text between two sentences."""

    text: str
    anchor: str = ""
    """Empty for text that is no sentence."""
    speaker: str = ""
    second: str = ""
    """Whole second of its start; empty in a transcript without times."""


def read_texts(article: LexborNode) -> tuple[IndexedText, ...]:
    """Return the indexed text of an article, in its order."""
    excluded = frozenset(node.mem_id for node in article.css(_EXCLUDED))
    sentences = {
        node.mem_id: (turn, node) for turn in article.css(".turn") for node in turn.css(SENTENCE)
    }
    texts: list[IndexedText] = []
    between: list[str] = []
    for node, text in _texts(article, excluded, frozenset(sentences)):
        turn, sentence = sentences.get(node.mem_id, (None, node))
        if turn is None:
            between.append(text)
            continue
        texts += (_between(between), _sentence(turn, sentence, text))
        between.clear()
    return tuple(each for each in (*texts, _between(between)) if each.text)


def _texts(
    node: LexborNode, excluded: frozenset[int], sentences: frozenset[int]
) -> Iterator[tuple[LexborNode, str]]:
    """Yield each sentence, and each other stretch of text, with its element."""
    for child in node.iter(include_text=True):
        if child.mem_id in excluded:
            continue
        if child.tag == "-text":
            yield child, child.text(deep=False)
        elif child.mem_id in sentences:
            yield child, "".join(text for _, text in _texts(child, excluded, frozenset()))
        else:
            yield from _texts(child, excluded, sentences)
            if child.tag not in _INLINE:
                yield child, " "


def _between(texts: list[str]) -> IndexedText:
    return IndexedText(text=" ".join("".join(texts).split()))


def _sentence(turn: LexborNode, sentence: LexborNode, text: str) -> IndexedText:
    speaker = turn.css_first(".speaker b")
    return IndexedText(
        text=" ".join(text.split()),
        anchor=sentence.attributes.get("id") or "",
        speaker=speaker.text() if speaker else "",
        second=(sentence.attributes.get("data-start") or "").partition(".")[0],
    )
