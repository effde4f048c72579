"""The topic index: its pages A to Z, and a page for each topic."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from onrecord.alphabet import letter_of, sort_key
from onrecord.model import Heading, Link, Locator, Page, Site, Slug, Summary
from onrecord.pages.environment import fill
from onrecord.pages.jsonld import describe_topic, script
from onrecord.pages.listed import Beside, Listed, by_topic, list_quotes, set_beside, topic_list_url
from onrecord.pages.locator import Place, name_once, name_passage, topic_url
from onrecord.pages.markdown import plain_text, render_markdown
from onrecord.pages.shorten import shorten
from onrecord.pages.years import Year, count_years

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markupsafe import Markup

# Beyond, a letter has a page of its own: 1,000 headings of one line each are 300 kB.
ON_ONE_PAGE = 1000
# In the index of several episodes, a heading shows so many of them, and so many passages of each.
EPISODES_SHOWN, PLACES_SHOWN = 3, 4
# In the index of one episode, more passages than this stand under their chapters.
RUN_IN = 6
# On the page of a topic, episodes beyond show their main passage alone.
IN_FULL = 60
# Of all: the heaviest, at the head of an index that is divided.
HEAVIEST = 40
DESCRIPTION_LENGTH = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Sub:
    """A turned line below a heading: an episode, a chapter, or a subheading of the editor's."""

    label: str
    url: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A heading in the index, or a see reference."""

    label: str
    url: str
    origin: str
    places: tuple[Place, ...] = ()
    """Run in behind the heading."""
    subs: tuple[Sub, ...] = ()
    more: int = 0
    """Episodes that are not shown."""
    see: Link | None = None
    see_also: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A part of the index."""

    name: str
    id: str
    url: str
    """Of the letter's own page, or the place on this one."""
    entries: tuple[Entry, ...]
    here: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsPage:
    """Context of `pages/topics.html.jinja`."""

    title: str
    home: str
    letters: tuple[Letter, ...]
    """All, for the row of letters."""
    shown: tuple[Letter, ...]
    heaviest: tuple[Link, ...]
    count: int
    unknown: tuple[str, ...]
    """Languages whose episodes have only the topics that the editor has named."""
    json_url: str
    skos_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A passage on the page of a topic."""

    place: Place
    chapter: str
    speaker: str
    context: str
    subheading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidIn:
    """An episode on the page of a topic."""

    summary: Summary
    url: str
    passages: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPage:
    """Context of `pages/topic.html.jinja`."""

    heading: Heading
    index_url: str
    definition: Markup
    episodes: tuple[SaidIn, ...]
    further: tuple[SaidIn, ...]
    """Episodes of which only the main passage is shown."""
    years: tuple[Year, ...]
    related: tuple[Link, ...]
    passages: int
    quotes: Beside
    base: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeePage:
    """Context of `pages/see.html.jinja`."""

    name: str
    to: Link


def render_topics(headings: Sequence[Heading], summaries: Sequence[Summary], unknown: Sequence[str], site: Site) -> tuple[Page, ...]:
    """Give the index, a page for each topic, and one for each other name that leads to it.

    Args:
        headings: in the order of the alphabet.
        summaries: of all episodes.
        unknown: languages whose words cannot be told apart.
        site: where all this is published.
    """
    if not headings and not summaries:
        return ()
    by_slug = {summary.slug: summary for summary in summaries}
    labels = {heading.id: heading.label for heading in headings}
    quoted = by_topic(list_quotes(summaries), headings)
    return (
        *_index_pages(headings, by_slug, labels, unknown, site),
        *(_topic_page(heading, by_slug, labels, quoted.get(heading.id, ()), site) for heading in headings),
        *(_see_page(heading, slug, site) for heading in headings for slug in heading.slugs),
    )


def _index_pages(
    headings: Sequence[Heading], by_slug: Mapping[Slug, Summary], labels: Mapping[Slug, str], unknown: Sequence[str], site: Site
) -> tuple[Page, ...]:
    entries = [(heading.letter, _entry(heading, by_slug, labels, site)) for heading in headings]
    sees = [
        (
            letter_of(alias),
            Entry(label=alias, url="", origin=heading.origin, see=Link(title=heading.label, url=topic_url(heading.id, site))),
        )
        for heading in headings
        for alias in heading.aliases
    ]
    everything = sorted([*entries, *sees], key=lambda each: (each[0] != "#", each[0], sort_key(each[1].label), each[1].label))
    divided = len(everything) > ON_ONE_PAGE
    home = f"{site.base}topics/"
    letters: list[Letter] = []
    for letter, group in groupby(everything, key=lambda each: each[0]):
        name = "digits" if letter == "#" else letter.lower()
        url = f"{home}letters/{name}/" if divided else f"#letter-{name}"
        letters.append(
            Letter(name="0–9" if letter == "#" else letter, id=f"letter-{name}", url=url, entries=tuple(each for _, each in group))
        )
    heaviest = sorted(headings, key=lambda heading: (-heading.weight, heading.id))[:HEAVIEST] if divided else []
    base = TopicsPage(
        title="Topics",
        home=home,
        letters=tuple(letters),
        shown=() if divided else tuple(letters),
        heaviest=tuple(
            Link(title=heading.label, url=topic_url(heading.id, site))
            for heading in sorted(heaviest, key=lambda each: sort_key(each.label))
        ),
        count=len(headings),
        unknown=tuple(unknown),
        json_url=f"{site.base}topics.json",
        skos_url=f"{site.base}topics.jsonld",
    )
    pages = [_index_page("topics/", "Topics", base, site)]
    if divided:
        for letter in letters:
            others = tuple(replace(each, here=each is letter) for each in letters)
            title = f"Topics: {letter.name}"
            context = replace(base, title=title, letters=others, shown=(letter,), heaviest=())
            pages.append(_index_page(f"topics/letters/{letter.id.removeprefix('letter-')}/", title, context, site))
    return tuple(pages)


def _index_page(url: str, title: str, context: TopicsPage, site: Site) -> Page:
    return Page(
        url=url,
        kind="topics",
        title=title,
        content=fill("topics", context),
        description=f"Index of {context.count} topics of {site.title}, with the places where each is discussed.",
        heading="topics",
    )


def _entry(heading: Heading, by_slug: Mapping[Slug, Summary], labels: Mapping[Slug, str], site: Site) -> Entry:
    grouped = _by_episode(heading)
    places: tuple[Place, ...] = ()
    subs: list[Sub] = []
    if len(by_slug) == 1:
        locators = grouped[0][1] if grouped else []
        if len(locators) > RUN_IN or any(locator.passage.subheading for locator in locators):
            subs = [
                Sub(
                    label=label,
                    url="" if len(locators) > 1 else site.base + locators[0].url,
                    places=name_once([_place(locator, site, mark=True) for locator in own]),
                )
                for label, own in _under_subheadings(locators)
            ]
        else:
            places = name_once([_place(locator, site, mark=len(locators) > 1) for locator in locators])
    else:
        # The episodes that say most of it; those not shown are on its page.
        most = sorted(grouped, key=lambda each: -sum(locator.passage.mentions for locator in each[1]))[:EPISODES_SHOWN]
        for slug, locators in [each for each in grouped if each in most]:
            kept = sorted(locators, key=lambda locator: (not locator.passage.main, -locator.passage.mentions))[:PLACES_SHOWN]
            shown = name_once([_place(locator, site, mark=len(locators) > 1) for locator in locators if locator in kept])
            subs.append(Sub(label=by_slug[slug].title, url=site.base + by_slug[slug].url, places=shown))
    return Entry(
        label=heading.label,
        url=topic_url(heading.id, site),
        origin=heading.origin,
        places=places,
        subs=tuple(subs),
        more=0 if len(by_slug) == 1 else max(0, len(grouped) - EPISODES_SHOWN),
        see_also=tuple(Link(title=labels[other], url=topic_url(other, site)) for other in heading.see_also),
    )


def _under_subheadings(locators: Sequence[Locator]) -> list[tuple[str, list[Locator]]]:
    """Group locators by an editor's subheading, or else by chapter, in the order in which each is first met."""
    found: dict[str, list[Locator]] = {}
    for locator in locators:
        found.setdefault(locator.passage.subheading or locator.chapter, []).append(locator)
    return [*found.items()]


