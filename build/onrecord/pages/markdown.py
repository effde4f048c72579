"""Markdown that editors write."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markupsafe import Markup

from onrecord.text.shorten import shorten
from onrecord.text.slugs import join_words, unique_slug

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.token import Token

    from onrecord.model import Slug

_ENDS = ".?!:;,"
# What search engines show of the description of a page.
DESCRIPTION_LENGTH = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHeading:
    """A heading, for the table of contents of a page."""

    level: int
    id: Slug
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """Markdown as HTML."""

    html: Markup
    headings: tuple[PageHeading, ...]


@cache
def _parser() -> MarkdownIt:
    return _created()


def _created() -> MarkdownIt:
    # CommonMark with tables. Raw HTML is shown as text; markdown-it refuses javascript:, vbscript:,
    # file: and data: links.
    return MarkdownIt("commonmark", {"html": False, "typographer": True}).enable(
        ["table", "strikethrough", "replacements", "smartquotes"]
    )


@cache
def _note_parser() -> MarkdownIt:
    # A heading would have an id that the page may use; an image would be fetched from elsewhere.
    return _created().disable(["heading", "lheading", "image", "table", "hr"])


def render_note(text: str) -> Markup:
    r"""Render a note: paragraphs, lists, emphasis, code and links. Other markup is shown as text.

    >>> render_note("# *A* <b>")
    Markup('<p># <em>A</em> &lt;b&gt;</p>\n')
    """
    return Markup(_note_parser().render(text))  # noqa: S704 - markdown-it escapes, raw HTML is off


def render_markdown(text: str, resolve: Callable[[str], str] = str) -> Rendered:
    r"""Render Markdown; raw HTML is shown as text. `resolve` maps each address of a link or image.

    >>> render_markdown("# A *b* <i>").html
    Markup('<h1 id="a-b-i">A <em>b</em> &lt;i&gt;</h1>\n')
    """
    tokens = _parser().parse(text)
    headings: list[PageHeading] = []
    taken: set[str] = set()
    for position, token in enumerate(tokens):
        if token.type == "heading_open":
            title = plain(tokens[position + 1])
            slug = unique_slug(join_words(title.casefold(), underscores=True) or "section", taken)
            token.attrSet("id", slug)
            headings.append(PageHeading(level=int(token.tag[1]), id=slug, text=title))
        for child in token.children or ():
            for name in ("href", "src"):
                if name in child.attrs:
                    child.attrSet(name, resolve(str(child.attrs[name])))
    html = _parser().renderer.render(tokens, _parser().options, {})
    return Rendered(html=Markup(html), headings=tuple(headings))  # noqa: S704 - markdown-it escapes, raw HTML is off


# Each description is needed twice in a row.
@lru_cache(maxsize=8)
def plain_text(text: str) -> str:
    r"""Return the text of Markdown on one line, without markup.

    >>> plain_text("A [link](x) and *more*.")
    'A link and more.'
    >>> plain_text("About:\n\n- time\n- spies\n\nListen!")
    'About: time; spies. Listen!'
    """
    parts: list[str] = []
    for token in _parser().parse(text):
        if token.type == "inline":
            parts.append(plain(token))
        elif parts and token.type == "list_item_close":
            parts[-1] = parts[-1].rstrip(";") + ("" if parts[-1].endswith(tuple(_ENDS)) else ";")
        elif (
            parts
            and token.type in {"bullet_list_close", "ordered_list_close"}
            and parts[-1].endswith(";")
        ):
            parts[-1] = parts[-1].removesuffix(";") + "."
    return " ".join(" ".join(parts).split())


def page_description(text: str) -> str:
    """Return the start of Markdown as the description of a page."""
    return shorten(plain_text(text), DESCRIPTION_LENGTH)


def plain(inline: Token) -> str:
    """Return the text of an inline token."""
    return "".join(
        " " if child.type in {"softbreak", "hardbreak"} else child.content
        for child in inline.children or ()
    )
