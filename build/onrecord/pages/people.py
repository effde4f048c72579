"""A page for each person in the archive, and the list of people."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from onrecord.model import (
    Draft,
    EpisodeStore,
    Link,
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
from onrecord.pages.paging import ListPage, paginate
from onrecord.pages.quote_refs import (
    RELATED,
    QuoteRef,
    RelatedQuotes,
    group_by_person,
    list_quotes,
    person_slugs,
    related_quotes,
)
from onrecord.pages.topic_ranges import group_letter, letter_name, shown_letter
from onrecord.pages.topics import SeePage
from onrecord.pages.urls import below, person_quotes_url, person_slug_url, person_url
from onrecord.pages.voices import list_real
from onrecord.store import fingerprint
from onrecord.text.collation import letter_of, sort_key
from onrecord.text.slugs import slug_for

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from markupsafe import Markup

# Episodes on a page of a person. One has half a kilobyte; the first page, which is rebuilt for each
# new episode of a host, has up to twice as many.
PAGE_SIZE = 50
# So many episodes give a page to a name that no file states, if it has a real share of none.
ENOUGH_EPISODES = 2
# More people are listed by letter.
SHORT_LIST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """An episode in which a person speaks, or which names them."""

    summary: Summary
    role: str
    voice: VoiceSummary | None
    """How much they say; None if no words are attributed to them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A person, and the episodes in which they speak or are named."""

    person: Person
    appearances: tuple[Appearance, ...]
    """Newest first."""
    is_stated: bool
    """An editor or a publisher names the person, not only labels of transcripts."""

    @property
    def duration(self) -> Milliseconds:
        """Total time for which they speak."""
        return Milliseconds(sum(each.voice.duration for each in self.appearances if each.voice))


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """Context of `pages/person.html.jinja`."""

    site: Site
    profile: Profile
    list_page: ListPage[Appearance]
    description: Markup
    quotes: RelatedQuotes


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleLetter:
    """The people whose names start with a letter."""

    name: str
    id: str
    profiles: tuple[Profile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage:
    """Context of `pages/people.html.jinja`."""

    site: Site
    count: int
    letters: tuple[PeopleLetter, ...]
    """Those of a long list."""
    profiles: tuple[Profile, ...]
    """Those of a short list."""


def render_people(
    profiles: Sequence[Profile],
    summaries: Sequence[Summary],
    store: EpisodeStore,
    site: Site,
    *,
    held: Mapping[str, str],
) -> Iterator[Draft]:
    """Yield drafts of the pages of each person, and of the list of people.

    If there are no people, there is no list.

    Args:
        profiles: of all people.
        summaries: of all episodes.
        store: their artifacts.
        site: where it is published.
        held: published addresses, each with the person or topic that keeps it.
    """
    if not profiles:
        return
    facts = [(profile.person, len(profile.appearances), profile.duration) for profile in profiles]
    make = partial(_people_page, tuple(profiles), site)
    yield Draft(url="people/", fingerprint=fingerprint(facts), make=make)
    by_person = group_by_person(list_quotes(summaries))
    slugs = person_slugs(by_person, below(held, person_quotes_url("")))
    for profile in profiles:
        person = profile.person
        quotes, slug = by_person.get(person.name, ()), slugs.get(person.name, "")
        yield from _draft_person(profile, quotes, slug, store, site)
    yield from _draft_joined(profiles, held, site)


def _draft_person(
    profile: Profile, quotes: Sequence[QuoteRef], slug: str, store: EpisodeStore, site: Site
) -> Iterator[Draft]:
    """Yield drafts of the pages of a person. Pages of earlier episodes stay the same."""
    person, url = profile.person, person_url(profile.person)
    of_first = (
        profile.is_stated,
        len(profile.appearances),
        profile.duration,
        [ref.version for ref in quotes[:RELATED]],
        len(quotes),
        slug,
    )
    for page in paginate(profile.appearances, url, f"{url}earlier/", PAGE_SIZE):
        shown = [each.summary.version for each in page.shown]
        version = fingerprint(
            person, shown, page.previous, page.next, of_first if page.is_first else ()
        )
        yield Draft(
            url=page.url,
            fingerprint=version,
            make=partial(_person_page, profile, page, quotes, slug, store=store, site=site),
            holder=person.name,
        )


def _draft_joined(
    profiles: Sequence[Profile], held: Mapping[str, str], site: Site
) -> Iterator[Draft]:
    """Yield drafts of pages that lead from a former name of a person to the person."""
    taken = {profile.person.slug for profile in profiles}
    for profile in profiles:
        for alias in profile.person.aliases:
            slug = slug_for(alias)
            if slug in taken or person_slug_url(slug) not in held:
                continue
            taken.add(slug)
            person, url = profile.person, person_slug_url(slug)
            yield Draft(
                url=url,
                fingerprint=fingerprint(alias, person.name, person.slug),
                make=partial(_joined_page, url, alias, person, site),
                holder=person.name,
            )


def gather_profiles(summaries: Sequence[Summary], held: Mapping[str, str]) -> tuple[Profile, ...]:
    """Return the people of all episodes, in alphabetical order.

    These are the people whom an episode or `people.yml` names, and the names of transcripts that
    speak in two episodes, have a real share of one, or had a page before. Names with one slug are
    one person, who keeps the name under which the page was published.

    Args:
        summaries: of all episodes.
        held: published addresses, each with the person or topic that keeps it.
    """
    people: dict[Slug, Person] = {}
    appearances: defaultdict[Slug, list[Appearance]] = defaultdict(list)
    stated: set[Slug] = set()
    real: set[Slug] = set()
    for summary in from_newest(summaries):
        voices = _join_voices(summary.voices)
        labels = {slug: Person(name=voice.speaker, slug=slug) for slug, voice in voices.items()}
        named = _by_slug(summary.people)
        for slug, person in (labels | named).items():
            # What is stated says more than a label, in whichever episode.
            is_better = slug in named and slug not in stated
            has_page = held.get(person_url(person)) == person.name
            if slug not in people or is_better or (has_page and slug not in stated - named.keys()):
                people[slug] = person
            shown = Appearance(summary=summary, role=person.role, voice=voices.get(slug))
            appearances[slug].append(shown)
        stated |= named.keys()
        real |= {voice.slug for voice in list_real(summary.voices)}
    profiles = (
        Profile(person=person, appearances=tuple(appearances[slug]), is_stated=slug in stated)
        for slug, person in people.items()
    )
    return tuple(sorted((each for each in profiles if _is_listed(each, real, held)), key=_order))


def _is_listed(profile: Profile, real: Collection[Slug], held: Mapping[str, str]) -> bool:
    return (
        profile.is_stated
        or profile.person.slug in real
        or len(profile.appearances) >= ENOUGH_EPISODES
        or person_url(profile.person) in held
    )


def _order(profile: Profile) -> tuple[bool, str, str, str]:
    """Return the sort key of a person: by letter, without accents."""
    name, letter = profile.person.name, _letter(profile)
    return letter != "#", letter, sort_key(name), profile.person.slug


def _letter(profile: Profile) -> str:
    return group_letter(letter_of(profile.person.name))


def _by_slug(people: Iterable[Person]) -> dict[Slug, Person]:
    return {person.slug: person for person in people if person.slug}


def _join_voices(voices: Iterable[VoiceSummary]) -> dict[Slug, VoiceSummary]:
    """Return what each person says in an episode: labels with one slug are one person."""
    joined: dict[Slug, VoiceSummary] = {}
    for voice in voices:
        if voice.slug:
            other = joined.get(voice.slug)
            joined[voice.slug] = other.joined_with(voice) if other else voice
    return joined


def _people_page(profiles: tuple[Profile, ...], site: Site) -> Page:
    is_long = len(profiles) > SHORT_LIST
    letters = groupby(profiles, key=_letter) if is_long else ()
    context = PeoplePage(
        site=site,
        count=len(profiles),
        letters=tuple(
            PeopleLetter(name=shown_letter(letter), id=letter_name(letter), profiles=tuple(own))
            for letter, own in letters
        ),
        profiles=() if is_long else profiles,
    )
    return Page(
        url="people/",
        kind="people",
        title="People",
        content=fill("people", context),
        description=f"Who speaks in {site.title}.",
        heading="people",
    )


def _person_page(
    profile: Profile,
    page: ListPage[Appearance],
    quotes: Sequence[QuoteRef],
    slug: str,
    *,
    store: EpisodeStore,
    site: Site,
) -> Page:
    person, count, first = profile.person, len(profile.appearances), page.is_first
    url = person_quotes_url(slug) if slug else ""
    context = PersonPage(
        site=site,
        profile=profile,
        list_page=page,
        description=render_markdown(person.description).html,
        quotes=related_quotes(quotes if first else (), url, store, site),
    )
    summary = f"{person.name} in {count} {'episode' if count == 1 else 'episodes'} of {site.title}."
    earlier = f"{person.name} in earlier episodes of {site.title}."
    return Page(
        url=page.url,
        kind="person",
        title=person.name if first else f"{person.name} ({page.number})",
        content=fill("person", context),
        description=(page_description(person.description) or summary) if first else earlier,
        heading=person.slug,
    )


def _joined_page(url: str, alias: str, person: Person, site: Site) -> Page:
    to = Link(title=person.name, url=site.base + person_url(person))
    return Page(
        url=url,
        kind="see",
        title=f"{alias}: see {person.name}",
        content=fill("see", SeePage(name=alias, to=to)),
        description=f"{alias}: see {person.name}.",
        heading="topic",
    )
