"""The pages of the archive, made from summaries alone: home and the list of episodes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.model import Heading, Link, Page, Site, Slug, Summary
from onrecord.pages.environment import fill
from onrecord.pages.jsonld import describe_archive, script
from onrecord.pages.locator import topic_url
from onrecord.pages.markdown import plain_text, render_markdown
from onrecord.pages.people import gather_profiles
from onrecord.pages.shorten import shorten

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markupsafe import Markup

# Home is an entrance, not the list: what fits one screen.
LATEST = 6

# What search engines show of a description.
DESCRIPTION_LENGTH = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """Context of `pages/home.html.jinja`."""

    site: Site
    description: Markup
    introduction: Markup
    latest: tuple[Summary, ...]
    count: int
    more: bool
    """There are episodes beside the latest."""
    topics: Mapping[Slug, tuple[Link, ...]]
    """What sets each episode apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodesPage:
    """Context of `pages/episodes.html.jinja`."""

    site: Site
    episodes: tuple[Summary, ...]
    people: bool
    """There is a list of people."""
    topics: Mapping[Slug, tuple[Link, ...]]
    """What sets each episode apart."""


def render_archive(
    summaries: Sequence[Summary], apart: Mapping[Slug, Sequence[Heading]], site: Site, introduction: Markup
) -> tuple[Page, ...]:
    """Give home and the list of episodes, newest first.

    Args:
        summaries: of all episodes, in any order.
        apart: of each episode, the topics that set it apart from the others.
        site: where all this is published.
        introduction: what people wrote for the home page, as HTML.
    """
    newest = tuple(sorted(summaries, key=_age))
    topics = {
        slug: tuple(Link(title=heading.label, url=topic_url(heading.id, site)) for heading in headings) for slug, headings in apart.items()
    }
    home = HomePage(
        site=site,
        description=render_markdown(site.description).html,
        introduction=introduction,
        latest=newest[:LATEST],
        count=len(newest),
        more=len(newest) > LATEST,
        topics=topics,
    )
    description = shorten(plain_text(site.description), DESCRIPTION_LENGTH)
    return (
        Page(
            url="",
            kind="home",
            title=site.title,
            content=fill("home", home),
            description=description,
            heading="home",
            head=script(describe_archive(home.latest, site, description)),
        ),
        Page(
            url="episodes/",
            kind="episodes",
            title="Episodes",
            content=fill("episodes", EpisodesPage(site=site, episodes=newest, people=bool(gather_profiles(summaries)), topics=topics)),
            description=f"All {len(newest)} episodes of {site.title}.",
            heading="episodes",
        ),
    )


def _age(summary: Summary) -> tuple[int, str]:
    """Newest first, then by name; without a date, last."""
    return (-summary.date.toordinal() if summary.date else 0, summary.slug)
