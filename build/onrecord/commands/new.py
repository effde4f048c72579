"""`onrecord new`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.commands.terminal import print_result, print_status
from onrecord.intake.new_archive import make_archive

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

SUMMARY: str = "make a new archive, with a workflow that publishes it on GitHub Pages"
EXAMPLE: str = "onrecord new talks"


def add_options(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("target", metavar="DIR", type=Path, help="a new or empty folder")


def run(options: Namespace) -> int:
    """Write the archive."""
    for path in make_archive(options.target):
        if not options.quiet:
            print_result(str(options.target / path))
    if not options.quiet:
        print_status(f"next: cd {options.target} && onrecord add FILE && onrecord build")
    return 0
