"""`onrecord apply`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.commands.terminal import print_issues, print_result
from onrecord.editing.apply_proposal import read_proposal
from onrecord.files.atomic_write import write_file

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

SUMMARY: str = (
    "add the entries that a reader proposes to an episode's overlay, credited to the reader"
)
EXAMPLE: str = 'onrecord apply letter.txt --by "Ann Lee"'


def add_options(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "file",
        metavar="FILE",
        type=Path,
        help="the proposal: a YAML file, or a letter with the YAML between ``` lines",
    )
    parser.add_argument(
        "--by", metavar="NAME", default="", help="the reader's name, if the file does not state it"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="report what would be added, and write nothing"
    )


def run(options: Namespace) -> int:
    """Read the proposal, validate the overlay with it, and write the overlay."""
    today = date.today()  # noqa: DTZ011 - the publisher's own day
    proposal = read_proposal(options.archive, options.file, by=options.by, on=today)
    print_issues(proposal.issues)
    for line in proposal.added:
        print_result(f"+ {line}", quiet=options.quiet)
    if proposal.known:
        print_result(f"{proposal.known} known already", quiet=options.quiet)
    if proposal.added and not options.dry_run:
        write_file(options.archive / proposal.path, proposal.content)
    return 0
