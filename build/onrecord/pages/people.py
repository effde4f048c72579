"""A page for each person in the archive, and the list of people."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from onrecord.model import (
    Draft,
    EpisodeStore,
    Milliseconds,
    Page,
    Person,
    Site,
    Slug,
    Summary,
    VoiceSummary,
    from_newest,
)
from onrecord.pages.environment import fill
from onrecord.pages.markdown import page_description, render_markdown
from onrecord.pages.quote_refs import (
    RELATED,
    QuoteRef,
    RelatedQuotes,
    group_by_person,
    list_quotes,
    person_slugs,
    related_quotes,
)
from onrecord.pages.urls import below, person_quotes_url, person_url
from onrecord.store import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markupsafe import Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """An episode that names a person."""

    summary: Summary
    role: str
    voice: VoiceSummary | None
    """How much they say; None if no words are attributed to them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A person, and the episodes that name them."""

    person: Person
    appearances: tuple[Appearance, ...]
    """Newest first."""

    @property
    def duration(self) -> Milliseconds:
        """Total time for which they speak."""
        return Milliseconds(sum(each.voice.duration for each in self.appearances if each.voice))


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """Context of `pages/person.html.jinja`."""

    site: Site
    profile: Profile
    description: Markup
    quotes: RelatedQuotes


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage:
    """Context of `pages/people.html.jinja`."""

    site: Site
    profiles: tuple[Profile, ...]


def render_people(
    summaries: Sequence[Summary], store: EpisodeStore, held: Mapping[str, str], site: Site
) -> Iterator[Draft]:
    """Yield drafts of a page for each person whom an episode names, and of the list of people.

    If there are no people, there is no list.

    Args:
        summaries: of all episodes.
        store: their artifacts.
        held: published addresses, each with the person or topic that keeps it.
        site: where it is published.
    """
    profiles = gather_profiles(summaries, held)
    if not profiles:
        return
    facts = [(profile.person, len(profile.appearances), profile.duration) for profile in profiles]
    make = partial(_people_page, profiles, site)
    yield Draft(url="people/", fingerprint=fingerprint(facts), make=make)
    by_person = group_by_person(list_quotes(summaries))
    slugs = person_slugs(by_person, below(held, person_quotes_url("")))
    for profile in profiles:
        person = profile.person
        quotes, slug = by_person.get(person.name, ()), slugs.get(person.name, "")
        shown = [ref.version for ref in quotes[:RELATED]]
        versions = "".join([each.summary.version for each in profile.appearances])
        yield Draft(
            url=person_url(person),
            fingerprint=fingerprint(person, versions, shown, len(quotes), slug),
            make=partial(_person_page, profile, quotes, slug, store, site),
            holder=person.name,
        )


def gather_profiles(summaries: Sequence[Summary], held: Mapping[str, str]) -> tuple[Profile, ...]:
    """Return the people of all episodes, and the episodes that name them, in alphabetical order.

    Names with one slug are one person, who keeps the name under which the page was published.
    """
    people: dict[Slug, Person] = {}
    appearances: dict[Slug, list[Appearance]] = {}
    for summary in from_newest(summaries):
        voices = {voice.speaker: voice for voice in summary.voices}
        for person in summary.people:
            if person.slug:
                if held.get(person_url(person)) == person.name:
                    people[person.slug] = person
                people.setdefault(person.slug, person)
                appearance = Appearance(
                    summary=summary, role=person.role, voice=voices.get(person.name)
                )
                appearances.setdefault(person.slug, []).append(appearance)
    order = sorted(people.values(), key=lambda person: (person.name.casefold(), person.slug))
    return tuple(
        Profile(person=person, appearances=tuple(appearances[person.slug])) for person in order
    )


def _people_page(profiles: tuple[Profile, ...], site: Site) -> Page:
    return Page(
        url="people/",
        kind="people",
        title="People",
        content=fill("people", PeoplePage(site=site, profiles=profiles)),
        description=f"Who speaks in {site.title}.",
        heading="people",
    )


def _person_page(
    profile: Profile, quotes: Sequence[QuoteRef], slug: str, store: EpisodeStore, site: Site
) -> Page:
    person, count = profile.person, len(profile.appearances)
    context = PersonPage(
        site=site,
        profile=profile,
        description=render_markdown(person.description).html,
        quotes=related_quotes(quotes, person_quotes_url(slug) if slug else "", store, site),
    )
    return Page(
        url=person_url(person),
        kind="person",
        title=person.name,
        content=fill("person", context),
        description=page_description(person.description)
        or f"{person.name} in {count} {'episode' if count == 1 else 'episodes'} of {site.title}.",
        heading=person.slug,
    )
