"""What a built page says, read from its HTML alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.text.page_html import SENTENCE, parse_page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from selectolax.lexbor import LexborNode


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltPage:
    """The ids of a page, the words of its sentences, and the marks of old links."""

    ids: Counter[str]
    sentences: Sequence[tuple[str, str]]
    """Anchor and words of each, in order, as received.

    A correction in the page records the words that were heard.
    """
    aliases: Mapping[str, str]
    """Old anchors, each with the sentence it stands in front of; empty where none follows."""
    moved: Mapping[str, str]
    """Old anchors, each with the address it leads to."""
    gone: Mapping[str, str]
    """Old anchors that have a note, each with the date of the note."""
    notice: bool
    """The page says that it is no longer published."""
    onward: bool
    """The page says that it has moved, and where."""


def parse_built_page(html: str) -> BuiltPage:
    """Parse a page.

    >>> words = '<span id="w-a1b">We saw <a data-heard="Dolly">DALL·E</a>.</span>'
    >>> page = parse_built_page('<a id="old" data-alias></a>' + words)
    >>> page.sentences, page.aliases
    ([('w-a1b', 'We saw Dolly.')], {'old': 'w-a1b'})
    """
    tree = parse_page(html)
    sentences = [(node.id or "", _received(node)) for node in tree.css(SENTENCE)]
    anchors = {anchor for anchor, _ in sentences}
    ids: Counter[str] = Counter()
    aliases: dict[str, str] = {}
    moved: dict[str, str] = {}
    gone: dict[str, str] = {}
    waiting: list[str] = []
    for node in tree.css("[id]"):
        name, attributes = node.id or "", node.attributes
        ids[name] += 1
        if name in anchors:
            aliases.update(dict.fromkeys(waiting, name))
            waiting = []
        elif "data-alias" in attributes:
            aliases[name] = ""
            waiting.append(name)
        elif "data-moved" in attributes:
            moved[name] = attributes.get("href") or ""
        elif "data-gone" in attributes:
            gone[name] = attributes["data-gone"] or ""
    return BuiltPage(
        ids=ids,
        sentences=sentences,
        aliases=aliases,
        moved=moved,
        gone=gone,
        notice=tree.css_first("[data-notice]") is not None,
        onward=tree.css_first("[data-onward]") is not None,
    )


def read_built_page(path: Path) -> BuiltPage | None:
    """Read a page from its file; None if there is no such file."""
    return parse_built_page(path.read_text(encoding="utf-8")) if path.is_file() else None


def _received(node: LexborNode) -> str:
    """Return the text of a node with each correction undone."""
    if (heard := node.attributes.get("data-heard")) is not None:
        return heard
    return "".join(
        (child.text_content or "") if child.is_text_node else _received(child)
        for child in node.iter(include_text=True)
    )
