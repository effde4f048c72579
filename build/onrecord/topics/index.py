"""The index of the archive: the terms of all episodes as headings, with their cross-references."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from onrecord.alphabet import letter_of, sort_key
from onrecord.model import Slug
from onrecord.summary import Heading, Member, from_oldest
from onrecord.topics.apart import gain
from onrecord.topics.fold import fold
from onrecord.topics.label import PLURAL, is_plural, slug_of
from onrecord.topics.names import invert
from onrecord.topics.related import relate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from onrecord.model import Topic, TopicOrigin
    from onrecord.summary import Summary, TermSummary

RANK: Mapping[TopicOrigin, int] = {"editor": 2, "source": 1, "auto": 0}


@dataclass(slots=True)
class _Kind:
    """Terms that are alike but for their weight and places: of a thousand episodes, most say a topic in the same words."""

    term: TermSummary
    votes: int = 0
    count: int = 0


@dataclass(slots=True)
class _Group:
    """The terms of several episodes that are one topic."""

    key: str
    members: list[Member] = field(default_factory=list)
    weight: float = 0.0
    passages: int = 0
    spoken: int = 0
    kinds: dict[object, _Kind] = field(default_factory=dict)

    def add(self, member: Member, term: TermSummary) -> None:
        """Take a term in."""
        self.members.append(member)
        self.weight += term.weight
        self.passages += term.passages
        self.spoken += term.spoken
        kind = (term.label, term.slug, term.origin, term.named, term.person, term.short, *term.forms)
        known = self.kinds.get(kind)
        if known is None:
            known = self.kinds[kind] = _Kind(term)
        # A label that stands for an expansion counts for it.
        known.votes += round(term.weight) or 1
        known.count += 1

    @property
    def terms(self) -> Iterable[TermSummary]:
        """Give a term of each kind, in the order in which they were met."""
        return (kind.term for kind in self.kinds.values())


def draw_up(summaries: Sequence[Summary], topics: Sequence[Topic] = ()) -> tuple[Heading, ...]:
    """Give the headings of the index in the order of the alphabet.

    Reads each term once: linear in the length of the archive.

    Args:
        summaries: of all episodes, in any order.
        topics: the editor's vocabulary.
    """
    ordered = from_oldest(summaries)
    # 1. One group a key; an acronym joins what some episode says that it stands for.
    groups: dict[str, _Group] = {}
    for summary in ordered:
        for place, term in enumerate(summary.topics):
            group = groups.get(term.key)
            if group is None:
                group = groups[term.key] = _Group(term.key)
            group.add(Member(summary, place), term)
    merged: dict[str, str] = {}
    for key, long in sorted(_expansions(groups).items()):
        if key in groups and long in groups and key != long:
            merged[key] = long
            groups[long] = _join(groups[long], groups.pop(key), ordered)
    # 2. Their headings, the heaviest first, for what two claim goes to it.
    vocabulary = {fold(topic.label): topic for topic in topics if not topic.hide}
    taken: set[str] = set()
    by_weight = sorted(groups.values(), key=lambda group: (-group.weight, group.key))
    drafts = [_heading(group, vocabulary.get(group.key), taken, len(ordered)) for group in by_weight]
    # 3. Names that lead to them, each once, and none that is a heading itself.
    headings = [_address(heading, taken) for heading in _refer(drafts, by_weight, vocabulary)]
    # 4. Related headings.
    of_key = {group.key: heading.id for group, heading in zip(by_weight, headings, strict=True)}
    for key, long in reversed(merged.items()):
        of_key[key] = of_key[long]
    headings = relate(headings, ordered, of_key, vocabulary)
    return tuple(sorted(headings, key=lambda heading: (sort_key(heading.label), heading.id)))


def _expansions(groups: Mapping[str, _Group]) -> dict[str, str]:
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for key, group in groups.items():
        for kind in group.kinds.values():
            if kind.term.short:
                votes[fold(kind.term.short)][key] += kind.count
    return {short: min(counts.items(), key=lambda vote: (-vote[1], vote[0]))[0] for short, counts in votes.items()}


def _join(long: _Group, short: _Group, ordered: Sequence[Summary]) -> _Group:
    order = {summary.slug: place for place, summary in enumerate(ordered)}
    joined = _Group(long.key)
    for member in (*long.members, *short.members):
        joined.add(member, member.term)
    joined.members.sort(key=lambda member: order[member.summary.slug])
    return joined


def _heading(group: _Group, topic: Topic | None, taken: set[str], episodes: int) -> Heading:
    label = _label(group, topic)
    slug = slug_of(label)
    slugs = dict.fromkeys([slug, *(term.slug for term in group.terms)])
    identifier = _unique(slug, taken)
    others = tuple(sorted(Slug(other) for other in slugs if other not in taken))
    taken.update(others)
    origins: list[TopicOrigin] = [term.origin for term in group.terms]
    person = topic.person if topic else any(term.person for term in group.terms)
    shown = invert(label) if person else _with_short(group, label, topic)
    own = len({member.summary.slug for member in group.members})
    return Heading(
        id=identifier,
        label=shown,
        letter=letter_of(shown),
        aliases=(),
        slugs=others,
        see_also=(),
        weight=round(group.weight * gain(own / episodes, episodes), 3),
        origin=max(origins, key=RANK.__getitem__),
        members=tuple(group.members),
        episodes=own,
        passages=group.passages,
        spoken=group.spoken,
        definition=topic.definition if topic else "",
        sources=topic.sources if topic else (),
    )


def _label(group: _Group, topic: Topic | None) -> str:
    if topic:
        return topic.label
    votes: Counter[str] = Counter()
    for kind in group.kinds.values():
        term = kind.term
        votes[term.label] += kind.votes * (PLURAL if not term.named and is_plural(term.label) else 1)
    return min(votes.items(), key=lambda vote: (-vote[1], vote[0]))[0]


def _with_short(group: _Group, label: str, topic: Topic | None) -> str:
    """Give the label with its acronym, or an acronym with its expansion."""
    if topic:
        return label
    for term in group.terms:
        if term.short:
            long = next((form for form in term.forms if fold(form) == term.key), "")
            if fold(label) == fold(term.short) and long:
                return f"{label} ({long})"
            if fold(label) == term.key:
                return f"{label} ({term.short})"
    return label


def _unique(slug: Slug, taken: set[str]) -> Slug:
    candidate, number = slug, 1
    while candidate in taken:
        number += 1
        candidate = Slug(f"{slug}-{number}")
    taken.add(candidate)
    return candidate


def _address(heading: Heading, taken: set[str]) -> Heading:
    """Give a heading the addresses of its other names too: what was a heading until an editor named it stays reachable."""
    fresh = [slug for slug in dict.fromkeys(map(slug_of, heading.aliases)) if slug not in taken]
    taken.update(fresh)
    return replace(heading, slugs=tuple(sorted({*heading.slugs, *fresh})))


def _refer(drafts: Sequence[Heading], by_weight: Sequence[_Group], vocabulary: Mapping[str, Topic]) -> list[Heading]:
    # A heading is itself reached by its label, so no other may claim that.
    own = [fold(_label(group, vocabulary.get(group.key))) for group in by_weight]
    taken = set(own)
    for group, label in zip(by_weight, own, strict=True):
        # Under its acronym, a topic is to be found by what that stands for.
        if label == group.key or not any(term.short for term in group.terms):
            taken.add(group.key)
    referred: list[Heading] = []
    for heading, group in zip(drafts, by_weight, strict=True):
        topic = vocabulary.get(group.key)
        names = [*(topic.aliases if topic else ())]
        for term in group.terms:
            names += [term.short] if term.short and not topic else []
            names += [form for form in term.forms if not topic]
            names += [term.label]
        aliases: dict[str, str] = {}
        for name in names:
            key = fold(name)
            # Where both would stand side by side, the reference leads nowhere new.
            beside = sort_key(heading.label).startswith(sort_key(name))
            if key and key not in taken and not (beside and not (topic and name in topic.aliases)):
                taken.add(key)
                aliases[key] = name
        referred.append(replace(heading, aliases=tuple(sorted(aliases.values(), key=lambda name: (sort_key(name), name)))))
    return referred
