"""The pages of compiled episodes: immutable files, each named after all that it depends on."""

from __future__ import annotations

import zlib
from contextlib import suppress
from hashlib import blake2b
from typing import TYPE_CHECKING

from onrecord.files.atomic_write import write_file
from onrecord.model import Page
from onrecord.store.codec import decode, encode

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

_DIGEST = 16
# Of the seed's 350 kB of HTML 4 ms and 85 kB; level 6 takes 14 ms for 60 kB.
_LEVEL = 1


class Records:
    """A folder of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, key: str, pages: Sequence[Page]) -> None:
        """Keep the pages of an episode.

        Raises:
            OutsideError: they cannot be written.
        """
        content = zlib.compress(encode(tuple(pages)).encode("utf-8", "surrogatepass"), _LEVEL)
        write_file(self.folder / key, blake2b(content, digest_size=_DIGEST).digest() + content)

    def read(self, key: str) -> tuple[Page, ...] | None:
        """Give the pages of an episode back; None where they are missing or damaged."""
        try:
            stored = (self.folder / key).read_bytes()
            digest, content = stored[:_DIGEST], stored[_DIGEST:]
            if blake2b(content, digest_size=_DIGEST).digest() != digest:
                return None
            return decode(
                tuple[Page, ...], zlib.decompress(content).decode("utf-8", "surrogatepass")
            )
        except (OSError, ValueError, zlib.error):
            return None

    def prune(self, keys: Collection[str]) -> None:
        """Remove all but these."""
        if self.folder.is_dir():
            kept = set(keys)
            for path in self.folder.iterdir():
                if path.name not in kept:
                    with suppress(OSError):
                        path.unlink()
