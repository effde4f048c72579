"""`onrecord apply`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.commands.terminal import print_result, print_status
from onrecord.editing.apply_proposal import read_proposal, take_in

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

SUMMARY: str = "take a reader's proposal into the overlay of an episode, with the reader's name"
EXAMPLE: str = 'onrecord apply letter.txt --by "Ann Lee"'


def add_options(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "file", metavar="FILE", type=Path, help="the proposal: YAML, or a letter that holds it"
    )
    parser.add_argument(
        "--by", metavar="NAME", default="", help="who proposes it, where the file does not say"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would be added, and write nothing"
    )


def run(options: Namespace) -> int:
    """Read it, see that the overlay is right with it, and write."""
    today = date.today()  # noqa: DTZ011 - the publisher's own day
    proposal = read_proposal(options.archive, options.file, by=options.by, on=today)
    for issue in proposal.issues:
        print_status(str(issue))
    if not options.quiet:
        for line in proposal.added:
            print_result(f"+ {line}")
        if proposal.known:
            print_result(f"{proposal.known} known already")
    if proposal.added and not options.dry_run:
        take_in(options.archive, proposal)
    return 0
