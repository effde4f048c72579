"""The passages of an episode's topics as HTML, for the pages of the archive.

Not templates: a hundred topics an episode, each in three forms, take 2 ms as strings and 8 as
macros.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import escape

from onrecord.model import PassageHtml
from onrecord.pages.locator import (
    Locator,
    name_passage,
    passage_chapter,
    passage_url,
    unique_texts,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.model import Episode, Passage, Site, Term

# Passages of each episode under a heading, in the index of several episodes.
PASSAGES_SHOWN = 4
# In the index of one episode, more passages than this are listed by chapter.
MOST_INLINE = 6


def render_passages(episode: Episode, term: Term, site: Site) -> PassageHtml:
    """Render the passages of a topic."""
    passages, several = term.passages, len(term.passages) > 1
    locators = [_locator(episode, passage, site, mark=several) for passage in passages]
    main = sorted(passages, key=lambda passage: (not passage.main, -passage.mentions))
    shown = [
        locator
        for passage, locator in zip(passages, locators, strict=True)
        if passage in main[:PASSAGES_SHOWN]
    ]
    headings = [passage.subheading or passage_chapter(episode, passage) for passage in passages]
    divided = len(locators) > MOST_INLINE or any(passage.subheading for passage in passages)
    return PassageHtml(
        entries=tuple(map(_entry, passages, locators, headings)),
        places=_inline(shown),
        alone=_by_heading(headings, locators) if divided else f", {_inline(locators)}",
    )


def _locator(episode: Episode, passage: Passage, site: Site, *, mark: bool) -> Locator:
    # Escaped here, since each is used three times, and kept as plain strings: what is joined from
    # Markup is escaped again.
    return Locator(
        url=str(escape(site.base + passage_url(episode, passage))),
        text=str(escape(name_passage(passage, passage_chapter(episode, passage)))),
        main=mark and passage.main,
    )


def _link(locator: Locator, attributes: str = "") -> str:
    text = f"<b>{locator.text}</b>" if locator.main else locator.text
    return f'<a{attributes} href="{locator.url}">{text}</a>'


def _inline(locators: Sequence[Locator]) -> str:
    return ", ".join(map(_link, unique_texts(locators)))


def _by_heading(headings: Iterable[str], locators: Sequence[Locator]) -> str:
    """Group passages by the editor's subheadings, otherwise by chapter, in text order."""
    groups: dict[str, list[Locator]] = {}
    for heading, locator in zip(headings, locators, strict=True):
        groups.setdefault(heading, []).append(locator)
    if len(locators) == 1:
        return (
            f', <a class="sub" href="{locators[0].url}">{escape(*groups)}</a>, {_inline(locators)}'
        )
    lines = [
        f'<span class="sub">{escape(heading)}</span>, {_inline(own)}'
        for heading, own in groups.items()
    ]
    if len(lines) == 1:
        return f", {lines[0]}"
    return "\n<ul>\n" + "".join(f"<li>{line}</li>\n" for line in lines) + "</ul>"


def _entry(passage: Passage, locator: Locator, heading: str) -> tuple[str, str]:
    context = f"<q>{escape(passage.context)}</q>" if passage.context else ""
    speaker = f"<b>{escape(passage.speaker)}</b> · " if passage.speaker else ""
    where, source = _link(locator, ' class="where"'), escape(heading or "The whole episode")
    return locator.url, f"<li>{where}<div>{context}\n<p>{speaker}{source}</p></div></li>\n"
