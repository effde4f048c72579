"""Reading an `overlay.yml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord import archive
from onrecord.overlays.kinds import KINDS
from onrecord.overlays.overlay import Overlay

if TYPE_CHECKING:
    from onrecord.errors import Issue


def read_overlay(content: bytes, path: str) -> tuple[Overlay, tuple[Issue, ...]]:
    r"""Return the overlay in a file and all issues with it; invalid entries are left out.

    >>> content = b'corrections: [{at: "3:12", was: open AI, now: OpenAI}]'
    >>> overlay, issues = read_overlay(content, "overlay.yml")
    >>> overlay.entries[0].describe(), issues
    ('corrections: 3:12 · open AI · OpenAI', ())
    """
    tree, issues = archive.read_validated(content, path, "overlay")
    entries = (entry for kind in KINDS.values() for entry in kind.read(tree))
    return Overlay(entries=tuple(entries)), issues
