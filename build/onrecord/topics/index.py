"""The archive's index: the terms of all episodes as headings with cross-references."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from onrecord.model import Heading, Occurrences, Slug, from_oldest
from onrecord.text.collation import letter_of, sort_key
from onrecord.text.slug_pool import SlugPool
from onrecord.topics.distinctive import subject_bonus
from onrecord.topics.label import PLURAL, is_plural, slug_of
from onrecord.topics.listing import is_listed
from onrecord.topics.names import invert
from onrecord.topics.related import relate
from onrecord.topics.term_key import term_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from onrecord.model import Summary, TermForm, Topic, TopicOrigin

    Row = tuple[int, int]
    """Index of an episode, oldest first, and index of a topic in it."""

RANK: Mapping[TopicOrigin, int] = {"editor": 2, "source": 1, "auto": 0}
# One episode states the expansion of an acronym for at most this many others that use it alone. For
# more, several episodes have to agree.
BELIEVED, AGREED = 2, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """The terms of several episodes that are one topic."""

    key: str
    topic: Topic | None
    """Entry of the editor's vocabulary, if there is one."""
    label: str
    term_forms: tuple[TermForm, ...]
    """The forms of the topic, in the order in which they were found."""
    occurrences: Occurrences
    weight: int
    """In thousandths."""


def compile_headings(
    summaries: Sequence[Summary],
    topics: Sequence[Topic] = (),
    held: Mapping[str, str] | None = None,
) -> tuple[Heading, ...]:
    """Return the headings of the index in alphabetical order.

    Reads each term once, so the cost is linear in the size of the archive.

    Args:
        summaries: Of all episodes, in any order.
        topics: The editor's vocabulary.
        held: Published slugs of topics, each with the key of its topic.
    """
    ordered = tuple(from_oldest(summaries))
    # 1. One group per key. An acronym joins the expansion that an episode gives for it.
    by_key = _find_rows(ordered)
    merged = _merge_acronyms(by_key)
    vocabulary = {term_key(topic.label): topic for topic in topics if not topic.hide}
    groups = (_group(key, rows, vocabulary.get(key), ordered) for key, rows in by_key.items())
    # 2. Headings, heaviest first: the heavier one gets a contested address.
    pool = SlugPool({slug: merged.get(key, key) for slug, key in (held or {}).items()})
    by_weight = sorted(groups, key=lambda group: (-group.weight, group.key))
    drafts = [_heading(group, pool) for group in by_weight]
    # 3. Aliases, each of one heading only, and none that is itself a heading.
    taken = _reserve(by_weight)
    headings = [
        _add_aliases(heading, group, taken, pool)
        for heading, group in zip(drafts, by_weight, strict=True)
    ]
    # 4. Related headings.
    of_key = {group.key: heading.id for group, heading in zip(by_weight, headings, strict=True)}
    for key, long in reversed(merged.items()):
        of_key[key] = of_key[long]
    headings = relate(headings, _count_co_occurrences(ordered, of_key), vocabulary)
    return tuple(sorted(headings, key=lambda heading: (sort_key(heading.label), heading.id)))


def _find_rows(ordered: Sequence[Summary]) -> dict[str, dict[TermForm, list[Row]]]:
    """Return the rows of each form of a topic, by the key of the topic."""
    by_key: dict[str, dict[TermForm, list[Row]]] = {}
    for episode, summary in enumerate(ordered):
        for place, term in enumerate(summary.topics):
            rows_of = by_key.setdefault(term.term_form.key, {})
            rows_of.setdefault(term.term_form, []).append((episode, place))
    return by_key


def _merge_acronyms(by_key: dict[str, dict[TermForm, list[Row]]]) -> dict[str, str]:
    """Move the rows of acronyms to their expansions; return the expansion of each, as keys."""
    merged: dict[str, str] = {}
    for key, (long, votes) in sorted(_expansions(by_key).items()):
        if key == long or key not in by_key or long not in by_key:
            continue
        if votes >= AGREED or sum(map(len, by_key[key].values())) <= BELIEVED:
            merged[key] = long
            by_key[long] |= by_key.pop(key)
    return merged


