"""The command line: finds the command, and says in one place what went wrong."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from onrecord import __version__
from onrecord.commands import NAMES, Command, load
from onrecord.commands.terminal import paint, print_status
from onrecord.errors import ContentError, OnrecordError

if TYPE_CHECKING:
    from collections.abc import Sequence

EPILOG = "exit status: 0 ok, 1 problems found, 2 usage or configuration, 3 input, output or network"


def main_and_exit() -> NoReturn:
    """Run the command that the person typed, and leave.

    At once: to take a thousand episodes apart, object by object, for nobody takes a fifth of the time of a build.
    """
    status = main()
    with suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    options = parser(given[0] if given else "").parse_args(given)
    command: Command = options.command
    try:
        return command.run(options)
    except OnrecordError as error:
        print_status(paint(str(error), "31"))
        if isinstance(error, ContentError):
            print_status(f"{len(error.issues)} problem(s) in the archive; nothing was written")
        return error.exit_code
    except KeyboardInterrupt:
        print_status("interrupted")
        return 130
    except BrokenPipeError:
        # The reader of our output has gone (`onrecord check | head`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def parser(named: str = "") -> ArgumentParser:
    """Give the commands and their options; of a command that is `named`, its own alone."""
    top = ArgumentParser(
        prog="onrecord", description="Publish transcripts that people can quote.", epilog=EPILOG
    )
    top.add_argument("--version", action="version", version=f"onrecord {__version__}")
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    for name in [named] if named in NAMES else NAMES:
        command = load(name)
        one = commands.add_parser(
            name,
            help=command.SUMMARY,
            description=command.SUMMARY,
            epilog=f"example: {command.EXAMPLE}\n\n{EPILOG}",
            formatter_class=RawDescriptionHelpFormatter,
        )
        one.add_argument(
            "--archive",
            type=Path,
            default=Path(),
            metavar="DIR",
            help="the archive (default: the current folder)",
        )
        one.add_argument("--quiet", action="store_true", help="print problems only")
        command.add_options(one)
        one.set_defaults(command=command)
    return top
