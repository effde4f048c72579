"""Items of the queue that somebody has looked at and found right, kept in `.onrecord/`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from onrecord.files.atomic_write import write_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

DISMISSED: Final = ".onrecord/dismissed.json"

Keys = dict[str, list[str]]
"""Keys of items by the slug of their episode."""


def read_dismissed(root: Path, slug: str) -> frozenset[str]:
    """Return the keys of the items of an episode that are not to be shown again."""
    return frozenset(_read(root).get(slug, ()))


def set_dismissed(root: Path, slug: str, keys: Iterable[str], *, dismissed: bool) -> None:
    """Dismiss items of an episode, or take that back.

    Raises:
        OutsideError: the file cannot be written.
    """
    by_slug = _read(root)
    before = set(by_slug.get(slug, ()))
    after = before | set(keys) if dismissed else before - set(keys)
    by_slug[slug] = sorted(after)
    write_file(root / DISMISSED, msgspec.json.encode(by_slug))


def _read(root: Path) -> Keys:
    try:
        return msgspec.json.decode((root / DISMISSED).read_bytes(), type=Keys)
    except (OSError, msgspec.DecodeError):
        # Nothing is lost but the order to leave something out.
        return {}