def _by_episode(heading: Heading) -> list[tuple[Slug, list[Locator]]]:
    found: dict[Slug, list[Locator]] = {}
    for locator in heading.locators:
        found.setdefault(locator.episode, []).append(locator)
    return [*found.items()]


def _place(locator: Locator, site: Site, *, mark: bool) -> Place:
    text = name_passage(locator.passage, locator.chapter)
    return Place(url=site.base + locator.url, text=text, main=mark and locator.passage.main)


def _topic_page(
    heading: Heading, by_slug: Mapping[Slug, Summary], labels: Mapping[Slug, str], quoted: Sequence[Listed], site: Site
) -> Page:
    grouped = [(by_slug[slug], locators) for slug, locators in reversed(_by_episode(heading))]
    episodes = tuple(_said_in(summary, locators, site) for summary, locators in grouped[:IN_FULL])
    further = tuple(
        _said_in(summary, [next((each for each in locators if each.passage.main), locators[0])], site)
        for summary, locators in grouped[IN_FULL:]
    )
    count = f"{len(heading.locators)} passage{'s' if len(heading.locators) != 1 else ''}"
    among = f"{len(grouped)} episode{'s' if len(grouped) != 1 else ''}"
    context = TopicPage(
        heading=heading,
        index_url=f"{site.base}topics/",
        definition=render_markdown(heading.definition).html,
        episodes=episodes,
        further=further,
        years=count_years([summary for summary, _ in grouped], by_slug.values()),
        related=tuple(Link(title=labels[other], url=topic_url(other, site)) for other in heading.see_also),
        passages=len(heading.locators),
        quotes=set_beside(quoted, topic_list_url(heading.id), site),
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


def _said_in(summary: Summary, locators: Sequence[Locator], site: Site) -> SaidIn:
    return SaidIn(
        summary=summary,
        url=site.base + summary.url,
        passages=tuple(
            Said(
                place=_place(locator, site, mark=len(locators) > 1),
                chapter=locator.chapter,
                speaker=locator.passage.speaker,
                context=locator.passage.context,
                subheading=locator.passage.subheading,
            )
            for locator in locators
        ),
    )


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
