"""Errors in the relations between the topics of a vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.archive.yaml_values import YamlText
from onrecord.errors import near
from onrecord.text.slugs import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.archive.yaml_values import YamlMap
    from onrecord.errors import Issue

# A topic that is merged into another hands on its names only.
NOT_MERGED = ("definition", "sources", "see_also", "hide", "pin", "person", "subheadings")


def find_lost(topics: Sequence[YamlMap]) -> Iterator[Issue]:
    """Yield an issue for each key of a merged topic that the topic it is merged into ignores."""
    for topic in topics:
        for key in NOT_MERGED:
            if topic.get("merge") and topic.get(key):
                hint = f"move it to the entry {topic.text('merge')!r}, or remove 'merge'"
                place = topic.key_places[key]
                message = f"a merged topic cannot set {key!r}"
                yield place.issue(message, found=topic.text("label"), hint=hint)


def find_unrelated(topics: Sequence[YamlMap]) -> Iterator[Issue]:
    """Yield an issue for each topic that is related to itself or to a hidden topic."""
    hidden = {
        fold(name): topic for topic in topics if topic.is_true("hide") for name in names(topic)
    }
    shown = [topic.text("label") for topic in topics if not topic.is_true("hide")]
    for topic in topics:
        own = {fold(name) for name in names(topic)}
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


def names(topic: YamlMap) -> Iterator[YamlText]:
    """Yield the label of a topic, its aliases and what it is heard as."""
    label = topic.get("label")
    if isinstance(label, YamlText):
        yield label
    yield from topic.texts("aliases")
    yield from topic.texts("heard_as")
