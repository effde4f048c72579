"""`onrecord check`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.checks.report import Report, check
from onrecord.commands.terminal import paint, print_result, print_status

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

SUMMARY: str = "check the archive and the built website"
EXAMPLE: str = "onrecord check --json"


def add_options(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--site-dir",
        type=Path,
        metavar="DIR",
        help="the built website (default: site, or what mkdocs.yml says)",
    )
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def run(options: Namespace) -> int:
    """Check, report, and fail when something is wrong."""
    from onrecord_plugins.run import archive_site, default_site_dir  # noqa: PLC0415 - MkDocs takes 0.2 s to import

    report = check(
        options.archive,
        options.site_dir or default_site_dir(options.archive),
        archive_site(options.archive),
    )
    if options.json:
        print_result(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
    else:
        _show(report, quiet=options.quiet)
    return 1 if report.problems else 0


def _show(report: Report, *, quiet: bool) -> None:
    """Print a report for people: problems first, then what was checked."""
    for issue in report.issues:
        print_status(paint(str(issue), "31" if issue.severity == "error" else "33"))
    for fault in report.faults:
        print_status(paint(fault, "31"))
    if not quiet:
        for line in report.lines():
            print_result(line)
