"""The commands, one module each, and the table of them.

To add one: a module named after it with `SUMMARY`, `EXAMPLE`, `add_options` and `run`, and its name in `COMMANDS`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from onrecord.commands import add, apply, build, check, export, new, pages, serve, suggest, sync, update

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Mapping

__all__ = ["COMMANDS", "Command"]


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


COMMANDS: Mapping[str, Command] = {
    "new": new,
    "add": add,
    "sync": sync,
    "build": build,
    "serve": serve,
    "check": check,
    "suggest": suggest,
    "pages": pages,
    "update": update,
    "export": export,
    "apply": apply,
}
