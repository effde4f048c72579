"""`topics.yml`: the editor's vocabulary. No program changes it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.archive.episode_file import read_links
from onrecord.archive.validation import read_validated
from onrecord.archive.yaml_values import YamlText
from onrecord.errors import near
from onrecord.model import SubheadingRule, Topic
from onrecord.text.slugs import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from onrecord.archive.yaml_values import YamlMap
    from onrecord.errors import Issue, Place


# Keys that a merged topic cannot set: only its names are taken over.
NOT_MERGED = ("definition", "group", "sources", "see_also", "hide", "pin", "person", "subheadings")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A topic as written, before merging."""

    topic: Topic
    merge: str
    """Label of the topic to merge it into; empty for none."""
    names: tuple[YamlText, ...]
    """Label, aliases and heard_as."""
    place: Place
    """Place of the label."""


def read_topics(content: bytes, path: str) -> tuple[tuple[Topic, ...], tuple[Issue, ...]]:
    r"""Read a `topics.yml`: its valid topics, merged as it says, and an issue for each error in it.

    >>> content = b"topics:\n- label: AGI\n- {label: strong AI, merge: AGI}"
    >>> topics, issues = read_topics(content, "topics.yml")
    >>> [(topic.label, topic.aliases) for topic in topics]
    [('AGI', ('strong AI',))]
    """
    tree, issues = read_validated(content, path, "topics")
    topics = list(tree.maps("topics"))
    entries = [_entry(topic) for topic in topics]
    found = [
        *_find_duplicates(entries),
        *_find_contradictions(entries),
        *_find_lost(topics),
        *_find_unrelated(topics),
    ]
    targets, wrong = _follow_merges(entries)
    return _merge(entries, targets), tuple(
        sorted((*issues, *found, *wrong), key=lambda issue: (issue.line, issue.column))
    )


def _entry(tree: YamlMap) -> _Entry:
    place = tree["label"].place
    topic = Topic(
        label=tree.line("label"),
        aliases=_lines(tree, "aliases"),
        heard_as=_lines(tree, "heard_as"),
        definition=tree.text("definition"),
        group=tree.line("group"),
        sources=tuple(read_links(tree, "sources")),
        see_also=_lines(tree, "see_also"),
        hide=tree.is_true("hide"),
        pin=tree.is_true("pin"),
        person=tree.is_true("person"),
        subheadings=tuple(
            SubheadingRule(label=rule.line("label"), words=_lines(rule, "words"))
            for rule in tree.maps("subheadings")
        ),
        place=place,
    )
    return _Entry(topic=topic, merge=tree.line("merge"), names=tuple(_names(tree)), place=place)


def _lines(tree: YamlMap, key: str) -> tuple[str, ...]:
    return tuple(text.line for text in tree.texts(key))


def _find_duplicates(entries: Sequence[_Entry]) -> Iterator[Issue]:
    """Yield an issue for each name that two topics have, or that one has twice."""
    owners: dict[str, tuple[str, YamlText]] = {}
    for entry in entries:
        for name in entry.names:
            label, first = owners.setdefault(fold(name.line), (entry.topic.label, name))
            if first is not name:
                own = label == entry.topic.label and name is not entry.names[0]
                message = "named twice" if own else f"is a name of the topic {label!r} too"
                hint = (
                    f"also on line {first.place.line}; keep one, "
                    f"or add 'merge: {label}' if the two are one topic"
                )
                yield name.place.issue(message, found=name.line, hint=hint)


def _find_contradictions(entries: Sequence[_Entry]) -> Iterator[Issue]:
    for entry in entries:
        if entry.topic.hide and entry.topic.pin:
            message, hint = "both hidden and pinned", "keep one of the two"
            yield entry.place.issue(message, found=entry.topic.label, hint=hint)


def _follow_merges(entries: Sequence[_Entry]) -> tuple[dict[str, str], list[Issue]]:
    """Map the folded label of each topic to that of the topic it ends up in."""
    by_label = {fold(entry.topic.label): entry for entry in entries}
    targets: dict[str, str] = {}
    issues: list[Issue] = []
    for own, entry in by_label.items():
        chain = [own]
        while (target := fold(by_label[chain[-1]].merge)) and target in by_label:
            if target in chain:
                if target == own:
                    found = " → ".join(by_label[each].topic.label for each in [*chain, own])
                    hint = "remove the 'merge' of the topic to keep"
                    issues.append(entry.place.issue("merges in a circle", found=found, hint=hint))
                chain = [own]
                break
            chain.append(target)
        targets[own] = chain[-1]
        if entry.merge and fold(entry.merge) not in by_label:
            labels = [other.topic.label for other in entries if other is not entry]
            hint = near(entry.merge, labels) or f"add an entry for {entry.merge!r}"
            message = "merges into a topic that has no entry"
            issues.append(entry.place.issue(message, found=entry.merge, hint=hint))
    return targets, issues


def _merge(entries: Sequence[_Entry], targets: Mapping[str, str]) -> tuple[Topic, ...]:
    merged: dict[str, Topic] = {}
    for entry in entries:
        own = fold(entry.topic.label)
        if targets[own] == own:
            merged.setdefault(own, entry.topic)
    for entry in entries:
        own = fold(entry.topic.label)
        target = merged.get(targets[own])
        if target and targets[own] != own:
            aliases = dict.fromkeys((*target.aliases, entry.topic.label, *entry.topic.aliases))
            heard = dict.fromkeys((*target.heard_as, *entry.topic.heard_as))
            merged[targets[own]] = replace(target, aliases=tuple(aliases), heard_as=tuple(heard))
    return tuple(merged.values())


def _find_lost(topics: Sequence[YamlMap]) -> Iterator[Issue]:
    """Yield an issue for each key of a merged topic that the topic it is merged into ignores."""
    for topic in topics:
        for key in NOT_MERGED:
            if topic.get("merge") and topic.get(key):
                hint = f"move it to the entry {topic.text('merge')!r}, or remove 'merge'"
                place = topic.key_places[key]
                message = f"a merged topic cannot set {key!r}"
                yield place.issue(message, found=topic.text("label"), hint=hint)


def _find_unrelated(topics: Sequence[YamlMap]) -> Iterator[Issue]:
    """Yield an issue for each topic that is related to itself or to a hidden topic."""
    hidden = {
        fold(name): topic for topic in topics if topic.is_true("hide") for name in _names(topic)
    }
    shown = [topic.text("label") for topic in topics if not topic.is_true("hide")]
    for topic in topics:
        own = {fold(name) for name in _names(topic)}
        for other in topic.texts("see_also"):
            if fold(other) in own:
                others = [label for label in shown if fold(label) not in own]
                hint = near(other, others) or "remove it"
                yield other.place.issue(
                    "a topic cannot be related to itself", found=other, hint=hint
                )
            elif found := hidden.get(fold(other)):
                hint = f"it is hidden on line {found.place.line}; keep one of the two"
                message = "a topic cannot be related to a hidden topic"
                yield other.place.issue(message, found=other, hint=hint)


def _names(topic: YamlMap) -> Iterator[YamlText]:
    """Yield the label of a topic, its aliases and what it is heard as."""
    label = topic.get("label")
    if isinstance(label, YamlText):
        yield label
    yield from topic.texts("aliases")
    yield from topic.texts("heard_as")
