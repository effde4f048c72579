"""A page for each topic, and one for each other name that leads to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from markupsafe import Markup

from onrecord.model import Draft, EpisodeStore, Heading, Link, Occurrence, Page, Site, Slug, Summary
from onrecord.pages.environment import fill
from onrecord.pages.jsonld import describe_topic, script
from onrecord.pages.listed import SHOWN, QuoteRef, RelatedQuotes, set_beside, topic_list_url
from onrecord.pages.locator import topic_url
from onrecord.pages.markdown import plain_text, render_markdown
from onrecord.pages.paging import Leaf, divide
from onrecord.pages.years import Course, Year, count_years
from onrecord.store import fingerprint, fingerprint_texts
from onrecord.text.shorten import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# Episodes: one has four passages and 1 kB; the first page, which is made for each new episode, has up to twice as many.
A_PAGE = 25
DESCRIPTION_LENGTH = 160
PASSAGE = re.compile(r'<li><a class="where" href="([^"]*)">.*?</li>\n', re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidIn:
    """An episode on the page of a topic."""

    head: Markup
    passages: Markup
    """Entries of a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Context of `pages/topic-episode.html.jinja`, the head of an episode on the page of a topic."""

    summary: Summary
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPage:
    """Context of `pages/topic.html.jinja`."""

    heading: Heading
    index_url: str
    definition: Markup
    url: str
    """Of the first page."""
    number: int
    """Of the page, counted from the oldest episodes; 0 for the newest."""
    episodes: tuple[SaidIn, ...]
    years: tuple[Year, ...]
    related: tuple[Link, ...]
    quotes: RelatedQuotes
    base: str
    previous: str
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeePage:
    """Context of `pages/see.html.jinja`."""

    name: str
    to: Link


def render_topics(
    headings: Sequence[Heading],
    summaries: Sequence[Summary],
    store: EpisodeStore,
    quoted: Mapping[Slug, Sequence[QuoteRef]],
    site: Site,
) -> Iterator[Draft]:
    """Give a page for each topic, and one for each other name that leads to it.

    Args:
        headings: of the index.
        summaries: of all episodes.
        store: what they left.
        quoted: the quotes of each topic.
        site: where all this is published.
    """
    labels = {heading.id: heading.label for heading in headings}
    course, ordered = Course.of(summaries), headings[0].occurrences.ordered if headings else ()
    topics = _Topics(
        store=store,
        quoted=quoted,
        labels=labels,
        course=course,
        columns=course.place(ordered),
        versions=[summary.version for summary in ordered],
        site=site,
    )
    for heading in headings:
        yield from topics.drafts(heading)
        for slug in heading.slugs:
            version = fingerprint_texts(slug, heading.id, heading.label)
            yield Draft(
                url=f"topics/{slug}/",
                fingerprint=version,
                make=partial(_see_page, heading, slug, site),
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Topics:
    """What the pages of topics are made from."""

    store: EpisodeStore
    quoted: Mapping[Slug, Sequence[QuoteRef]]
    labels: Mapping[Slug, str]
    course: Course
    columns: Sequence[tuple[int, int] | None]
    """Of each episode of the index, where it stands in the course."""
    versions: Sequence[str]
    site: Site
    heads: dict[Slug, Markup] = field(default_factory=dict)

    def drafts(self, heading: Heading) -> Iterator[Draft]:
        """Give the pages of a topic: with the newest episodes, and those with earlier ones, which stay."""
        url, versions = f"topics/{heading.id}/", self.versions
        newest = heading.occurrences.newest
        for leaf in divide(newest, url, f"{url}earlier/", A_PAGE):
            shown = "".join(map(versions.__getitem__, leaf.shown))
            own = "" if leaf.number else self._shows(heading, newest)
            version = fingerprint_texts(heading.label, leaf.previous, leaf.next, shown, own)
            yield Draft(url=leaf.url, fingerprint=version, make=partial(self._page, heading, leaf))

    def _shows(self, heading: Heading, newest: Sequence[int]) -> str:
        related = [(other, self.labels[other]) for other in heading.see_also]
        quotes = self.quoted[heading.id]
        beside = [(one.episode.version, one.number) for one in quotes[:SHOWN]]
        told = (
            heading.aliases,
            heading.origin,
            heading.definition,
            heading.sources,
            heading.passages,
            heading.episodes,
        )
        return fingerprint(told, related, self._years(newest), len(quotes), beside)

    def _years(self, newest: Sequence[int]) -> tuple[Year, ...]:
        return count_years(map(self.columns.__getitem__, newest), self.course)

    def _page(self, heading: Heading, leaf: Leaf[int]) -> Page:
        site, first = self.site, not leaf.number
        count = f"{heading.passages} passage{'s' if heading.passages != 1 else ''}"
        among = f"{heading.episodes} episode{'s' if heading.episodes != 1 else ''}"
        context = TopicPage(
            heading=heading,
            index_url=f"{site.base}topics/",
            url=topic_url(heading.id, site),
            number=leaf.number,
            definition=render_markdown(heading.definition).html,
            episodes=tuple(
                self._said_in(heading.occurrences.of(episode)) for episode in leaf.shown
            ),
            years=self._years(heading.occurrences.newest) if first else (),
            related=tuple(
                Link(title=self.labels[other], url=topic_url(other, site))
                for other in heading.see_also
            ),
            quotes=set_beside(
                self.quoted[heading.id] if first else (),
                topic_list_url(heading.id),
                self.store,
                site,
            ),
            base=site.base,
            previous=site.base + leaf.previous if leaf.previous else "",
            next=site.base + leaf.next if leaf.next else "",
        )
        told = (
            shorten(plain_text(heading.definition), DESCRIPTION_LENGTH)
            if heading.definition
            else ""
        )
        described = told or f"{heading.label}: {count} in {among} of {site.title}."
        return Page(
            url=leaf.url,
            kind="topic",
            title=f"{heading.label} · Topics"
            if first
            else f"{heading.label} ({leaf.number}) · Topics",
            content=fill("topic", context),
            description=described
            if first
            else f"{heading.label} in earlier episodes of {site.title}.",
            heading="topic",
            head=script(describe_topic(heading, site, told)) if first else "",
        )

    def _said_in(self, occurrences: Sequence[Occurrence]) -> SaidIn:
        summary = occurrences[0].summary
        said = "".join(
            self.store.passage_html(summary.slug, place).said for _, place in occurrences
        )
        if len(occurrences) > 1:
            # Each has the passages that name both.
            said = "".join({passage[1]: passage[0] for passage in PASSAGE.finditer(said)}.values())
        return SaidIn(head=self._head(summary), passages=Markup(said))  # noqa: S704 - of located

    def _head(self, summary: Summary) -> Markup:
        """Give the head of an episode, which is the same on the pages of all its topics."""
        if summary.slug not in self.heads:
            self.heads[summary.slug] = fill(
                "topic-episode", Heard(summary=summary, url=self.site.base + summary.url)
            )
        return self.heads[summary.slug]


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
