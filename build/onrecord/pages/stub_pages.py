"""Pages that hold no words any more, for those who follow an old link to them."""

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
from onrecord.pages.rail import episode_url, transcript_url

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
    """Where its words are now, most of them first."""
    onward: str
    """Where a script leads who asked for the page as a whole; empty for a page that is gone."""
    home: str
    old_links: Markup


def render_stubs(episode: Episode, published: Publication, site: Site) -> tuple[Page, ...]:
    """Give a page for each address that the episode had and that is no page of it now; for a withdrawn episode, for all of them."""
    owed = collect_old_links(episode, published, site)
    present = {
        episode_url(episode),
        transcript_url(episode),
        *(f"{episode_url(episode)}{chapter.slug}/" for chapter in episode.chapters),
    }
    if episode.front.withdrawn:
        present = set()
    whole = Link(title=episode.front.title, url=site.base + episode_url(episode))
    pages: list[Page] = []
    for url in list_addresses(episode, published):
        if url in present:
            continue
        links = owed.get(url, OldLinks())
        to = tuple(
            Link(title=title, url=address) for address, title in destinations(links.moved).items()
        )
        # An address of an episode that was renamed leads to the episode, not to one of its chapters.
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
    """Give a page for each address of which nothing is known but that it was published, and the day since which it is gone."""
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
