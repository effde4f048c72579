"""Markdown that people write."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markupsafe import Markup

from onrecord.text.slugs import join_words, unique_slug

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.token import Token

    from onrecord.model import Slug

_ENDS = ".?!:;,"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of a page, for its table of contents."""

    level: int
    id: Slug
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """Markdown as HTML."""

    html: Markup
    headings: tuple[Heading, ...]


@cache
def _parser() -> MarkdownIt:
    return _created()


def _created() -> MarkdownIt:
    # CommonMark with tables; raw HTML is shown as text, and markdown-it refuses javascript:, vbscript:, file: and data: links.
    return MarkdownIt("commonmark", {"html": False, "typographer": True}).enable(
        ["table", "strikethrough", "replacements", "smartquotes"]
    )


@cache
def _note_parser() -> MarkdownIt:
    # A heading would have an id of the page's, and an image would be fetched from somewhere.
    return _created().disable(["heading", "lheading", "image", "table", "hr"])


def render_note(text: str) -> Markup:
    r"""Render a note: paragraphs, lists, emphasis, code and links; what else Markdown has is shown as it is written.

    >>> render_note("# *A* <b>")
    Markup('<p># <em>A</em> &lt;b&gt;</p>\n')
    """
    return Markup(_note_parser().render(text))  # noqa: S704 - markdown-it escapes, raw HTML is off


def render_markdown(text: str, resolve: Callable[[str], str] = str) -> Rendered:
    r"""Render what a person wrote; raw HTML is shown as text. `resolve` maps each address of a link or image to what the page has.

    >>> render_markdown("# A *b* <i>").html
    Markup('<h1 id="a-b-i">A <em>b</em> &lt;i&gt;</h1>\n')
    """
    tokens = _parser().parse(text)
    headings: list[Heading] = []
    taken: set[str] = set()
    for position, token in enumerate(tokens):
        if token.type == "heading_open":
            title = plain(tokens[position + 1])
            slug = unique_slug(join_words(title.casefold(), underscores=True) or "section", taken)
            token.attrSet("id", slug)
            headings.append(Heading(level=int(token.tag[1]), id=slug, text=title))
        for child in token.children or ():
            for name in ("href", "src"):
                if name in child.attrs:
                    child.attrSet(name, resolve(str(child.attrs[name])))
    html = _parser().renderer.render(tokens, _parser().options, {})
    return Rendered(html=Markup(html), headings=tuple(headings))  # noqa: S704 - markdown-it escapes, raw HTML is off


# The description of an episode is asked for twice, one after the other.
@lru_cache(maxsize=8)
def plain_text(text: str) -> str:
    r"""Give the words of Markdown without its markup, on one line.

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


def plain(inline: Token) -> str:
    """Give the words of one inline token."""
    return "".join(_words(inline.children or ()))


def _words(tokens: Sequence[Token]) -> list[str]:
    return [" " if token.type in {"softbreak", "hardbreak"} else token.content for token in tokens]


def link(url: str, title: str) -> Markup:
    """Give an HTML link; both parts are escaped."""
    return Markup(f'<a href="{escape(url)}">{escape(title)}</a>')  # noqa: S704 - escaped in the same line
