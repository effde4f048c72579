"""`onrecord add`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onrecord import archive
from onrecord.commands.terminal import print_json, print_problem, print_result, print_status
from onrecord.errors import ConfigurationError, ContentError, OnrecordError, shown
from onrecord.inputs import read_archive_file
from onrecord.intake.add import check_free, plan_addition, write_addition
from onrecord.intake.sources import expand, name_for, receive

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from onrecord.intake.add import Addition

SUMMARY: str = "create episodes from transcripts: files, folders, globs or URLs"
EXAMPLE: str = "onrecord add ~/Downloads/talk.vtt --slug first-talk"


def add_options(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "sources",
        metavar="SOURCE",
        nargs="+",
        help="a file, a folder, a quoted glob, or an http(s) URL",
    )
    parser.add_argument(
        "--slug", help="name of the episode in URLs (default: derived from the file name)"
    )
    parser.add_argument(
        "--allow-private",
        action="store_true",
        help="allow URLs on this machine or in its local network",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="report what would be added, and write nothing"
    )
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def run(options: Namespace) -> int:
    """Add each source; an error in one does not stop the others."""
    archive.find(options.archive)
    language = read_archive_file(options.archive)[0].language
    broken: list[tuple[str, OnrecordError]] = []
    sources: list[str] = []
    for named in options.sources:
        try:
            sources += [source for source in expand([named]) if source not in sources]
        except OnrecordError as error:
            broken.append((named, error))
    if options.slug is not None and len(sources) + len(broken) > 1:
        raise ConfigurationError(
            f"--slug names one episode, but {len(sources)} transcripts were given\n"
            "    hint: add them one at a time"
        )
    added: list[Addition] = []
    for number, source in enumerate(sources, 1):
        try:
            slug = name_for(source) if options.slug is None else options.slug
            check_free(options.archive, slug, {addition.slug for addition in added})
            received = receive(source, allow_private=options.allow_private)
            addition = plan_addition(received, slug, language)
            if not options.dry_run:
                write_addition(options.archive, addition)
        except OnrecordError as error:
            broken.append((source, error))
            continue
        added.append(addition)
        _show(addition, options, f"[{number}/{len(sources)}] " if len(sources) > 1 else "")
    _conclude(added, broken, options)
    if len(added) + len(broken) > 1 or not broken:
        return 1 if broken else 0
    return broken[0][1].exit_code


def _show(addition: Addition, options: Namespace, progress: str) -> None:
    if not options.json and not options.quiet:
        print_result(progress + "\n".join(addition.lines()))


def _conclude(
    added: list[Addition], broken: list[tuple[str, OnrecordError]], options: Namespace
) -> None:
    if options.json:
        report: dict[str, Any] = {
            "dry_run": options.dry_run,
            "added": [addition.as_json() for addition in added],
            "broken": [{"source": source, "message": str(error)} for source, error in broken],
        }
        print_json(report)
        return
    for source, error in broken:
        message = str(error)
        whole = (
            message
            if isinstance(error, ContentError) or source in message
            else f"{source}: {message}"
        )
        # Names of downloaded files may contain control characters.
        print_problem("\n".join(shown(line) for line in whole.split("\n")))
    if broken:
        print_status(f"{len(broken)} not added")
    if added and not options.quiet:
        print_status(
            f"{len(added)} would be added"
            if options.dry_run
            else f"{len(added)} added; next: onrecord build"
        )
