"""A page for each topic, and one for each other name that leads to it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from markupsafe import Markup

from onrecord.model import Draft, EpisodeStore, Heading, Link, Occurrence, Page, Site, Slug, Summary
from onrecord.pages.environment import fill
from onrecord.pages.json_text import embed_json_ld
from onrecord.pages.jsonld import describe_topic
from onrecord.pages.markdown import page_description, render_markdown
from onrecord.pages.paging import ListPage, paginate
from onrecord.pages.quote_refs import RELATED, QuoteRef, RelatedQuotes, related_quotes
from onrecord.pages.topic_years import Column, Period, count_columns
from onrecord.pages.urls import topic_quotes_url, topic_url
from onrecord.store import fingerprint

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

# Episodes. One has four passages and 1 kB; the first page, which is rebuilt for each new episode,
# has up to twice as many.
PAGE_SIZE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicEpisode:
    """An episode on the page of a topic."""

    summary: Summary
    entries: Markup
    """Its passages, as entries of a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPage:
    """Context of `pages/topic.html.jinja`."""

    heading: Heading
    index_url: str
    definition: Markup
    url: str
    """Address of the first page."""
    list_page: ListPage[int]
    episodes: tuple[TopicEpisode, ...]
    years: tuple[Column, ...]
    related: tuple[Link, ...]
    quotes: RelatedQuotes
    base: str


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
    *,
    unchanged: Collection[str] = (),
) -> Iterator[Draft]:
    """Yield drafts of a page for each topic, and of one for each other name that leads to it.

    Args:
        headings: of the index.
        summaries: of all episodes.
        store: their artifacts.
        quoted: the quotes of each topic.
        site: where it is published.
        unchanged: keys of topics that are left out.
    """
    period, ordered = Period.of(summaries), headings[0].occurrences.ordered if headings else ()
    pages = _TopicPages(
        store=store,
        quoted=quoted,
        labels={heading.id: heading.label for heading in headings},
        period=period,
        columns=period.column_of(ordered),
        site=site,
    )
    for heading in headings:
        if heading.key in unchanged:
            continue
        yield from pages.drafts(heading)
        for slug in heading.slugs:
            yield Draft(
                url=topic_url(slug),
                fingerprint=fingerprint(slug, heading.id, heading.label),
                make=partial(_see_page, heading, slug, site),
                holder=heading.key,
                topic=heading.key,
            )


def version_topics(headings: Sequence[Heading], summaries: Sequence[Summary]) -> dict[str, str]:
    """Return a fingerprint of what the pages of each topic show of the index, by its key.

    They show, in addition, the episodes that have one of its keys, and nothing of other episodes.
    The numbers tell that an episode is gone, whatever the store has lost.
    """
    labels = {heading.id: heading.label for heading in headings}
    period = Period.of(summaries).columns
    # Titles are shorter where all episodes are of one show (`shorten_titles`).
    several = any(summary.show for summary in summaries)
    return {
        heading.key: fingerprint(
            heading.id,
            heading.keys,
            heading.label,
            heading.aliases,
            heading.slugs,
            [(other, labels[other]) for other in heading.see_also],
            heading.origin,
            heading.definition,
            heading.sources,
            heading.episodes,
            heading.passages,
            heading.listed,
            period,
            several,
        )
        for heading in headings
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _TopicPages:
    store: EpisodeStore
    quoted: Mapping[Slug, Sequence[QuoteRef]]
    labels: Mapping[Slug, str]
    period: Period
    columns: Sequence[tuple[int, int] | None]
    """The column of each episode of the index in the chart of years."""
    site: Site

    def drafts(self, heading: Heading) -> Iterator[Draft]:
        """Yield drafts of the pages of a topic.

        Pages with earlier episodes stay the same when an episode is added.
        """
        url, newest = topic_url(heading.id), heading.occurrences.newest
        for page in paginate(newest, url, f"{url}earlier/", PAGE_SIZE):
            shown = heading.occurrences.versions(page.shown)
            first = self._fingerprint(heading, newest) if page.is_first else ""
            version = fingerprint(heading.label, page.previous, page.next, shown, first)
            make = partial(self._page, heading, page)
            key = heading.key
            yield Draft(url=page.url, fingerprint=version, make=make, holder=key, topic=key)

    def _fingerprint(self, heading: Heading, newest: Sequence[int]) -> str:
        """Fingerprint of what the first page alone shows."""
        facts = (
            heading.aliases,
            heading.origin,
            heading.definition,
            heading.sources,
            heading.passages,
            heading.episodes,
        )
        see_also = [(other, self.labels[other]) for other in heading.see_also]
        quotes = self.quoted[heading.id]
        shown = [ref.version for ref in quotes[:RELATED]]
        return fingerprint(facts, see_also, self._columns(newest), len(quotes), shown)

    def _columns(self, newest: Sequence[int]) -> tuple[Column, ...]:
        return count_columns(map(self.columns.__getitem__, newest), self.period)

    def _page(self, heading: Heading, page: ListPage[int]) -> Page:
        site, first = self.site, page.is_first
        quotes = self.quoted[heading.id] if first else ()
        context = TopicPage(
            heading=heading,
            index_url=f"{site.base}topics/",
            url=site.base + topic_url(heading.id),
            list_page=page,
            definition=render_markdown(heading.definition).html,
            episodes=tuple(self._episode(heading.occurrences.of(one)) for one in page.shown),
            years=self._columns(heading.occurrences.newest) if first else (),
            related=tuple(
                Link(title=self.labels[other], url=site.base + topic_url(other))
                for other in heading.see_also
            ),
            quotes=related_quotes(quotes, topic_quotes_url(heading.id), self.store, site),
            base=site.base,
        )
        label, content = heading.label, fill("topic", context)
        if not first:
            return Page(
                url=page.url,
                kind="topic",
                title=f"{label} ({page.number}) · Topics",
                content=content,
                description=f"{label} in earlier episodes of {site.title}.",
                heading="topic",
            )
        definition = page_description(heading.definition)
        passages = f"{heading.passages} passage{'s' if heading.passages != 1 else ''}"
        episodes = f"{heading.episodes} episode{'s' if heading.episodes != 1 else ''}"
        return Page(
            url=page.url,
            kind="topic",
            title=f"{label} · Topics",
            content=content,
            description=definition or f"{label}: {passages} in {episodes} of {site.title}.",
            heading="topic",
            head=embed_json_ld(describe_topic(heading, site, definition)),
        )

    def _episode(self, occurrences: Sequence[Occurrence]) -> TopicEpisode:
        summary = occurrences[0].summary
        # An acronym and what it stands for, in one episode, each have the passages that name both.
        entries = {
            url: entry
            for _, place in occurrences
            for url, entry in self.store.passage_html(summary.slug, place).entries
        }
        return TopicEpisode(summary=summary, entries=Markup("".join(entries.values())))  # noqa: S704 - of passage_html


def _see_page(heading: Heading, slug: Slug, site: Site) -> Page:
    """Render the page of another name of a topic, to which pages of an episode may link."""
    name = slug.replace("-", " ")
    to = Link(title=heading.label, url=site.base + topic_url(heading.id))
    return Page(
        url=topic_url(slug),
        kind="see",
        title=f"{name}: see {heading.label}",
        content=fill("see", SeePage(name=name, to=to)),
        description=f"{name}: see {heading.label}.",
        heading="topic",
    )
