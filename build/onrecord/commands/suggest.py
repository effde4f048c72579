"""`onrecord suggest`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.suggest import suggest
from onrecord.terminal import answer

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

SUMMARY: str = "propose entries for the overlay of an episode, to look at and copy from; nothing is written"
EXAMPLE: str = "onrecord suggest corrections first-talk > proposals.yml"
KINDS: tuple[str, ...] = ("speakers", "corrections")


def add_options(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("kind", choices=KINDS, help="of what")
    parser.add_argument("episode", metavar="EPISODE", help="name of its folder")


def run(options: Namespace) -> int:
    """Print the proposals."""
    answer(suggest(options.archive, options.kind, options.episode).removesuffix("\n"))
    return 0