def _expansions(
    by_key: Mapping[str, Mapping[TermForm, Sequence[Row]]],
) -> dict[str, tuple[str, int]]:
    """Return the expansion of each acronym, as keys, and the number of episodes that state it."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for key, rows_of in by_key.items():
        for term_form, rows in rows_of.items():
            if term_form.short:
                votes[term_key(term_form.short)][key] += len(rows)
    return {
        short: min(counts.items(), key=lambda vote: (-vote[1], vote[0]))
        for short, counts in votes.items()
    }


def _group(
    key: str,
    rows_of: Mapping[TermForm, Sequence[Row]],
    topic: Topic | None,
    ordered: Sequence[Summary],
) -> _Group:
    occurrences = Occurrences(ordered, sorted(chain.from_iterable(rows_of.values())))
    return _Group(
        key=key,
        topic=topic,
        label=topic.label if topic else _label(rows_of, ordered),
        term_forms=tuple(rows_of),
        occurrences=occurrences,
        weight=sum([term.weight for term in occurrences.terms]),
    )


def _count_co_occurrences(
    ordered: Sequence[Summary], of_key: Mapping[str, Slug]
) -> Counter[tuple[Slug, Slug]]:
    """Count the passages of two headings that overlap."""
    counts: Counter[tuple[Slug, Slug]] = Counter()
    for summary in ordered:
        ids = [of_key[term.term_form.key] for term in summary.topics]
        for one, other, passages in summary.co_occurrences:
            counts[ids[one], ids[other]] += passages
    return counts


def _heading(group: _Group, pool: SlugPool) -> Heading:
    topic, label, occurrences = group.topic, group.label, group.occurrences
    slug = slug_of(label)
    slugs = dict.fromkeys([slug, *(term_form.slug for term_form in group.term_forms)])
    identifier = pool.take(slug, group.key)
    free = [other for other in slugs if pool.is_free(other, group.key)]
    wanted = dict.fromkeys((*free, *pool.held_by(group.key)))
    others = [pool.take(other, group.key) for other in wanted]
    origins: list[TopicOrigin] = [term_form.origin for term_form in group.term_forms]
    person = topic.person if topic else any(term_form.person for term_form in group.term_forms)
    shown = invert(label) if person else _with_short(group)
    own, episodes = len(occurrences.episodes), len(occurrences.ordered)
    terms = [*occurrences.terms]
    return Heading(
        id=identifier,
        key=group.key,
        keys=tuple(dict.fromkeys(term_form.key for term_form in group.term_forms)),
        label=shown,
        letter=letter_of(shown),
        aliases=(),
        slugs=tuple(sorted(others)),
        see_also=(),
        weight=round(group.weight / 1000 * subject_bonus(own / episodes, episodes), 3),
        origin=max(origins, key=RANK.__getitem__),
        occurrences=occurrences,
        episodes=own,
        passages=sum([term.passages for term in terms]),
        spoken=sum([term.spoken for term in terms]),
        listed=bool(topic)
        or any(origin != "auto" for origin in origins)
        or is_listed(
            label,
            named=all(term.term_form.named for term in terms),
            discussed=sum(term.spoken > 0 for term in terms),
            passages=sum([term.spoken for term in terms]),
            episodes=episodes,
            language=next(iter(occurrences)).summary.language or "en",
        ),
        definition=topic.definition if topic else "",
        group=topic.group if topic else "",
        sources=topic.sources if topic else (),
    )


def _label(rows_of: Mapping[TermForm, Sequence[Row]], ordered: Sequence[Summary]) -> str:
    labels = {term_form.label for term_form in rows_of}
    if len(labels) == 1:
        return labels.pop()
    votes: Counter[str] = Counter()
    for term_form, rows in rows_of.items():
        # A form that was merged into its acronym has no weight of its own, but its label still
        # counts.
        weight = sum(ordered[episode].topics[place].weight for episode, place in rows) or len(rows)
        votes[term_form.label] += weight * (
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


def _reserve(groups: Sequence[_Group]) -> set[str]:
    """Return the keys that no alias may have: those of all headings."""
    taken = {term_key(group.label) for group in groups}
    for group in groups:
        # A heading shown as an acronym can be reached by its expansion.
        shown_short = any(term_form.short for term_form in group.term_forms)
        if not shown_short or term_key(group.label) == group.key:
            taken.add(group.key)
    return taken


def _add_aliases(heading: Heading, group: _Group, taken: set[str], pool: SlugPool) -> Heading:
    """Add a heading's aliases, and their slugs: the address of a former heading stays reachable."""
    stated = group.topic.aliases if group.topic else ()
    own = sort_key(heading.label)
    aliases: list[str] = []
    for name in (*stated, *_other_names(group)):
        key = term_key(name)
        # A "see" reference next to its own heading is redundant.
        if key and key not in taken and (name in stated or not own.startswith(sort_key(name))):
            taken.add(key)
            aliases.append(name)
    if not aliases:
        return heading
    aliases.sort(key=lambda name: (sort_key(name), name))
    slugs = dict.fromkeys(map(slug_of, aliases))
    fresh = [pool.take(slug, heading.key) for slug in slugs if pool.is_free(slug, heading.key)]
    every = tuple(sorted({*heading.slugs, *fresh}))
    return replace(heading, aliases=tuple(aliases), slugs=every)


def _other_names(group: _Group) -> Iterator[str]:
    """Yield the names of a topic in transcripts; those of the editor's topics are the labels."""
    for term_form in group.term_forms:
        if not group.topic:
            yield from (term_form.short, *term_form.forms)
        yield term_form.label
