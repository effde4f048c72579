"""Slugs of pages that every build assigns again: a published slug stays with its holder."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from onrecord.model import Slug

if TYPE_CHECKING:
    from collections.abc import Mapping


class SlugPool:
    """The slugs below one address, such as `topics/`.

    >>> pool = SlugPool({"c": "c"})
    >>> pool.take("c", "c++"), pool.take("c", "c"), pool.take("java", "java")
    ('c-2', 'c', 'java')

    Args:
        held: published slugs, each with its holder: the name of a person or the key of a topic.
    """

    def __init__(self, held: Mapping[str, str]) -> None:
        self._holders = held
        self._by_holder: defaultdict[str, list[Slug]] = defaultdict(list)
        for slug, holder in held.items():
            self._by_holder[holder].append(Slug(slug))
        self._taken: set[str] = set()

    def is_free(self, slug: str, holder: str) -> bool:
        """Return whether a holder can take a slug."""
        return slug not in self._taken and self._holders.get(slug, holder) == holder

    def take(self, slug: str, holder: str) -> Slug:
        """Take a slug, numbered if it is not free, and return it."""
        free, number = slug, 1
        while not self.is_free(free, holder):
            number += 1
            free = f"{slug}-{number}"
        self._taken.add(free)
        return Slug(free)

    def held_by(self, holder: str) -> list[Slug]:
        """Return the published slugs of a holder that are free."""
        return [slug for slug in self._by_holder.get(holder, ()) if slug not in self._taken]
