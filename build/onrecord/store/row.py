"""What is remembered of the files that an owner (an episode, the archive, the theme) has in a site: how they look, and what they hold."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Mark(NamedTuple):
    """What a file was made of, and what it holds."""

    key: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The files of an owner, as a build left them: columns, since a thousand episodes have 70,000 files, and each build looks at all."""

    version: str
    """Equal versions have equal files and keys."""
    content: str = ""
    """Fingerprint of what they hold."""
    listed: bytes = b""
    """Their paths."""
    looks: bytes = b""
    """Of each, time of its last change in nanoseconds, size and inode."""

    @classmethod
    def of(cls, version: str, content: str, looks: Iterable[tuple[str, Sequence[int]]]) -> Row:
        """Make a row of paths and looks."""
        paths: list[str] = []
        numbers = array("q")
        for path, look in looks:
            paths.append(path)
            numbers.extend(look)
        return cls(
            version=version,
            content=content,
            listed="\0".join(paths).encode("utf-8", "surrogatepass"),
            looks=numbers.tobytes(),
        )

    @property
    def paths(self) -> list[str]:
        """Their paths in the site."""
        return self.listed.decode("utf-8", "surrogatepass").split("\0") if self.listed else []

    def look(self, place: int) -> tuple[int, int, int]:
        """Give how one of them looked, by its place among the paths."""
        time, size, inode = memoryview(self.looks).cast("q")[3 * place : 3 * place + 3]
        return time, size, inode
