"""Who speaks in the archive: a page each, and the list of them; made from summaries alone."""

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
from onrecord.pages.listed import (
    SHOWN,
    QuoteRef,
    RelatedQuotes,
    by_person,
    list_quotes,
    person_list_url,
    person_slugs,
    set_beside,
)
from onrecord.pages.markdown import plain_text, render_markdown
from onrecord.store import fingerprint
from onrecord.text.shorten import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

DESCRIPTION_LENGTH = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """An episode in which a person is named or speaks."""

    summary: Summary
    role: str
    voice: VoiceSummary | None
    """How much they say; None where nobody says which words are theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A person, and where they appear."""

    person: Person
    appearances: tuple[Appearance, ...]
    """Newest first."""

    @property
    def duration(self) -> Milliseconds:
        """How long they speak in all episodes."""
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
    summaries: Sequence[Summary], store: EpisodeStore, site: Site
) -> tuple[Draft, ...]:
    """Give a page for each person who is named in an episode or speaks in one, and the list of them; nothing where there is nobody."""
    profiles = gather_profiles(summaries)
    if not profiles:
        return ()
    said = by_person(list_quotes(summaries))
    slugs = person_slugs(said)
    listed = fingerprint(
        [(profile.person, len(profile.appearances), profile.duration) for profile in profiles]
    )
    return (
        Draft(url="people/", fingerprint=listed, make=partial(_people_page, profiles, site)),
        *(
            _draft(
                profile,
                said.get(profile.person.name, ()),
                slugs.get(profile.person.name, ""),
                store,
                site,
            )
            for profile in profiles
        ),
    )


def _draft(
    profile: Profile, said: Sequence[QuoteRef], slug: str, store: EpisodeStore, site: Site
) -> Draft:
    quotes = [(one.episode.version, one.number) for one in said[:SHOWN]]
    versions = "".join([each.summary.version for each in profile.appearances])
    version = fingerprint(profile.person, versions, quotes, len(said), slug)
    return Draft(
        url=person_url(profile.person),
        fingerprint=version,
        make=partial(_person_page, profile, said, slug, store, site),
    )


def person_url(person: Person) -> str:
    """Give the address of a person's page relative to the site."""
    return f"people/{person.slug}/"


def gather_profiles(summaries: Sequence[Summary]) -> tuple[Profile, ...]:
    """Give the people of all episodes, by name, each with where they appear."""
    people: dict[Slug, Person] = {}
    appearances: dict[Slug, list[Appearance]] = {}
    for summary in from_newest(summaries):
        voices = {voice.speaker: voice for voice in summary.voices}
        for person in summary.people:
            if person.slug:
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
    profile: Profile, said: Sequence[QuoteRef], slug: str, store: EpisodeStore, site: Site
) -> Page:
    person = profile.person
    quotes = set_beside(said, person_list_url(slug) if slug else "", store, site)
    description = render_markdown(person.description).html
    count = len(profile.appearances)
    return Page(
        url=person_url(person),
        kind="person",
        title=person.name,
        content=fill(
            "person", PersonPage(site=site, profile=profile, description=description, quotes=quotes)
        ),
        description=shorten(plain_text(person.description), DESCRIPTION_LENGTH)
        or f"{person.name} in {count} {'episode' if count == 1 else 'episodes'} of {site.title}.",
        heading=person.slug,
    )
