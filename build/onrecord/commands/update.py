"""`onrecord update`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.commands.terminal import print_result, print_status
from onrecord.editing.replace_transcript import plan_update, replace_transcript, undo_update
from onrecord.errors import ConfigurationError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

SUMMARY: str = (
    "put a new transcription in place of an episode's, and say first what becomes of its links"
)
EXAMPLE: str = "onrecord update first-talk better.vtt --dry-run"


def add_options(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("episode", metavar="EPISODE", help="name of its folder")
    parser.add_argument("file", metavar="FILE", type=Path, nargs="?", help="the new transcription")
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would happen, and change nothing"
    )
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument(
        "--force", action="store_true", help="take the file even if it looks like another episode"
    )
    parser.add_argument(
        "--undo", action="store_true", help="take back the last update of the episode"
    )


def run(options: Namespace) -> int:
    """Show what would happen, ask, and do it."""
    if options.undo == bool(options.file):
        raise ConfigurationError(
            "name either a FILE or --undo\n    hint: onrecord update EPISODE FILE"
        )
    if options.undo:
        restored = undo_update(options.archive, options.episode)
        _say(options, f"{restored} is back; links find their words at the next 'onrecord build'")
        return 0
    plan = plan_update(options.archive, options.episode, options.file)
    for issue in plan.issues:
        print_status(str(issue))
    if not options.quiet:
        for line in plan.lines():
            print_result(line)
    if plan.is_foreign and not options.force:
        print_status(
            f"{options.file} looks like another episode; nothing was changed\n    hint: if it is the right one, say so with --force"
        )
        return 1
    if plan.uncovers and not options.force:
        hint = "put the redaction right, or say --force and do it at once"
        print_status(
            f"words that are redacted may be published; nothing was changed\n    hint: {hint}"
        )
        return 1
    if options.dry_run:
        return 0
    if not options.yes and not _agreed():
        print_status("nothing was changed")
        return 1
    replaced = replace_transcript(options.archive, plan)
    _say(
        options,
        f"{replaced} is the transcript now; 'onrecord build' publishes it, 'onrecord update {options.episode} --undo' takes it back",
    )
    return 0


def _agreed() -> bool:
    if not sys.stdin.isatty():
        raise ConfigurationError(
            "nobody to ask\n    hint: say --yes, or --dry-run to see what would happen"
        )
    return input("Replace the transcript? [y/N] ").strip().lower() in {"y", "yes"}


def _say(options: Namespace, text: str) -> None:
    if not options.quiet:
        print_status(text)
