"""Building whole sites for tests, and what a test asks of one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from read_html import Reading, read

# Enough on a machine with a load of 20.
BUILD_SECONDS = 600


@dataclass(frozen=True, kw_only=True)
class Built:
    """What a build left, and what it said."""

    archive: Path
    site_dir: Path
    status: int
    output: str
    """Of both streams."""
    url: str = ""
    """Address of its home, where it has one."""

    @property
    def base(self) -> str:
        """Path of the site's address."""
        return urlsplit(self.url).path or "/"

    @cached_property
    def pages(self) -> dict[str, Reading]:
        """Each HTML file read, by its path in the site. What is made to stand in foreign pages is none."""
        return {
            path.relative_to(self.site_dir).as_posix(): read(path)
            for path in sorted(self.site_dir.rglob("*.html"))
            if path.name != "embed.html"
        }

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Each file of the site, by its path."""
        return {
            path.relative_to(self.site_dir).as_posix(): path.read_bytes()
            for path in sorted(self.site_dir.rglob("*"))
            if path.is_file()
        }


def run(
    *command: object, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a program; its two streams come as one."""
    # A test must not depend on the colours or the address that the person at the terminal has set.
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name not in {"ONRECORD_SITE_URL", "PYTHONPATH", "FORCE_COLOR"}
    }
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**inherited, "NO_COLOR": "1", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=BUILD_SECONDS,
        check=False,
    )


def onrecord(
    *arguments: object, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the command line."""
    return run(sys.executable, "-m", "onrecord", *arguments, cwd=cwd, **environment)


def build(archive: Path, *options: str, url: str = "") -> Built:
    """Build the site of an archive into `site/` beside its content."""
    site_dir = archive / "site"
    environment = {"ONRECORD_SITE_URL": url} if url else {}
    done = onrecord("build", "--archive", archive, "--site-dir", site_dir, *options, **environment)
    return Built(
        archive=archive, site_dir=site_dir, status=done.returncode, output=done.stdout, url=url
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
