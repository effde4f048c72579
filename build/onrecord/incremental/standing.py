"""Whether anything at all has changed since a build came to its end: asked before the renderer is even imported.

It answers for the whole what `store` answers episode by episode, and trusts nothing that `store` would not: each file that the build has
read, and each that it left in the site, must look as it did. Where it cannot know, a build runs.
"""

from __future__ import annotations

import json
import os
import re
import site
import sys
import time
from array import array
from dataclasses import dataclass, fields
from datetime import date
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from onrecord.errors import OutsideError
from onrecord.files.atomic_write import write_file
from onrecord.files.stat import look_at

if TYPE_CHECKING:
    from collections.abc import Iterable

Looks = dict[str, tuple[int, int, int, int]]
"""By path: times of last change of content and of inode in nanoseconds, size, inode."""

FILE: Final = ".onrecord/standing.json"
# A configuration that is made of another one is read by MkDocs only.
INHERITS: Final = re.compile(r"^INHERIT\s*:", re.MULTILINE)
ENVIRONMENT: Final = re.compile(r"!ENV\b(.*)")
NAME: Final = re.compile(r"[A-Za-z_]\w*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """A look at all that a build depends on."""

    roots: tuple[str, ...]
    looks: Looks | None
    seen: int
    """When it began, in nanoseconds of this machine's clock."""

    @classmethod
    def at(cls, roots: tuple[str, ...]) -> Self:
        """Look, now."""
        seen = time.time_ns()
        return cls(roots=roots, looks=look(roots), seen=seen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a finished build had read, and what it left."""

    roots: tuple[str, ...]
    """Files, and folders with all that is in them, that the build depended on; the first is the configuration."""
    read: str
    """Digest of their looks."""
    around: str
    """Digest of libraries, environment and day. An installed or upgraded library changes the folder that it stands in."""
    site_dir: str
    default: bool
    """`site_dir` is where the configuration says."""
    left: str
    """Digest of the looks of the files in the site."""
    episodes: int
    warnings: tuple[str, ...]
    """What the build had to say, to be said again."""
    listed: bytes
    """Paths of these files, with zeros between."""

    def holds(self, site_dir: Path | None, glance: Glance) -> bool:
        """Say whether the site in a folder, or in the usual one, is what a build would leave there now.

        Args:
            site_dir: the folder; None for the usual one.
            glance: at the roots, now.
        """
        if not self.default if site_dir is None else str(site_dir.resolve()) != self.site_dir:
            return False
        if self.around != look_around(self.roots[0]):
            return False
        # What people change first: of the site there may be twenty times as many files.
        return (
            glance.looks is not None
            and self.read == digest(glance.looks)
            and self.left == look_at_site(self.site_dir, self.listed)
        )


def read_standing(archive: Path) -> Standing | None:
    """Give what the last build of an archive wrote down; None where that is missing, damaged, or written by another version."""
    try:
        proof, _, content = (archive / FILE).read_bytes().partition(b"\n")
        if blake2b(content, digest_size=16).hexdigest().encode() != proof:
            return None
        head, _, listed = content.partition(b"\n")
        stored: dict[str, Any] = json.loads(head)
        stored |= {
            "roots": tuple(stored["roots"]),
            "warnings": tuple(stored["warnings"]),
            "listed": listed,
        }
        return Standing(**stored)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def write_standing(archive: Path, standing: Standing) -> None:
    """Write it down; where that is impossible, the next build runs in full."""
    stored = {
        field.name: getattr(standing, field.name)
        for field in fields(standing)
        if field.name != "listed"
    }
    head = json.dumps(stored, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )
    # Put together once: a thousand episodes have 4 MB of paths.
    proof = blake2b(head + b"\n", digest_size=16)
    proof.update(standing.listed)
    try:
        write_file(archive / FILE, b"\n".join((proof.hexdigest().encode(), head, standing.listed)))
    except OutsideError:
        return


def look(roots: Iterable[str]) -> Looks | None:
    """Look at files and folders, without hidden ones; None where a link to a folder hides what is behind it."""
    found: Looks = {}
    for root in roots:
        folders = [root]
        try:
            if not os.path.isdir(root):  # noqa: PTH112 - 4,000 files for a thousand episodes
                stat = os.stat(root)  # noqa: PTH116 - the same
                found[root] = stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino
                continue
            while folders:
                with os.scandir(folders.pop()) as entries:
                    for entry in entries:
                        if entry.name.startswith(".") or entry.name == "__pycache__":
                            continue
                        if entry.is_dir(follow_symlinks=False):
                            found[entry.path] = 0, 0, 0, 0
                            folders.append(entry.path)
                        elif entry.is_dir():
                            return None
                        else:
                            stat = entry.stat()
                            found[entry.path] = (
                                stat.st_mtime_ns,
                                stat.st_ctime_ns,
                                stat.st_size,
                                stat.st_ino,
                            )
        except FileNotFoundError:
            found[root] = 0, 0, 0, 0
        except OSError:
            return None
    return found


def digest(looks: Looks) -> str:
    """Name what was seen."""
    paths = sorted(looks)
    numbers = array("q", chain.from_iterable(map(looks.__getitem__, paths)))
    return name_looks("\0".join(paths).encode("utf-8", "surrogatepass") + numbers.tobytes())


def look_around(configuration: str) -> str:
    """Name what a build depends on beside files of the archive: libraries, environment, day; empty where that cannot be known."""
    try:
        text = Path(configuration).read_text(encoding="utf-8")
    except FileNotFoundError:
        text = ""
    except (OSError, ValueError):
        return ""
    if INHERITS.search(text):
        return ""
    named = {
        name: os.environ.get(name)
        for line in ENVIRONMENT.findall(text)
        for name in NAME.findall(line)
    }
    places = [*site.getsitepackages(), site.getusersitepackages()]
    libraries = [
        (place, Path(place).stat().st_mtime_ns) for place in places if Path(place).is_dir()
    ]
    # Some notes give the day on which they were published.
    day = date.today().isoformat()  # noqa: DTZ011 - the publisher's own day
    return blake2b(
        repr((sys.version, libraries, day, sorted(named.items()))).encode("utf-8", "surrogatepass")
    ).hexdigest()


def look_at_site(site_dir: str, listed: bytes) -> str:
    """Name the looks of the files of a site, whose paths have zeros between them."""
    return name_looks(look_at(site_dir, listed.decode("utf-8", "surrogatepass").split("\0")))


def name_looks(looks: bytes) -> str:
    """Name the looks of files in an order."""
    return blake2b(looks, digest_size=16).hexdigest()
