"""All names of topics as compact JSON, which *Find a topic* loads when a reader first uses it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from onrecord.model import Download, Draft
from onrecord.store import fingerprint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Heading

FINDER = "topics/find.json"
_OTHER = re.compile("[^a-z0-9]+")


def write_topic_finder(headings: Sequence[Heading], *, alone: bool) -> Draft:
    """Return the draft of the file: 195 kB for 7,477 headings, 59 kB compressed.

    `topics` has `[label, number of episodes, slug]` in alphabetical order, without a slug that the
    script can guess, and `see` has `[other name, index of its topic]`.

    Args:
        headings: in alphabetical order.
        alone: the archive has one episode, so their number says nothing.
    """
    facts = {
        "topics": [
            [heading.label, 0 if alone else heading.episodes]
            + ([] if _guess(heading.label) == heading.id else [heading.id])
            for heading in headings
        ],
        "see": [
            [alias, index] for index, heading in enumerate(headings) for alias in heading.aliases
        ],
    }
    content = json.dumps(facts, ensure_ascii=False, separators=(",", ":")) + "\n"
    return Draft(
        url=FINDER,
        fingerprint=fingerprint(content),
        make=lambda: Download(url=FINDER, content=content),
    )


def _guess(label: str) -> str:
    """Return the slug of most labels: `guessSlug` in `find-topic.js`."""
    return _OTHER.sub("-", label.lower()).strip("-")
