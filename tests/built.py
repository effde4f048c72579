"""Building whole sites in tests, and reading the result."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from command_line import onrecord, run
from read_html import Reading, read

__all__ = ["Built", "build", "copy_demo", "onrecord", "run", "write_copies"]


@dataclass(frozen=True, kw_only=True)
class Built:
    """A built site with the status and output of its build."""

    archive: Path
    site_dir: Path
    status: int
    output: str
    """Both streams."""
    url: str = ""
    """URL of the home page; empty if the site is not served."""
    number: int = 0
    """How many times the site had been built."""

    @property
    def base(self) -> str:
        """Path of the site URL."""
        return urlsplit(self.url).path or "/"

    @cached_property
    def pages(self) -> dict[str, Reading]:
        """Parsed HTML pages by path in the site, without embeddable fragments (`embed.html`)."""
        self._refuse_later_site()
        return {
            path.relative_to(self.site_dir).as_posix(): read(path)
            for path in sorted(self.site_dir.rglob("*.html"))
            if path.name != "embed.html"
        }

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Content of every file of the site by path."""
        self._refuse_later_site()
        return {
            path.relative_to(self.site_dir).as_posix(): path.read_bytes()
            for path in sorted(self.site_dir.rglob("*"))
            if path.is_file()
        }

    def _refuse_later_site(self) -> None:
        """Fail instead of reading what a later build has put in place of this site."""
        assert self.number == _builds[self.site_dir], (
            f"{self.site_dir} was built again: read `files` and `pages` before that"
        )


_builds: Counter[Path] = Counter()


def build(archive: Path, *options: str, url: str = "") -> Built:
    """Build an archive into `site/` beside its content, in a process of its own."""
    site_dir = archive / "site"
    environment = {"ONRECORD_SITE_URL": url} if url else {}
    done = onrecord("build", "--archive", archive, "--site-dir", site_dir, *options, **environment)
    _builds[site_dir] += 1
    return Built(
        archive=archive,
        site_dir=site_dir,
        status=done.returncode,
        output=done.stdout,
        url=url,
        number=_builds[site_dir],
    )


def copy_demo(repo: Path, target: Path) -> Path:
    """Copy this repository's archive, so that building it leaves the repository alone."""
    shutil.copytree(repo / "content", target / "content")
    shutil.copy(repo / "mkdocs.yml", target)
    return target


def write_copies(root: Path, transcript: Path, count: int) -> Path:
    """Write an archive of `count` episodes with the same transcript."""
    for number in range(1, count + 1):
        folder = root / "content" / "episodes" / f"episode-{number:04}"
        folder.mkdir(parents=True)
        shutil.copy(transcript, folder / f"transcript{transcript.suffix}")
    return root
