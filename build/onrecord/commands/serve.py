"""`onrecord serve`."""

from __future__ import annotations

from argparse import ArgumentTypeError
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

SUMMARY: str = "preview the website on this machine, and rebuild it on every change"
EXAMPLE: str = "onrecord serve --port 8001"


def add_options(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--port", type=_port, metavar="N", default=8000, help="port to listen on (default: 8000)"
    )


def _port(text: str) -> int:
    if text.isdecimal() and int(text) < 1 << 16:
        return int(text)
    raise ArgumentTypeError(f"{text!r}: expected a number below {1 << 16}")


def run(options: Namespace) -> int:
    """Serve until interrupted."""
    from onrecord_plugins.run import serve_site  # noqa: PLC0415 - MkDocs takes 0.2 s to import

    return serve_site(options.archive, port=options.port, quiet=options.quiet)
