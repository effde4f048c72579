"""The archive's index: the terms of all episodes as headings with cross-references."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from onrecord.model import Heading, Slug, from_oldest
from onrecord.text.collation import letter_of, sort_key
from onrecord.topics.distinctive import subject_bonus
from onrecord.topics.gathered import Gathered, gather, total
from onrecord.topics.label import PLURAL, is_plural, slug_of
from onrecord.topics.names import invert
from onrecord.topics.related import relate
from onrecord.topics.term_key import term_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from onrecord.model import Summary, TermForm, Topic, TopicOrigin

RANK: Mapping[TopicOrigin, int] = {"editor": 2, "source": 1, "auto": 0}


@dataclass(frozen=True, slots=True)
class _FormPlaces:
    """A term form, and the gathered topics that have it."""

    term_form: TermForm
    places: Sequence[int]
    """Indexes into the gathered columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """The terms of several episodes that are one topic."""

    key: str
    topic: Topic | None
    """Entry of the editor's vocabulary, if there is one."""
    label: str
    said: tuple[_FormPlaces, ...]
    places: Sequence[int]
    """Oldest episode first."""
    weight: int
    """In thousandths."""

    @property
    def term_forms(self) -> Iterator[TermForm]:
        """Yield the forms of the topic in the order in which they were found."""
        return (one.term_form for one in self.said)


def compile_headings(
    summaries: Sequence[Summary], topics: Sequence[Topic] = ()
) -> tuple[Heading, ...]:
    """Return the headings of the index in alphabetical order.

    Reads each term once, so the cost is linear in the size of the archive.

    Args:
        summaries: Of all episodes, in any order.
        topics: The editor's vocabulary.
    """
    gathered = gather(tuple(from_oldest(summaries)))
    # 1. One group per key. An acronym joins the expansion that an episode gives for it.
    by_key: defaultdict[str, list[_FormPlaces]] = defaultdict(list)
    for term_form, places in zip(gathered.term_forms, gathered.places, strict=True):
        by_key[term_form.key].append(_FormPlaces(term_form, places))
    merged: dict[str, str] = {}
    for key, long in sorted(_expansions(by_key).items()):
        if key in by_key and long in by_key and key != long:
            merged[key] = long
            by_key[long] += by_key.pop(key)
    vocabulary = {term_key(topic.label): topic for topic in topics if not topic.hide}
    groups = (_group(key, said, vocabulary.get(key), gathered) for key, said in by_key.items())
    # 2. Headings, heaviest first: the heavier one gets a contested address.
    taken: set[str] = set()
    by_weight = sorted(groups, key=lambda group: (-group.weight, group.key))
    drafts = [_heading(group, taken, gathered) for group in by_weight]
    # 3. Aliases, each of one heading only, and none that is itself a heading.
    headings = [_add_slugs(heading, taken) for heading in _add_aliases(drafts, by_weight)]
    # 4. Related headings.
    of_key = {group.key: heading.id for group, heading in zip(by_weight, headings, strict=True)}
    for key, long in reversed(merged.items()):
        of_key[key] = of_key[long]
    headings = relate(headings, _heading_co_occurrences(gathered, of_key), vocabulary)
    return tuple(sorted(headings, key=lambda heading: (sort_key(heading.label), heading.id)))


def _expansions(by_key: Mapping[str, Sequence[_FormPlaces]]) -> dict[str, str]:
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for key, said in by_key.items():
        for one in said:
            if one.term_form.short:
                votes[term_key(one.term_form.short)][key] += len(one.places)
    return {
        short: min(counts.items(), key=lambda vote: (-vote[1], vote[0]))[0]
        for short, counts in votes.items()
    }


def _group(
    key: str, said: Sequence[_FormPlaces], topic: Topic | None, gathered: Gathered
) -> _Group:
    places = (
        said[0].places
        if len(said) == 1
        else sorted(chain.from_iterable(one.places for one in said))
    )
    return _Group(
        key=key,
        topic=topic,
        label=topic.label if topic else _label(said, gathered),
        said=tuple(said),
        places=places,
        weight=total(gathered.weights, places),
    )


def _heading_co_occurrences(
    gathered: Gathered, of_key: Mapping[str, Slug]
) -> Counter[tuple[Slug, Slug]]:
    ids = [of_key[term_form.key] for term_form in gathered.term_forms]
    met: Counter[tuple[Slug, Slug]] = Counter()
    for (one, other), count in gathered.co_occurrences.items():
        met[ids[one], ids[other]] += count
    return met


