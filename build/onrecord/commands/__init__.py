"""The commands, one module each.

To add one: a module named after it with `SUMMARY`, `EXAMPLE`, `add_options` and `run`, and its name in `NAMES`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

__all__ = ["NAMES", "Command", "load", "terminal"]

NAMES = (
    "new",
    "add",
    "sync",
    "build",
    "serve",
    "check",
    "suggest",
    "pages",
    "update",
    "export",
    "apply",
)
"""In the order of `onrecord --help`."""


class Command(Protocol):
    """A module that is one command."""

    SUMMARY: str
    """What it does, for `onrecord --help`."""
    EXAMPLE: str
    """A line that somebody would type."""

    def add_options(self, parser: ArgumentParser) -> None:
        """Declare what it takes beside `--archive` and `--quiet`."""
        ...

    def run(self, options: Namespace) -> int:
        """Do it, and give the exit status."""
        ...


def load(name: str) -> Command:
    """Give a command; the others, with readers of feeds and thirty formats, need not be imported for it."""
    return cast("Command", import_module(f"{__name__}.{name}"))
