"""Pages that were made to see whether they are new, and wait to be rendered."""

from __future__ import annotations

import pickle
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.model import Download, Page

# One new episode makes a hundred, each of some 50 kB: as bytes they take half of what texts do. Where all are made anew, those of a
# thousand episodes would fill 150 MB, and fill 40 packed, which takes 0.5 ms a page.
AS_THEY_ARE = 200
_LEVEL = 1


class Pending:
    """What waits, by address."""

    def __init__(self) -> None:
        self._waiting: dict[str, tuple[bytes, bool]] = {}
        """Of each its bytes, and whether they are packed."""

    def put(self, made: Page | Download) -> None:
        """Let a page or download wait."""
        packed = len(self._waiting) >= AS_THEY_ARE
        content = pickle.dumps(made)
        self._waiting[made.url] = zlib.compress(content, _LEVEL) if packed else content, packed

    def take(self, url: str) -> Page | Download | None:
        """Give one that waits, which then does no more; None where nothing of this address was put here."""
        if url not in self._waiting:
            return None
        content, packed = self._waiting.pop(url)
        made: Page | Download = pickle.loads(zlib.decompress(content) if packed else content)  # noqa: S301 - of this process
        return made
