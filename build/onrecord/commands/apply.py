"""`onrecord apply`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.commands.terminal import print_issues, print_result
from onrecord.editing.apply_proposals import decide, take_in

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from onrecord.editing.review_proposals import Verdict

SUMMARY: str = "add the entries that readers propose to the overlays, credited to the readers"
EXAMPLE: str = 'onrecord apply letter.txt --by "Ann Lee"'


def add_options(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="*",
        type=Path,
        help="a letter or an issue with the YAML between ``` lines, a YAML file, or a file in the "
        "folder 'proposals' of an episode, which is removed when it is applied (default: all files "
        "in these folders)",
    )
    parser.add_argument(
        "--by", metavar="NAME", default="", help="the reader's name, if the file does not state it"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="report what would be added, and write nothing"
    )
    parser.add_argument(
        "--format",
        choices=("text", "markdown"),
        default="text",
        help="of the report: markdown shows each sentence before and after, for a comment",
    )


def run(options: Namespace) -> int:
    """Read proposals, validate the overlays with them, and write these; 1 if one is refused."""
    today = date.today()  # noqa: DTZ011 - the publisher's own day
    decision = decide(options.archive, options.files, by=options.by, on=today)
    if options.format == "markdown":
        from onrecord.editing.proposal_report import write_report  # noqa: PLC0415 - seldom
        from onrecord_plugins.run import archive_site  # noqa: PLC0415 - 0.2 s

        site = archive_site(options.archive)
        print_result(write_report(decision.verdicts, site.url).rstrip("\n"))
    else:
        for one in decision.verdicts:
            _show(one, with_path=len(decision.verdicts) > 1, quiet=options.quiet)
    print_issues(decision.issues)
    if not options.dry_run:
        take_in(options.archive, decision)
    return 1 if any(one.refused for one in decision.verdicts) else 0


def _show(verdict: Verdict, *, with_path: bool, quiet: bool) -> None:
    if verdict.refused:
        return
    if with_path:
        print_result(f"{verdict.path}:", quiet=quiet)
    for one in verdict.added:
        print_result(f"+ {one.entry.describe()}", quiet=quiet)
    if verdict.known:
        print_result(f"{verdict.known} known already", quiet=quiet)
