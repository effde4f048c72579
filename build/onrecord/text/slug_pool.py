"""Slugs of pages that are made anew in each build: a published one stays with its holder."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from onrecord.model import Slug

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class SlugPool:
    """The slugs below one address, such as `topics/`.

    >>> pool = SlugPool({"c": "c"})
    >>> pool.take("c", "c++"), pool.take("c", "c"), pool.take("java", "java")
    ('c-2', 'c', 'java')
    """

    held: Mapping[str, str]
    """Published slugs, each with its holder: the name of a person or the key of a topic."""
    _taken: set[str] = field(default_factory=set)

    def is_free(self, slug: str, holder: str) -> bool:
        """Whether a holder can take a slug."""
        return slug not in self._taken and self.held.get(slug, holder) == holder

    def take(self, slug: str, holder: str) -> Slug:
        """Take a slug, with the lowest number that makes it free."""
        names = (slug if number == 1 else f"{slug}-{number}" for number in count(1))
        free = next(name for name in names if self.is_free(name, holder))
        self._taken.add(free)
        return Slug(free)

    def held_by(self, holder: str) -> list[Slug]:
        """List the published slugs of a holder that are free."""
        return [
            Slug(slug)
            for slug, other in self.held.items()
            if other == holder and slug not in self._taken
        ]
