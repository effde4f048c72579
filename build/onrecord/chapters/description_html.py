"""Descriptions in HTML, as feeds have them, as Markdown."""

from __future__ import annotations

import re
from html import unescape

TAG = re.compile(r"</?(p|br|li|ul|ol|div|a|b|strong|i|em|span|u|h[1-6])\b([^<>]*)>", re.IGNORECASE)
BREAKING = frozenset({"p", "br", "li", "ul", "ol", "div", "h1", "h2", "h3", "h4", "h5", "h6"})
HREF = re.compile(r"""href\s*=\s*["']([^"'\s<>()]+)""")


def to_markdown(description: str) -> str:
    r"""Return HTML as Markdown with line ends and links; other text unchanged.

    >>> to_markdown('<p>See <a href="https://example.org/">this</a>.</p>')
    '\nSee [this](https://example.org/).\n'
    """
    if not TAG.search(description):
        return description
    links: list[str] = []

    def replaced(tag: re.Match[str]) -> str:
        name = tag[1].lower()
        if name in BREAKING:
            return "\n"
        if name != "a":
            return ""
        if tag[0].startswith("</"):
            return f"]({links.pop()})" if links else ""
        target = HREF.search(tag[2])
        if target:
            links.append(target[1])
        return "[" if target else ""

    return unescape(TAG.sub(replaced, description))
