"""`onrecord serve`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

SUMMARY: str = "show the website and rebuild it on every change"
EXAMPLE: str = "onrecord serve --port 8001"


def add_options(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--port", type=int, default=8000, help="port on this machine (default: 8000)"
    )


def run(options: Namespace) -> int:
    """Serve until interrupted."""
    from onrecord_plugins.run import serve_site  # noqa: PLC0415 - MkDocs takes 0.2 s to import

    return serve_site(options.archive, port=options.port, quiet=options.quiet)
