"""Entries of the editor's vocabulary that the transcripts do not match."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.errors import Issue, near
from onrecord.topics.term_key import term_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Heading, Topic


def find_unmatched(topics: Sequence[Topic], headings: Sequence[Heading]) -> tuple[Issue, ...]:
    """Return an error for each pinned topic without mention.

    A reference to a topic without heading is a warning: the index is right without it, and a new
    transcript, or a change of what counts as a topic, can be its reason.
    """
    labels = [heading.label for heading in headings]
    known = {
        term_key(name)
        for heading in headings
        for name in (heading.id, heading.label, *heading.aliases, *heading.slugs)
    }
    origins = {
        term_key(slug)
        for heading in headings
        if heading.origin == "editor"
        for slug in (heading.id, *heading.slugs)
    }
    issues: list[Issue] = []
    for topic in topics:
        if topic.pin and term_key(topic.label) not in origins:
            hints = (
                near(topic.label, labels),
                "add the wording of the transcript to 'aliases' or 'heard_as'",
            )
            hint = "; ".join(filter(None, hints))
            message = "pinned, but never mentioned under any of its names"
            issues.append(topic.place.issue(message, found=topic.label, hint=hint))
        for other in topic.see_also:
            if term_key(other) not in known:
                message = f"{topic.label!r} refers to a topic that is not in the index"
                hint = near(other, labels) or "remove it from 'see_also'"
                issues.append(
                    topic.place.issue(message, found=other, hint=hint, severity="warning")
                )
    return tuple(issues)
