"""Proposals for `topics.yml`: what a person might confirm, mend or refuse."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from onrecord.topics.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.model import EpisodeArtifacts, Summary, TermForm, Topic

# What nobody has to look at twice is no proposal.
MOST = 60


def suggest_topics(summary: Summary, left: EpisodeArtifacts, topics: Sequence[Topic] = ()) -> str:
    """Give entries for `topics.yml` in YAML, for those terms of an episode that the vocabulary does not have.

    Each has its main passage in a comment, and a label as it stands in the index.
    """
    known = {
        fold(name) for topic in topics for name in (topic.label, *topic.aliases, *topic.heard_as)
    }
    term_forms = [term.term_form for term in summary.topics]
    fresh = [
        place
        for place, term_form in enumerate(term_forms)
        if term_form.origin != "editor" and term_form.key not in known
    ][:MOST]
    return (
        "".join(_lines(summary, term_forms, left, fresh))
        or "# Nothing to propose: the vocabulary has all that was found.\n"
    )


def _lines(
    summary: Summary, term_forms: Sequence[TermForm], left: EpisodeArtifacts, places: Sequence[int]
) -> Iterator[str]:
    if not places:
        return
    yield f"# Topics found in {summary.slug}. Keep what an indexer would, mend the labels, and put the entries into content/topics.yml.\n"
    yield "topics:\n"
    for place in places:
        term_form = term_forms[place]
        yield f"- label: {_quoted(term_form.label)}\n"
        others = [form for form in left.forms[place] if fold(form) != fold(term_form.label)]
        if others:
            yield f"  aliases: [{', '.join(_quoted(form) for form in others)}]\n"
        if term_form.person:
            yield "  person: true\n"
        if left.contexts[place]:
            yield f"  # {' '.join(left.contexts[place].split())}\n"


def _quoted(text: str) -> str:
    """Give text as YAML that means it, whatever it holds."""
    return json.dumps(text, ensure_ascii=False)
