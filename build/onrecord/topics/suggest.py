"""Proposed entries for `topics.yml`, for a person to confirm, correct or reject."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from onrecord.topics.term_key import term_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.model import EpisodeArtifacts, Summary, TermForm, Topic

# Maximum number of proposals.
MOST = 60


def suggest_topics(
    summary: Summary, artifacts: EpisodeArtifacts, topics: Sequence[Topic] = ()
) -> str:
    """Return YAML entries for `topics.yml`: an episode's terms that the vocabulary lacks.

    Each entry has its label as shown in the index and quotes its main passage in a comment.
    """
    known = {
        term_key(name)
        for topic in topics
        for name in (topic.label, *topic.aliases, *topic.heard_as)
    }
    term_forms = [term.term_form for term in summary.topics]
    fresh = [
        place
        for place, term_form in enumerate(term_forms)
        if term_form.origin != "editor" and term_form.key not in known
    ][:MOST]
    return (
        "".join(_lines(summary, term_forms, artifacts, fresh))
        or "# Nothing to propose: the vocabulary has all topics found.\n"
    )


def _lines(
    summary: Summary,
    term_forms: Sequence[TermForm],
    artifacts: EpisodeArtifacts,
    places: Sequence[int],
) -> Iterator[str]:
    if not places:
        return
    yield (
        f"# Topics found in {summary.slug}. Keep the useful ones, correct the labels, and move "
        "them to content/topics.yml.\ntopics:\n"
    )
    for place in places:
        term_form = term_forms[place]
        yield f"- label: {_quoted(term_form.label)}\n"
        others = [
            form for form in artifacts.forms[place] if term_key(form) != term_key(term_form.label)
        ]
        if others:
            yield f"  aliases: [{', '.join(_quoted(form) for form in others)}]\n"
        if term_form.person:
            yield "  person: true\n"
        if artifacts.contexts[place]:
            yield f"  # {' '.join(artifacts.contexts[place].split())}\n"


def _quoted(text: str) -> str:
    """Return text as a double-quoted YAML scalar."""
    return json.dumps(text, ensure_ascii=False)
