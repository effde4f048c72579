"""The words of Markdown text: markup off, link targets too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterator

# The longest paragraph of the samples has 4,720 characters.
_LONGEST = 5_000
_INLINE = MarkdownIt("commonmark")
_SPECIAL = re.compile(r"[\\`*_\[\]<>&!]")
# How Hugo writes the target of a link: `[title]({{ ref "/page.md" }})`.
_SHORTCODE = re.compile(r"\]\(\{\{[^{}\n]{0,500}\}\}\)")
# Markup of HTML, which shows nothing; a `<laughs>` is somebody's word.
_TAG = re.compile(
    r"</?(?:a|abbr|b|br|cite|code|del|em|i|ins|mark|q|s|small|span|strong|sub|sup|u)\b[^<>]*>|<!--.*-->",
    re.IGNORECASE | re.DOTALL,
)


def plain(text: str) -> str:
    r"""Return the words of a line of Markdown.

    >>> plain(r"*So* \[laughs\] see [the **site**](https://example.org), `x` & <b>y</b>")
    'So [laughs] see the site, x & y'
    """
    if not _SPECIAL.search(text):
        return text
    return "".join(_shown_piece(piece) for piece in _pieces(text))


def _pieces(text: str) -> Iterator[str]:
    """Yield the text in pieces of bounded length, cut after a space if possible.

    Brackets that never close cost the square of the length.
    """
    position = 0
    while len(text) - position > _LONGEST:
        cut = text.rfind(" ", position, position + _LONGEST) + 1 or position + _LONGEST
        yield text[position:cut]
        position = cut
    yield text[position:]


def _shown_piece(text: str) -> str:
    children = (
        child
        for token in _INLINE.parseInline(_SHORTCODE.sub("](#)", text))
        for child in token.children or ()
    )
    return "".join(
        "\n" if child.type in {"softbreak", "hardbreak"} else _shown(child.type, child.content)
        for child in children
    )


def _shown(kind: str, content: str) -> str:
    return "" if kind == "html_inline" and _TAG.fullmatch(content) else content
