"""Stubs: pages at addresses that no longer have words, for readers who follow an old link."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from onrecord.model import Draft, Link, Page, Withdrawal
from onrecord.pages.environment import fill
from onrecord.pages.old_links import (
    OldLinks,
    collect_old_links,
    destinations,
    list_addresses,
    render_old_links,
)
from onrecord.pages.urls import chapter_url, episode_url, transcript_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from markupsafe import Markup

    from onrecord.anchors import Publication
    from onrecord.model import Episode, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class StubPage:
    """Context of `pages/stub.html.jinja`."""

    title: str
    """Of the episode."""
    heading: str
    withdrawal: Withdrawal | None
    to: tuple[Link, ...]
    """Where its words are now, the page with most of them first."""
    onward: str
    """Where a script redirects requests for the page as a whole; empty for a page that is gone."""
    home: str
    old_links: Markup


def render_stubs(episode: Episode, published: Publication, site: Site) -> tuple[Page, ...]:
    """Render a stub at each earlier address of an episode.

    A withdrawn episode has stubs at all its addresses.
    """
    old_links = collect_old_links(episode, published, site)
    current = {
        episode_url(episode),
        transcript_url(episode),
        *(chapter_url(episode, chapter) for chapter in episode.chapters),
    }
    if episode.front.withdrawn:
        current = set()
    whole = Link(title=episode.front.title, url=site.base + episode_url(episode))
    pages: list[Page] = []
    for url in list_addresses(episode, published):
        if url in current:
            continue
        links = old_links.get(url, OldLinks())
        to = tuple(
            Link(title=title, url=address) for address, title in destinations(links.moved).items()
        )
        # The address of a renamed episode leads to the episode, not to one of its chapters.
        if not episode.front.withdrawn and (
            not to or url.count("/") == 2 or url.endswith("/transcript/")  # noqa: PLR2004
        ):
            to = (whole,)
        pages.append(
            _stub(
                url,
                episode.front.title,
                site,
                links=links,
                withdrawal=episode.front.withdrawn,
                to=to,
            )
        )
    return tuple(pages)


def render_vanished(addresses: Iterable[tuple[str, date]], site: Site) -> Iterator[Draft]:
    """Give drafts of stubs at addresses, each with the day since which it is gone."""
    for url, on in addresses:
        make = partial(_stub, url, "", site, links=OldLinks(), withdrawal=Withdrawal(on=on), to=())
        yield Draft(url=url, fingerprint=on.isoformat(), make=make)


def _stub(
    url: str,
    title: str,
    site: Site,
    *,
    links: OldLinks,
    withdrawal: Withdrawal | None,
    to: tuple[Link, ...],
) -> Page:
    heading = "This is no longer published" if withdrawal else "This page has moved"
    content = fill(
        "stub",
        StubPage(
            title=title,
            heading=heading,
            withdrawal=withdrawal,
            to=to,
            onward=to[0].url if to else "",
            home=site.base,
            old_links=render_old_links(links),
        ),
    )
    return Page(
        url=url,
        kind="stub",
        title=f"{heading}{f' · {title}' if title else ''}",
        content=content,
        heading="stub",
    )
