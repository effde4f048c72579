"""`onrecord pages`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.commands.terminal import count, print_issues, print_status
from onrecord.publish.markdown_tree import write_tree

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

SUMMARY: str = "write the pages as Markdown and HTML, for another static site generator"
EXAMPLE: str = "onrecord pages --out tree"


def add_options(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="folder to write to: new or empty"
    )


def run(options: Namespace) -> int:
    """Write the pages with a configuration that renders them."""
    from onrecord_plugins.run import archive_site  # noqa: PLC0415 - MkDocs takes 0.2 s to import

    written = write_tree(options.archive, archive_site(options.archive), options.out)
    print_issues(written.issues)
    files = count(written.count, "file")
    print_status(f"wrote {files}; next: cd {options.out} && zensical build", quiet=options.quiet)
    return 0
