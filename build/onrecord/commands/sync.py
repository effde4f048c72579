"""`onrecord sync`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.commands.terminal import count, print_json, print_problem, print_result, print_status
from onrecord.intake.sync import sync

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from onrecord.intake.sync_run import Event

SUMMARY: str = "add new episodes from the feeds listed in content/archive.yml"
EXAMPLE: str = "onrecord sync --json"


def add_options(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--update",
        action="store_true",
        help="also take transcripts, chapters and metadata that have changed in their feed",
    )
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def run(options: Namespace) -> int:
    """Add new episodes, and print each as it is added."""
    events: list[Event] = []

    def show(event: Event) -> None:
        events.append(event)
        if options.json:
            return
        if event.outcome in {"broken", "unreachable", "warning"}:
            print_problem(str(event), "warning" if event.outcome == "warning" else "error")
        else:
            print_result(str(event), quiet=options.quiet)

    sync(options.archive, show, update=options.update)
    outcomes = [event.outcome for event in events]
    if options.json:
        print_json({"events": [event.as_json() for event in events]})
    elif not options.quiet:
        added = outcomes.count("added") + outcomes.count("updated")
        print_status(
            f"{count(added, 'episode')} taken; next: onrecord build" if added else "nothing new"
        )
    if "unreachable" in outcomes:
        return 3
    return 1 if "broken" in outcomes else 0