def _heading(group: _Group, taken: set[str], gathered: Gathered) -> Heading:
    topic, label = group.topic, group.label
    slug = slug_of(label)
    slugs = dict.fromkeys([slug, *(term_form.slug for term_form in group.term_forms)])
    identifier = _unique(slug, taken)
    others = tuple(sorted(Slug(other) for other in slugs if other not in taken))
    taken.update(others)
    origins: list[TopicOrigin] = [term_form.origin for term_form in group.term_forms]
    person = topic.person if topic else any(term_form.person for term_form in group.term_forms)
    shown = invert(label) if person else _with_short(group)
    occurrences = gathered.occurrences(group.places)
    own, episodes = len(set(occurrences.episodes)), len(gathered.ordered)
    return Heading(
        id=identifier,
        label=shown,
        letter=letter_of(shown),
        aliases=(),
        slugs=others,
        see_also=(),
        weight=round(group.weight / 1000 * subject_bonus(own / episodes, episodes), 3),
        origin=max(origins, key=RANK.__getitem__),
        occurrences=occurrences,
        episodes=own,
        passages=total(gathered.passages, group.places),
        spoken=total(gathered.spoken, group.places),
        definition=topic.definition if topic else "",
        sources=topic.sources if topic else (),
    )


def _label(said: Sequence[_FormPlaces], gathered: Gathered) -> str:
    votes: Counter[str] = Counter()
    for one in said:
        term_form = one.term_form
        # A form that was merged into its acronym has no weight of its own, but its label still
        # counts.
        heard = total(gathered.weights, one.places) or len(one.places)
        votes[term_form.label] += heard * (
            PLURAL if not term_form.named and is_plural(term_form.label) else 1
        )
    return min(votes.items(), key=lambda vote: (-vote[1], vote[0]))[0]


def _with_short(group: _Group) -> str:
    """Return the label with its acronym in parentheses, or an acronym with its expansion."""
    label = group.label
    if group.topic:
        return label
    for term_form in group.term_forms:
        if term_form.short:
            long = next((form for form in term_form.forms if term_key(form) == term_form.key), "")
            if term_key(label) == term_key(term_form.short) and long:
                return f"{label} ({long})"
            if term_key(label) == term_form.key:
                return f"{label} ({term_form.short})"
    return label


def _unique(slug: Slug, taken: set[str]) -> Slug:
    candidate, number = slug, 1
    while candidate in taken:
        number += 1
        candidate = Slug(f"{slug}-{number}")
    taken.add(candidate)
    return candidate


def _add_slugs(heading: Heading, taken: set[str]) -> Heading:
    """Add the slugs of a heading's aliases: the address of a former heading stays reachable."""
    fresh = [slug for slug in dict.fromkeys(map(slug_of, heading.aliases)) if slug not in taken]
    taken.update(fresh)
    return replace(heading, slugs=tuple(sorted({*heading.slugs, *fresh})))


def _add_aliases(drafts: Sequence[Heading], by_weight: Sequence[_Group]) -> list[Heading]:
    # No alias may equal the label of a heading.
    own = [term_key(group.label) for group in by_weight]
    taken = set(own)
    for group, label in zip(by_weight, own, strict=True):
        # A heading shown as an acronym can be reached by its expansion.
        if label == group.key or not any(term_form.short for term_form in group.term_forms):
            taken.add(group.key)
    referred: list[Heading] = []
    for heading, group in zip(drafts, by_weight, strict=True):
        topic = group.topic
        names = [*(topic.aliases if topic else ())]
        for term_form in group.term_forms:
            names += [term_form.short] if term_form.short and not topic else []
            names += [form for form in term_form.forms if not topic]
            names += [term_form.label]
        aliases: dict[str, str] = {}
        for name in names:
            key = term_key(name)
            # A "see" reference next to its own heading is redundant.
            beside = sort_key(heading.label).startswith(sort_key(name))
            if key and key not in taken and not (beside and not (topic and name in topic.aliases)):
                taken.add(key)
                aliases[key] = name
        referred.append(
            replace(
                heading,
                aliases=tuple(sorted(aliases.values(), key=lambda name: (sort_key(name), name))),
            )
        )
    return referred
