"""Committing `content/` by the editor's own git: their identity, hooks and signature."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from shutil import which
from typing import TYPE_CHECKING, Final

from onrecord.archive import CONTENT
from onrecord.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

# A hook may run the tests of an archive.
TIMEOUT_SECONDS: Final = 300
# Of the diff that is shown, in characters.
MAX_DIFF: Final = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What a commit would hold."""

    available: bool
    """Whether there is git, and the archive is in a repository."""
    foreign: tuple[str, ...] = ()
    """Files outside of `content/` that are staged."""
    diff: str = ""
    """Of `content/`, from the last commit to the files as they are."""


def read_status(root: Path) -> Status:
    """Return what a commit of an archive would hold."""
    content = _content(root)
    if content is None:
        return Status(available=False)
    staged = _git(root, "diff", "--cached", "--name-only", "-z", _head(root)).stdout.split("\0")
    foreign = tuple(path for path in staged if path and not path.startswith(f"{content}/"))
    diff = _git(root, "diff", "--no-color", "--no-ext-diff", _head(root), "--", CONTENT).stdout
    listed = _git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", CONTENT).stdout
    for path in filter(None, listed.split("\0")):
        options = ("--no-index", "--no-color", "--no-ext-diff")
        diff += _git(root, "diff", *options, "--", os.devnull, path).stdout
    return Status(available=True, foreign=foreign, diff=diff[:MAX_DIFF])


def read_committed(root: Path, paths: Collection[str]) -> dict[str, bytes] | None:
    """Return files as they are in the last commit, without those that are the same now.

    Files that are in no commit are empty. None if the archive is in no repository.

    Args:
        root: of the archive.
        paths: of files in `content/`, relative to the archive.
    """
    content = _content(root)
    if content is None:
        return None
    prefix = content.removesuffix(CONTENT)
    options = ("--porcelain", "-z", "--untracked-files=all", "--no-renames")
    status = _git(root, "status", *options, "--", CONTENT).stdout.split("\0")
    changed = {line[3:].removeprefix(prefix) for line in status if line}
    return {
        path: _git(root, "show", f"HEAD:./{path}").stdout.encode()
        for path in changed.intersection(paths)
    }


def stage(root: Path) -> None:
    """Stage `content/` for a commit.

    Raises:
        ConfigurationError: there is no repository or nothing to commit, files outside of `content/`
            are staged, or git refuses.
    """
    status = read_status(root)
    if not status.available:
        raise ConfigurationError("the archive is in no git repository")
    if status.foreign:
        listed = ", ".join(status.foreign)
        raise ConfigurationError(f"staged, and not part of content/: {listed}")
    if not status.diff:
        raise ConfigurationError("nothing in content/ has changed since the last commit")
    _run(root, "add", "--all", "--", CONTENT)


def commit(root: Path, message: str) -> str:
    """Commit what is staged and return the name of the commit. Hooks may take minutes.

    Raises:
        ConfigurationError: git or a hook refuses.
    """
    _run(root, "commit", "--file=-", "--cleanup=strip", given=message)
    return _git(root, "rev-parse", "HEAD").stdout.strip()


def _run(root: Path, *arguments: str, given: str = "") -> None:
    done = _git(root, *arguments, given=given)
    if done.returncode:
        raise ConfigurationError(f"git {arguments[0]}: {(done.stderr + done.stdout).strip()}")


def read_author(root: Path) -> str:
    """Return the name with which the editor commits; empty if git does not know it."""
    return _git(root, "config", "user.name").stdout.strip() if which("git") else ""


def _content(root: Path) -> str | None:
    """Return the path of `content/` in its repository; None if it is in none, or ignored there."""
    if not which("git"):
        return None
    found = _git(root, "rev-parse", "--show-prefix")
    if found.returncode or not _git(root, "check-ignore", "--quiet", CONTENT).returncode:
        return None
    return f"{found.stdout.strip()}{CONTENT}"


def _head(root: Path) -> str:
    """Return the last commit, or an empty tree before the first."""
    if _git(root, "rev-parse", "--verify", "--quiet", "HEAD").returncode == 0:
        return "HEAD"
    return _git(root, "hash-object", "-t", "tree", os.devnull).stdout.strip()


def _git(root: Path, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(  # noqa: S603 - no shell, and no argument is from a request
            ["git", "-c", "core.quotePath=false", *arguments],  # noqa: S607 - the user's own git
            cwd=root,
            input=given,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=TIMEOUT_SECONDS,
            env={**os.environ, "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"},
        )
    except subprocess.TimeoutExpired as error:
        raise ConfigurationError(f"git {arguments[0]} has not ended in 5 minutes") from error
