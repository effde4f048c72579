"""`onrecord serve`."""

from __future__ import annotations

from argparse import ArgumentTypeError
from typing import TYPE_CHECKING

from onrecord.archive import CONTENT
from onrecord.errors import ConfigurationError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

SUMMARY: str = "preview the website on this machine, and edit it on its pages"
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
    from onrecord.serve.server import serve  # noqa: PLC0415 - the server takes 0.3 s to import

    root = options.archive.resolve()
    if not (root / CONTENT).is_dir():
        hint = "work in the folder of an archive, or name one with --archive DIR"
        raise ConfigurationError(f"{options.archive}: no folder 'content' here\n    hint: {hint}")
    serve(root, port=options.port, quiet=options.quiet)
    return 0
