"""`onrecord update`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.commands.terminal import print_issues, print_result, print_status
from onrecord.editing.replace_transcript import plan_update, replace_transcript, undo_update
from onrecord.errors import ConfigurationError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

SUMMARY: str = "replace an episode's transcript, after reporting what happens to its links"
EXAMPLE: str = "onrecord update first-talk better.vtt --dry-run"


def add_options(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("episode", metavar="EPISODE", help="name of the episode's folder")
    parser.add_argument("file", metavar="FILE", type=Path, nargs="?", help="the new transcript")
    parser.add_argument(
        "--dry-run", action="store_true", help="report what would happen, and change nothing"
    )
    parser.add_argument("--yes", action="store_true", help="do not ask for confirmation")
    parser.add_argument(
        "--force",
        action="store_true",
        help="replace even if FILE looks like another episode, or may reveal redacted words",
    )
    parser.add_argument(
        "--undo", action="store_true", help="restore the transcript from before the last update"
    )


def run(options: Namespace) -> int:
    """Report what would happen, ask for confirmation, and replace the transcript."""
    if options.undo == bool(options.file):
        raise ConfigurationError(
            "expected either FILE or --undo\n    hint: onrecord update EPISODE FILE"
        )
    if options.undo:
        restored = undo_update(options.archive, options.episode)
        print_status(f"restored {restored}; next: onrecord build", quiet=options.quiet)
        return 0
    plan = plan_update(options.archive, options.episode, options.file)
    print_issues(plan.issues)
    print_result("\n".join(plan.lines()), quiet=options.quiet)
    if plan.is_foreign and not options.force:
        print_status(
            f"{options.file} looks like another episode; nothing was changed\n"
            "    hint: if it is the right file, pass --force"
        )
        return 1
    if plan.uncovers and not options.force:
        print_status(
            "words that are redacted may be published; nothing was changed\n"
            "    hint: mend the redaction in overlay.yml, or pass --force and mend it at once"
        )
        return 1
    if options.dry_run:
        return 0
    if not options.yes and not _agreed():
        print_status("nothing was changed")
        return 1
    replaced = replace_transcript(options.archive, plan)
    print_status(
        f"{replaced} is the new transcript; next: onrecord build\n"
        f"    to go back: onrecord update {options.episode} --undo",
        quiet=options.quiet,
    )
    return 0


def _agreed() -> bool:
    if not sys.stdin.isatty():
        raise ConfigurationError(
            "stdin is not a terminal, so there is no one to confirm\n"
            "    hint: pass --yes, or --dry-run to see what would happen"
        )
    return input("Replace the transcript? [y/N] ").strip().lower() in {"y", "yes"}
