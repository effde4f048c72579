"""One run of the synchronisation of a feed, and the events that it reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from onrecord.errors import ContentError
from onrecord.intake.add import Surroundings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from onrecord import archive
    from onrecord.errors import OnrecordError
    from onrecord.intake.known_episodes import KnownEpisode
    from onrecord.intake.sync_state import FeedState

Outcome = Literal["added", "changed", "updated", "broken", "unreachable", "warning", "lacking"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event to report."""

    outcome: Outcome
    feed: str
    title: str
    """Title of the item; empty for an event of the feed."""
    slug: str = ""
    detail: str = ""

    def __str__(self) -> str:
        subject = self.slug or self.title or self.feed
        return f"{self.outcome:>11}  {subject}" + (f": {self.detail}" if self.detail else "")

    def as_json(self) -> dict[str, Any]:
        """Return the event as JSON."""
        return {
            "outcome": self.outcome,
            "feed": self.feed,
            "title": self.title,
            "slug": self.slug,
            "detail": self.detail,
        }


@dataclass(slots=True, kw_only=True)
class Run:
    """The synchronisation of one feed."""

    root: Path
    feed: archive.Feed
    state: FeedState
    print_status: Callable[[Event], None]
    update: bool
    """Whether to take what has changed."""
    surroundings: Surroundings = field(default_factory=Surroundings)
    """What the archive says that affects the reading of a transcript."""
    known: list[KnownEpisode] = field(default_factory=list)
    """The episodes of the archive, from any feed."""

    def say(self, outcome: Outcome, title: str = "", slug: str = "", detail: str = "") -> None:
        """Report an event."""
        self.print_status(
            Event(outcome=outcome, feed=self.feed.url, title=title, slug=slug, detail=detail)
        )


def brief(error: OnrecordError) -> str:
    """Return the first issue of an error."""
    return str(error.issues[0]) if isinstance(error, ContentError) else str(error)
