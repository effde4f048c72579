"""The order in which lists have episodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.summary import Summary


def age(summary: Summary) -> tuple[int, str]:
    """Sort by this for the newest first, then by name; without a date, last."""
    return (-summary.date.toordinal() if summary.date else 0, summary.slug)
