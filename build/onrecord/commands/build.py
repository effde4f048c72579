"""`onrecord build`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

SUMMARY: str = "build the website"
EXAMPLE: str = "onrecord build --site-dir public"


def add_options(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--site-dir", type=Path, metavar="DIR", help="where to (default: site, or what mkdocs.yml says)")
    parser.add_argument("--strict", action="store_true", help="warnings are errors")
    parser.add_argument("--frozen", action="store_true", help="refuse to change the ledger of an episode already published (for CI)")


def run(options: Namespace) -> int:
    """Build."""
    from onrecord_plugins.run import build_site  # noqa: PLC0415 - MkDocs takes 0.2 s to import

    return build_site(options.archive, options.site_dir, strict=options.strict, frozen=options.frozen, quiet=options.quiet)
