"""Pages that were made to see whether they are new, and wait to be rendered."""

from __future__ import annotations

import pickle
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.model import Download, Page

# One new episode makes a hundred, each of some 50 kB. Where all are made anew, those of a thousand episodes would fill 300 MB as they are,
# and fill 40 packed, which takes 0.5 ms a page.
AS_THEY_ARE = 200
_LEVEL = 1


class Pending:
    """What waits, by address."""

    def __init__(self) -> None:
        self._made: dict[str, Page | Download] = {}
        self._packed: dict[str, bytes] = {}

    def put(self, made: Page | Download) -> None:
        """Let a page or download wait."""
        if len(self._made) < AS_THEY_ARE:
            self._made[made.url] = made
        else:
            self._packed[made.url] = zlib.compress(pickle.dumps(made), _LEVEL)

    def take(self, url: str) -> Page | Download | None:
        """Give one that waits, which then does no more; None where nothing of this address was put here."""
        if url in self._packed:
            made: Page | Download = pickle.loads(zlib.decompress(self._packed.pop(url)))  # noqa: S301 - of this process
            return made
        return self._made.pop(url, None)
