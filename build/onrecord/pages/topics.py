"""A page for each topic, and one for each other name that leads to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from onrecord.model import Link, Page, Site, Slug
from onrecord.pages.environment import fill
from onrecord.pages.jsonld import describe_topic, script
from onrecord.pages.listed import Beside, on_topic, set_beside, topic_list_url
from onrecord.pages.locator import topic_url
from onrecord.pages.markdown import plain_text, render_markdown
from onrecord.pages.shorten import shorten
from onrecord.pages.topic_index import TopicIndex
from onrecord.pages.years import Course, Year, count_years
from onrecord.store import fingerprint
from onrecord.summary import Draft, Heading, Member, Shelf, Summary, group_by_episode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# On the page of a topic, episodes beyond show their main passage alone.
IN_FULL = 60
DESCRIPTION_LENGTH = 160
PASSAGE = re.compile(r'<li><a class="where" href="([^"]*)">.*?</li>\n', re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidIn:
    """An episode on the page of a topic."""

    summary: Summary
    url: str
    passages: Markup
    """Entries of a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPage:
    """Context of `pages/topic.html.jinja`."""

    heading: Heading
    index_url: str
    definition: Markup
    episodes: tuple[SaidIn, ...]
    further: Markup
    """Episodes of which only the main passage is shown, as entries of a list."""
    count: int
    """Of episodes."""
    years: tuple[Year, ...]
    related: tuple[Link, ...]
    quotes: Beside
    base: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeePage:
    """Context of `pages/see.html.jinja`."""

    name: str
    to: Link


def render_topics(
    headings: Sequence[Heading], summaries: Sequence[Summary], details: Shelf, unknown: Sequence[str], site: Site
) -> Iterator[Draft]:
    """Give the index, a page for each topic, and one for each other name that leads to it.

    Args:
        headings: in the order of the alphabet.
        summaries: of all episodes.
        details: of each.
        unknown: languages whose words cannot be told apart.
        site: where all this is published.
    """
    if not headings and not summaries:
        return
    yield from TopicIndex(headings=headings, details=details, unknown=unknown, site=site, alone=len(summaries) == 1).drafts()
    labels = {heading.id: heading.label for heading in headings}
    # Made once: an episode stands on a hundred pages.
    links = {summary.slug: f'<a href="{escape(site.base + summary.url)}">{escape(summary.title)}</a>' for summary in summaries}
    topics = _Topics(details=details, labels=labels, links=links, course=Course.of(summaries), site=site)
    for heading in headings:
        related = [(other, labels[other]) for other in heading.see_also]
        shows = fingerprint(
            (heading.id, heading.label, heading.aliases, heading.origin, heading.definition, heading.sources, related, topics.course),
            "".join(member.summary.version for member in heading.members),
        )
        make = partial(topics.page, heading)
        yield Draft(url=f"topics/{heading.id}/", shows=shows, make=make)
        for slug in heading.slugs:
            shows = fingerprint(slug, heading.id, heading.label)
            yield Draft(url=f"topics/{slug}/", shows=shows, make=partial(_see_page, heading, slug, site))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Topics:
    """What the pages of topics are made from."""

    details: Shelf
    labels: Mapping[Slug, str]
    links: Mapping[Slug, str]
    """HTML, by episode."""
    course: Course
    site: Site

    def page(self, heading: Heading) -> Page:
        """Give the page of a topic."""
        site = self.site
        grouped = group_by_episode(heading.members)[::-1]
        count = f"{heading.passages} passage{'s' if heading.passages != 1 else ''}"
        among = f"{len(grouped)} episode{'s' if len(grouped) != 1 else ''}"
        context = TopicPage(
            heading=heading,
            index_url=f"{site.base}topics/",
            definition=render_markdown(heading.definition).html,
            episodes=tuple(map(self._said_in, grouped[:IN_FULL])),
            further=Markup("".join(map(self._line, grouped[IN_FULL:]))),  # noqa: S704 - escaped
            count=len(grouped),
            years=count_years([members[0].summary for members in grouped], self.course),
            related=tuple(Link(title=self.labels[other], url=topic_url(other, site)) for other in heading.see_also),
            quotes=set_beside(on_topic(heading), topic_list_url(heading.id), self.details, site),
            base=site.base,
        )
        told = shorten(plain_text(heading.definition), DESCRIPTION_LENGTH) if heading.definition else ""
        return Page(
            url=f"topics/{heading.id}/",
            kind="topic",
            title=f"{heading.label} · Topics",
            content=fill("topic", context),
            description=told or f"{heading.label}: {count} in {among} of {site.title}.",
            heading="topic",
            head=script(describe_topic(heading, site, told)),
        )

    def _said_in(self, members: Sequence[Member]) -> SaidIn:
        summary = members[0].summary
        own = self.details(summary.slug)
        said = "".join(own.said[place] for _, place in members)
        if len(members) > 1:
            # Each has the passages that name both.
            said = "".join({passage[1]: passage[0] for passage in PASSAGE.finditer(said)}.values())
        return SaidIn(summary=summary, url=self.site.base + summary.url, passages=Markup(said))  # noqa: S704 - of located

    def _line(self, members: Sequence[Member]) -> str:
        return f"<li>{self.links[members[0].summary.slug]}, {members[0].term.main}</li>\n"


def _see_page(heading: Heading, slug: Slug, site: Site) -> Page:
    """Give the page of an address that an episode's pages use for what the archive calls otherwise."""
    name = slug.replace("-", " ")
    context = SeePage(name=name, to=Link(title=heading.label, url=topic_url(heading.id, site)))
    return Page(
        url=f"topics/{slug}/",
        kind="see",
        title=f"{name}: see {heading.label}",
        content=fill("see", context),
        description=f"{name}: see {heading.label}.",
        heading="topic",
    )
