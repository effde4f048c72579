"""`onrecord check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.checks.report import Report, check
from onrecord.commands.terminal import (
    print_issues,
    print_json,
    print_problem,
    print_result,
    print_table,
)

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

SUMMARY: str = "check the archive, and the website built from it"
EXAMPLE: str = "onrecord check --json"


def add_options(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--site-dir",
        type=Path,
        metavar="DIR",
        help="folder of the website (default: site_dir of mkdocs.yml, else site)",
    )
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def run(options: Namespace) -> int:
    """Print a report; return 1 if there are problems."""
    from onrecord_plugins.run import archive_site, default_site_dir  # noqa: PLC0415 - 0.2 s

    report = check(
        options.archive,
        options.site_dir or default_site_dir(options.archive),
        archive_site(options.archive),
    )
    if options.json:
        print_json(report.as_json())
    else:
        _show(report, quiet=options.quiet)
    return 1 if report.problems else 0


def _show(report: Report, *, quiet: bool) -> None:
    """Print a report for people: problems first, then a row for each episode."""
    print_issues(report.issues)
    for fault in report.faults:
        print_problem(fault)
    *episodes, summary = report.lines()
    if not quiet:
        print_table(
            ("episode", "words", "sentences", "chapter pages", "anchors", "faults"),
            (
                (one.slug, one.words, one.sentences, one.chapters, one.anchors, len(one.faults))
                for one in report.episodes
            ),
            episodes,
        )
        print_result(summary)
