"""Stubs: pages at addresses that no longer have words, for readers who follow an old link."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from onrecord.archive import update_addresses
from onrecord.model import (
    FIXED_SLUGS,
    TRANSCRIPT,
    Draft,
    Link,
    Page,
    Withdrawal,
    split_episode_url,
)
from onrecord.pages.environment import fill
from onrecord.pages.episode_addresses import list_current
from onrecord.pages.old_links import OldLinks, destinations
from onrecord.pages.urls import ALL_QUOTES, episode_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from markupsafe import Markup

    from onrecord.archive import Address
    from onrecord.model import Episode, Site

# Lists of quotes, parts of the index, and earlier pages of lists.
_LIST = re.compile(r"earlier/|quotes/\w+/[^/]+/|(topics|people)/[^/]+/earlier/|topics/letters/")
_PERSON = re.compile(r"people/[^/]+/")


@dataclass(frozen=True, slots=True, kw_only=True)
class StubPage:
    """Context of `pages/stub.html.jinja`."""

    title: str
    """Title of the episode."""
    heading: str
    withdrawal: Withdrawal | None
    to: tuple[Link, ...]
    """Where its words are now, the page with most of them first."""
    onward: str
    """Where a script redirects requests for the page as a whole; empty for a page that is gone."""
    home: str
    old_links: Markup


def render_stubs(
    episode: Episode, addresses: Iterable[str], old_links: Mapping[str, OldLinks], site: Site
) -> tuple[Page, ...]:
    """Render a stub at each earlier address of an episode.

    A withdrawn episode has stubs at all its addresses.

    Args:
        episode: compiled.
        addresses: all that it ever had.
        old_links: the marks of each page.
        site: where it is published.
    """
    current = () if episode.front.withdrawn else list_current(episode)
    whole = Link(title=episode.front.title, url=site.base + episode_url(episode))
    pages: list[Page] = []
    for url in addresses:
        if url in current:
            continue
        links = old_links.get(url, OldLinks())
        to = tuple(
            Link(title=title, url=address) for address, title in destinations(links.moved).items()
        )
        # The address of a renamed episode leads to the episode, not to one of its chapters.
        of_all_words = split_episode_url(url)[1] in {"", TRANSCRIPT.slug}
        if not episode.front.withdrawn and (not to or of_all_words):
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


def draft_stubs(
    live: Mapping[str, str],
    known: Sequence[Address],
    own: Sequence[str],
    today: date,
    site: Site,
) -> tuple[tuple[Address, ...], tuple[Draft, ...]]:
    """Return the addresses of all pages ever published, and a stub for each that has vanished.

    Args:
        live: addresses of all pages that show several episodes, each with its holder.
        known: addresses published so far.
        own: addresses of the pages of episodes.
        today: the day since when a page that existed until now is gone.
        site: where it is published.
    """
    # Sorted, because which of them are drafted, and in which order, depends on earlier builds.
    present = {**dict.fromkeys(own, ""), **dict(sorted(live.items()))}
    # The home page and the list of episodes always exist.
    addresses = update_addresses(
        known, {url: present[url] for url in present if url not in {"", "episodes/"}}, on=today
    )
    return addresses, tuple(_render_vanished(addresses, present, site))


def _render_vanished(
    addresses: Iterable[Address], live: Mapping[str, str], site: Site
) -> Iterator[Draft]:
    """Yield drafts of stubs at the addresses that have vanished.

    A list leads on to the page of its person or topic, or to the list above it, a fixed page of an
    episode to the episode. The page of a person, a topic, a quote or an episode has no substitute,
    and leaves a dated note.

    Args:
        addresses: all that were ever published.
        live: those of all pages that exist, each with its holder.
        site: where all this is published.
    """
    people = {holder: url for url, holder in live.items() if _PERSON.fullmatch(url)}
    for each in addresses:
        if not each.gone:
            continue
        url, to = each.page, _substitute(each.page, people.get(each.holder, ""), live)
        link = (Link(title=f"/{to}", url=site.base + to),) if to else ()
        withdrawal = None if to else Withdrawal(on=each.gone)
        make = partial(_stub, url, "", site, links=OldLinks(), withdrawal=withdrawal, to=link)
        yield Draft(url=url, fingerprint=f"{each.gone.isoformat()} {to}", make=make)


def _substitute(url: str, person: str, live: Mapping[str, str]) -> str:
    episode, page = split_episode_url(url)
    if page in FIXED_SLUGS and (home := f"episodes/{episode}/") in live:
        return home
    if not _LIST.match(url):
        return ""
    if url.startswith("quotes/people/"):
        return person or ALL_QUOTES
    subject = url.removeprefix(ALL_QUOTES)
    while subject and subject not in live:
        subject = subject.rstrip("/").rpartition("/")[0]
        subject += "/" if subject else ""
    return subject or (ALL_QUOTES if url.startswith(ALL_QUOTES) else "episodes/")


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
            old_links=fill("old-links", links),
        ),
    )
    return Page(
        url=url,
        kind="stub",
        title=f"{heading}{f' · {title}' if title else ''}",
        content=content,
        heading="stub",
    )
