"""`onrecord export`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.commands.terminal import print_result, print_status
from onrecord.editing.export import FORMATS, export
from onrecord.files.atomic_write import write_file

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

SUMMARY: str = "convert an episode's transcript to another format, with its anchors"
EXAMPLE: str = "onrecord export first-talk --format vtt --out talk.vtt"


def add_options(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("episode", metavar="EPISODE", help="name of the episode's folder")
    parser.add_argument(
        "--format", required=True, choices=FORMATS, help=f"one of {', '.join(FORMATS)}", metavar="F"
    )
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="file to write (default: print to stdout)"
    )


def run(options: Namespace) -> int:
    """Print or write the converted transcript."""
    from onrecord_plugins.run import archive_site  # noqa: PLC0415 - MkDocs takes 0.2 s to import

    content = export(
        options.archive, options.episode, options.format, archive_site(options.archive)
    )
    if options.out is None:
        print_result(content.removesuffix("\n"))
        return 0
    write_file(options.out, content.encode())
    print_status(f"wrote {options.out}", quiet=options.quiet)
    return 0
