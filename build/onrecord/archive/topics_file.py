"""`topics.yml`: the editor's vocabulary. What stands in it is never changed by a program."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.archive.episode_file import line
from onrecord.archive.node import Mapping, Scalar
from onrecord.archive.shaped_file import read_shaped
from onrecord.archive.topic_relations import find_lost, find_unrelated
from onrecord.errors import Issue, near
from onrecord.model import Link, SubheadingRule, Topic
from onrecord.text.slugs import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A topic with what it says of others."""

    topic: Topic
    merge: str
    """Label of the topic that it is to be part of; empty for none."""
    names: tuple[Scalar, ...]
    """Label, aliases and heard_as, where they stand."""


def read_topics(content: bytes, path: str) -> tuple[tuple[Topic, ...], tuple[Issue, ...]]:
    r"""Give the topics of a `topics.yml`, merged as it says, and all that is wrong with it; what is wrong is left out.

    >>> topics, issues = read_topics(b"topics:\n- label: AGI\n- {label: strong AI, merge: AGI}", "topics.yml")
    >>> [(topic.label, topic.aliases) for topic in topics]
    [('AGI', ('strong AI',))]
    """
    tree, issues = read_shaped(content, path, "topics")
    nodes = [node for node in tree.nodes("topics") if isinstance(node, Mapping)]
    entries = [_entry(node, path) for node in nodes]
    found = [
        *_twice(entries, path),
        *_contrary(entries),
        *find_lost(nodes, path),
        *find_unrelated(nodes, path),
    ]
    roots, wrong = _roots(entries)
    return _merge(entries, roots), tuple(
        sorted((*issues, *found, *wrong), key=lambda issue: (issue.line, issue.column))
    )


def _entry(node: Mapping, path: str) -> _Entry:
    label = node.get("label")
    names = [label, *node.nodes("aliases"), *node.nodes("heard_as")]
    topic = Topic(
        label=line(node.text("label")),
        aliases=_lines(node, "aliases"),
        heard_as=_lines(node, "heard_as"),
        definition=node.text("definition"),
        sources=tuple(_sources(node)),
        see_also=_lines(node, "see_also"),
        hide=_is_true(node, "hide"),
        pin=_is_true(node, "pin"),
        person=_is_true(node, "person"),
        subheadings=tuple(
            SubheadingRule(label=line(rule.text("label")), words=_lines(rule, "words"))
            for rule in node.nodes("subheadings")
            if isinstance(rule, Mapping)
        ),
        path=path,
        line=label.line if label else node.line,
        column=label.column if label else node.column,
    )
    return _Entry(
        topic=topic,
        merge=line(node.text("merge")),
        names=tuple(name for name in names if isinstance(name, Scalar)),
    )


def _lines(node: Mapping, name: str) -> tuple[str, ...]:
    return tuple(line(each.text) for each in node.nodes(name) if isinstance(each, Scalar))


def _is_true(node: Mapping, name: str) -> bool:
    value = node.get(name)
    return isinstance(value, Scalar) and value.value is True


def _sources(node: Mapping) -> Iterator[Link]:
    for link in node.nodes("sources"):
        if isinstance(link, Mapping):
            yield Link(title=line(link.text("title")) or link.text("url"), url=link.text("url"))


def _twice(entries: Sequence[_Entry], path: str) -> Iterator[Issue]:
    """Find names that two topics claim, and those that one has twice."""
    owners: dict[str, tuple[str, Scalar]] = {}
    for entry in entries:
        for name in entry.names:
            label, first = owners.setdefault(folded(line(name.text)), (entry.topic.label, name))
            if first is not name:
                own = label == entry.topic.label and name is not entry.names[0]
                message = "named twice" if own else f"is a name of the topic {label!r} too"
                hint = f"also at line {first.line}; keep one, or say 'merge: {label}' if the two are one topic"
                yield Issue(
                    path=path,
                    line=name.line,
                    column=name.column,
                    message=message,
                    found=line(name.text),
                    hint=hint,
                )


def _contrary(entries: Sequence[_Entry]) -> Iterator[Issue]:
    for entry in entries:
        topic = entry.topic
        if topic.hide and topic.pin:
            hint = "keep one of the two"
            yield _issue(topic, "hidden and pinned at once", topic.label, hint)


def _roots(entries: Sequence[_Entry]) -> tuple[dict[str, str], list[Issue]]:
    """Follow each merge to the topic that stays; give it by folded label."""
    by_label = {folded(entry.topic.label): entry for entry in entries}
    roots: dict[str, str] = {}
    issues: list[Issue] = []
    for own, entry in by_label.items():
        chain = [own]
        while (here := by_label[chain[-1]]).merge:
            target = folded(here.merge)
            if target not in by_label:
                if here is entry:
                    hint = (
                        near(
                            here.merge,
                            [other.topic.label for other in entries if other is not here],
                        )
                        or f"add an entry for {here.merge!r}"
                    )
                    issues.append(
                        _issue(
                            here.topic, "merges into a topic that has no entry", here.merge, hint
                        )
                    )
                break
            if target in chain:
                if target == own:
                    names = " → ".join(by_label[each].topic.label for each in [*chain, own])
                    issues.append(
                        _issue(
                            entry.topic,
                            "merges in a circle",
                            names,
                            "take out the 'merge' of the topic that is to stay",
                        )
                    )
                chain = [own]
                break
            chain.append(target)
        roots[own] = chain[-1]
    return roots, issues


def _merge(entries: Sequence[_Entry], roots: dict[str, str]) -> tuple[Topic, ...]:
    merged: dict[str, Topic] = {}
    for entry in entries:
        own = folded(entry.topic.label)
        if roots[own] == own:
            merged.setdefault(own, entry.topic)
    for entry in entries:
        own = folded(entry.topic.label)
        root = merged.get(roots[own])
        if root and roots[own] != own:
            aliases = dict.fromkeys((*root.aliases, entry.topic.label, *entry.topic.aliases))
            heard = dict.fromkeys((*root.heard_as, *entry.topic.heard_as))
            merged[roots[own]] = replace(root, aliases=tuple(aliases), heard_as=tuple(heard))
    return tuple(merged.values())


def _issue(topic: Topic, message: str, found: str, hint: str) -> Issue:
    return Issue(
        path=topic.path,
        line=topic.line,
        column=topic.column,
        message=message,
        found=found,
        hint=hint,
    )
