"""The pages that an episode has beside its chapters, and the addresses of all its pages.

What is known of such a page is in the table `FIXED_PAGES`. From it come the slugs that no chapter
may have, the links in the navigation of the episode, and the addresses that are recorded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.model.episode import Episode


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedPage:
    """A page of an episode, at the same place in each. Once it is gone, it leads to the episode."""

    slug: str
    """Last part of its address; no chapter has it."""
    title: str
    """In the navigation of the episode, and before the episode's name in the page's title."""
    exists: Callable[[Episode], bool]
    """Whether an episode has the page. A withdrawn episode has a note in its place."""


TRANSCRIPT = FixedPage(slug="transcript", title="Full transcript", exists=lambda _: True)

FIXED_PAGES = (TRANSCRIPT,)
"""In the order of the navigation."""
FIXED_SLUGS = frozenset(page.slug for page in FIXED_PAGES)


def list_fixed_pages(episode: Episode) -> tuple[FixedPage, ...]:
    """Return the fixed pages that an episode has."""
    return tuple(page for page in FIXED_PAGES if page.exists(episode))


def split_episode_url(url: str) -> tuple[str, str]:
    """Return the slugs of the episode and of its page, to which an address of a page belongs.

    The second is empty for the episode's own page, both for a page of several episodes.

    >>> split_episode_url("episodes/first/glass/"), split_episode_url("episodes/first/")
    (('first', 'glass'), ('first', ''))
    >>> split_episode_url("topics/glass/"), split_episode_url("episodes/")
    (('', ''), ('', ''))
    """
    match url.split("/"):
        case ["episodes", episode, page, ""]:
            return episode, page
        case ["episodes", episode, ""]:
            return episode, ""
        case _:
            return "", ""


def transcript_beside(url: str) -> str:
    """Return the address of the whole transcript beside a chapter.

    >>> transcript_beside("episodes/first/glass/")
    'episodes/first/transcript/'
    """
    return f"{url.rstrip('/').rpartition('/')[0]}/{TRANSCRIPT.slug}/"
