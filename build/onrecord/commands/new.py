"""`onrecord new`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.commands.terminal import print_result, print_status
from onrecord.intake.new_archive import make_archive

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

SUMMARY: str = "create an archive, with workflows that publish it on GitHub Pages"
EXAMPLE: str = "onrecord new talks"


def add_options(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "target", metavar="DIR", type=Path, help="folder of the archive: new or empty"
    )


def run(options: Namespace) -> int:
    """Write the files of the archive, and print their paths."""
    for path in make_archive(options.target):
        print_result(str(options.target / path), quiet=options.quiet)
    following = f"next: cd {options.target} && onrecord add FILE && onrecord build"
    print_status(following, quiet=options.quiet)
    return 0
