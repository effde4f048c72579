"""The command line: each command is a few lines over a function."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord import __version__
from onrecord.check import Report, check
from onrecord.errors import ContentError, OnrecordError
from onrecord.tree import write_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

EPILOG = "exit status: 0 ok, 1 problems found, 2 usage or configuration, 3 input, output or network"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status."""
    options = parser().parse_args(arguments)
    try:
        command: Callable[[argparse.Namespace], int] = options.command
        return command(options)
    except OnrecordError as error:
        print(paint(str(error), "31"), file=sys.stderr)  # noqa: T201 - a command line prints
        if isinstance(error, ContentError):
            tell(f"{len(error.issues)} problem(s) in the archive; nothing was written")
        return error.exit_code
    except KeyboardInterrupt:
        tell("interrupted")
        return 130
    except BrokenPipeError:
        # The reader of our output has gone (`onrecord check | head`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def parser() -> argparse.ArgumentParser:
    """Give the commands and their options."""
    top = argparse.ArgumentParser(prog="onrecord", description="Publish transcripts that people can quote.", epilog=EPILOG)
    top.add_argument("--version", action="version", version=f"onrecord {__version__}")
    commands = top.add_subparsers(metavar="COMMAND", required=True)

    def add(name: str, command: Callable[[argparse.Namespace], int], summary: str, example: str) -> argparse.ArgumentParser:
        one = commands.add_parser(
            name,
            help=summary,
            description=summary,
            epilog=f"example: {example}\n\n{EPILOG}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        one.add_argument("--archive", type=Path, default=Path(), metavar="DIR", help="the archive (default: the current folder)")
        one.add_argument("--quiet", action="store_true", help="print problems only")
        one.set_defaults(command=command)
        return one

    build = add("build", run_build, "build the website", "onrecord build --site-dir public")
    build.add_argument("--site-dir", type=Path, metavar="DIR", help="where to (default: site, or what mkdocs.yml says)")
    build.add_argument("--strict", action="store_true", help="warnings are errors")

    serve = add("serve", run_serve, "show the website and rebuild it on every change", "onrecord serve --port 8001")
    serve.add_argument("--port", type=int, default=8000, help="on this machine (default: 8000)")

    pages = add("pages", run_pages, "write the pages as Markdown and HTML, for any other renderer", "onrecord pages --out tree")
    pages.add_argument("--out", type=Path, required=True, metavar="DIR", help="a new or empty folder")

    verify = add("check", run_check, "check the archive and the built website", "onrecord check --json")
    verify.add_argument("--site-dir", type=Path, metavar="DIR", help="the built website (default: site, or what mkdocs.yml says)")
    verify.add_argument("--json", action="store_true", help="print the report as JSON")
    return top


def run_build(options: argparse.Namespace) -> int:
    """`onrecord build`."""
    from onrecord_plugins.run import build_site  # noqa: PLC0415 - MkDocs takes 0.2 s to import

    return build_site(options.archive, options.site_dir, strict=options.strict, quiet=options.quiet)


def run_serve(options: argparse.Namespace) -> int:
    """`onrecord serve`."""
    from onrecord_plugins.run import serve_site  # noqa: PLC0415 - the same

    return serve_site(options.archive, port=options.port, quiet=options.quiet)


def run_pages(options: argparse.Namespace) -> int:
    """`onrecord pages`."""
    from onrecord_plugins.run import archive_site  # noqa: PLC0415 - the same

    written = write_tree(options.archive, archive_site(options.archive), options.out)
    for issue in written.issues:
        tell(str(issue))
    if not options.quiet:
        tell(f"{written.count} files in {options.out}; render them with: cd {options.out} && zensical build")
    return 0


def run_check(options: argparse.Namespace) -> int:
    """`onrecord check`."""
    from onrecord_plugins.run import archive_site, default_site_dir  # noqa: PLC0415 - the same

    report = check(options.archive, options.site_dir or default_site_dir(options.archive), archive_site(options.archive))
    if options.json:
        print(json.dumps(report.as_json(), ensure_ascii=False, indent=1))  # noqa: T201 - the output
    else:
        show(report, quiet=options.quiet)
    return 1 if report.problems else 0


def show(report: Report, *, quiet: bool) -> None:
    """Print a report for people: problems first, then what was checked."""
    for issue in report.issues:
        tell(paint(str(issue), "31" if issue.severity == "error" else "33"))
    for fault in report.faults:
        tell(paint(fault, "31"))
    if not quiet:
        for line in report.lines():
            print(line)  # noqa: T201 - the output


def tell(text: str) -> None:
    """Print to the person, not to a pipe."""
    print(text, file=sys.stderr)  # noqa: T201 - the same


def paint(text: str, colour: str) -> str:
    """Colour text for a terminal, unless NO_COLOR is set (no-color.org)."""
    if os.environ.get("NO_COLOR") or not sys.stderr.isatty():
        return text
    return f"\x1b[{colour}m{text}\x1b[0m"
