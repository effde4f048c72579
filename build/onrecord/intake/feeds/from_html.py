"""Descriptions: from HTML in feeds to Markdown in archives.

markdownify and its dependency BeautifulSoup recurse, and fail for 2,000 nested tags. Show notes
need paragraphs, line ends, lists, links and emphasis.
"""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from typing import Final

# Apple's limit is 4,000 characters; the longest show notes seen have a tenth of this.
LONGEST: Final = 100_000

_TAG = re.compile(r"</?[A-Za-z]")
# Tags of notes that a host escaped twice.
_ESCAPED_TAG = re.compile(
    r"&lt;/?(?:a|b|br|div|em|i|li|ol|p|span|strong|ul)\b.*?&gt;", re.IGNORECASE
)
# Of a text that was escaped twice, after one decoding; nobody writes about these in notes.
_ESCAPED = re.compile(r"&(?:amp|apos|quot|#[0-9]{2,7}|#x[0-9A-Fa-f]{2,6});")
_SPECIAL = re.compile(r"[\\`*<]|(?<!\w)_|_(?!\w)")
_BLOCKS = frozenset(
    (
        "address",
        "article",
        "aside",
        "blockquote",
        "dd",
        "div",
        "dl",
        "dt",
        "figure",
        "footer",
        "header",
        "section",
    )
) | frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "table", "tr", "ul"))
_SILENT = frozenset(("script", "style", "template", "title"))
_MARKS = {"b": "**", "strong": "**", "em": "*", "i": "*"}
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>()\"]+")


def to_markdown(html: str) -> str:
    r"""Convert show notes to Markdown. Text without tags keeps its lines.

    >>> to_markdown('<p>With <b>Ann</b> &amp; <a href="https://a.example/">Bo</a>.</p><ul><li>One<li>Two</ul>')
    'With **Ann** & [Bo](https://a.example/).\n\n- One\n- Two'
    >>> to_markdown("0:00 Start<br>1:00 <script>alert(1)</script>Go")
    '0:00 Start\n1:00 Go'
    >>> to_markdown("&lt;p&gt;Wood &amp;amp; water&lt;/p&gt;")
    'Wood & water'
    """
    html = html[:LONGEST]
    if not _TAG.search(html) and _ESCAPED_TAG.search(html):
        html = unescape(html)
    if not _TAG.search(html):
        return "\n".join(_escaped(line.strip()) for line in unescape(html).strip().splitlines())
    notes = _Notes()
    notes.feed(html)
    notes.close()
    lines = [" ".join(line.split()) for line in "".join(notes.parts).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _escaped(text: str) -> str:
    decoded = _ESCAPED.sub(lambda found: unescape(found.group()), text)
    return _SPECIAL.sub(lambda found: "\\" + found.group(), decoded)


class _Notes(HTMLParser):
    """Collects Markdown tag by tag."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = 0
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif tag == "br":
            self.parts.append("\n")
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag in _BLOCKS:
            self.parts.append("\n\n")
        elif tag == "a":
            href = (dict(attrs).get("href") or "").strip()
            self.links.append(href if _ADDRESS.fullmatch(href) else "")
            self.parts.append("[" if self.links[-1] else "")
        elif tag in _MARKS:
            self.parts.append(_MARKS[tag])

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in _BLOCKS:
            self.parts.append("\n\n")
        elif tag == "a" and self.links:
            link = self.links.pop()
            self.parts.append(f"]({link})" if link else "")
        elif tag in _MARKS:
            self.parts.append(_MARKS[tag])

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(_escaped(re.sub(r"\s+", " ", data)))
