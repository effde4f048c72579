"""Titles in the lists of an archive of one show, whose name is not repeated on each line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.store import fingerprint
from onrecord.text.titles import short_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Summary


def shorten_titles(summaries: Sequence[Summary]) -> list[Summary]:
    """Return episodes as lists show them: without their show, if several are all of one."""
    shows = {summary.show for summary in summaries}
    if len(summaries) == 1 or len(shows) != 1:
        return [*summaries]
    return [
        replace(
            summary,
            title=short_title(summary.title, summary.show),
            show="",
            version=fingerprint(summary.version, "of one show"),
        )
        for summary in summaries
    ]
