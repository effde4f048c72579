"""The commands, one module each.

To add one, write a module named after it with `SUMMARY`, `EXAMPLE`, `add_options` and `run`, and
add its name to `NAMES`.
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
"""All commands, in the order of `onrecord --help`."""


class Command(Protocol):
    """The interface of a command module."""

    SUMMARY: str
    """What the command does, for `onrecord --help`: an imperative, without a full stop."""
    EXAMPLE: str
    """A typical call, for `onrecord COMMAND --help`."""

    def add_options(self, parser: ArgumentParser) -> None:
        """Declare the options and arguments other than `--archive` and `--quiet`."""
        ...

    def run(self, options: Namespace) -> int:
        """Run the command and return its exit status."""
        ...


def load(name: str) -> Command:
    """Import one command; importing all, with feed readers and thirty formats, takes longer."""
    return cast("Command", import_module(f"{__name__}.{name}"))
