"""`onrecord add`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from onrecord import archive, formats
from onrecord.commands.terminal import (
    print_json,
    print_problem,
    print_rows,
    print_status,
)
from onrecord.errors import ConfigurationError, ContentError, OnrecordError, shown
from onrecord.intake.add import (
    Surroundings,
    check_free,
    check_slug,
    exists,
    plan_addition,
    read_surroundings,
    write_addition,
)
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
        help="a file, a folder, a quoted glob, or an http(s) URL; formats: "
        + ", ".join(reader.NAME for reader in formats.READERS),
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
        "--report",
        "--dry-run",
        dest="report",
        action="store_true",
        help="only report how each transcript is read, and write nothing; needs no archive",
    )
    parser.add_argument(
        "--strict",
        action="store_true",
        help="refuse a transcript about which something is doubtful, with exit status 1",
    )
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


@dataclass(slots=True)
class _Outcome:
    """The results for all sources."""

    added: list[Addition] = field(default_factory=list)
    doubtful: list[Addition] = field(default_factory=list)
    """Refused by `--strict`."""
    broken: list[tuple[str, OnrecordError]] = field(default_factory=list)
    """Sources that cannot be read or added."""


def run(options: Namespace) -> int:
    """Add each source; an error in one does not stop the others."""
    surroundings = _read_surroundings(options)
    outcome = _Outcome()
    sources = _expand(options.sources, outcome)
    count = len(sources) + len(outcome.broken)
    if options.slug is not None and count > 1:
        raise ConfigurationError(
            f"--slug names one episode, but {len(sources)} transcripts were given\n"
            "    hint: add them one at a time"
        )
    for number, source in enumerate(sources, 1):
        progress = f"[{number}/{len(sources)}] " if len(sources) > 1 else ""
        try:
            addition = _add(source, options, surroundings, outcome)
        except OnrecordError as error:
            outcome.broken.append((source, error))
            continue
        if not options.json and not options.quiet:
            title = progress + _title(addition, options)
            print_rows(title, addition.rows(surroundings.language))
    if options.json:
        _print_json(outcome, options)
    else:
        _print_outcome(outcome, options)
    if count == 1 and outcome.broken:
        return outcome.broken[0][1].exit_code
    return 1 if outcome.broken or outcome.doubtful else 0


def _read_surroundings(options: Namespace) -> Surroundings:
    """Read the archive; a report on a file needs none."""
    if options.report and not (options.archive / archive.CONTENT).is_dir():
        return Surroundings()
    archive.find(options.archive)
    return read_surroundings(options.archive)


def _expand(named: list[str], outcome: _Outcome) -> list[str]:
    """Return the files and addresses, without duplicates."""
    sources: dict[str, None] = {}
    for name in named:
        try:
            sources |= dict.fromkeys(expand(name))
        except OnrecordError as error:
            outcome.broken.append((name, error))
    return list(sources)


def _add(
    source: str, options: Namespace, surroundings: Surroundings, outcome: _Outcome
) -> Addition:
    """Plan an episode, and write it unless it is doubtful or only the report is wanted."""
    slug = name_for(source) if options.slug is None else options.slug
    check_slug(slug, {addition.slug for addition in outcome.added})
    if not options.report:
        check_free(options.archive, slug)
    received = receive(source, allow_private=options.allow_private)
    addition = plan_addition(received, slug, surroundings)
    if options.strict and addition.doubts:
        outcome.doubtful.append(addition)
        return addition
    if not options.report:
        write_addition(options.archive, addition)
    outcome.added.append(addition)
    return addition


def _title(addition: Addition, options: Namespace) -> str:
    if options.strict and addition.doubts:
        return f"{addition.name}: not added"
    title = f"{addition.name} -> {addition.path}"
    is_taken = options.report and exists(options.archive, addition.slug)
    return f"{title} (exists already; to add this one, give another --slug)" if is_taken else title


def _print_json(outcome: _Outcome, options: Namespace) -> None:
    report: dict[str, Any] = {
        "report": options.report,
        "added": [addition.as_json() for addition in outcome.added],
        "doubtful": [addition.as_json() for addition in outcome.doubtful],
        "broken": [{"source": source, "message": str(error)} for source, error in outcome.broken],
    }
    print_json(report)


def _print_outcome(outcome: _Outcome, options: Namespace) -> None:
    for source, error in outcome.broken:
        message = str(error)
        is_named = isinstance(error, ContentError) or source in message
        whole = message if is_named else f"{source}: {message}"
        # Names of downloaded files may contain control characters.
        print_problem("\n".join(shown(line) for line in whole.split("\n")))
    for addition in outcome.doubtful:
        reasons = "; ".join(doubt.reason for doubt in addition.doubts)
        print_problem(f"{addition.name}: doubtful, so not added: {reasons}")
    if missing := len(outcome.broken) + len(outcome.doubtful):
        print_status(f"{missing} not added")
    if outcome.added and not options.quiet:
        print_status(
            f"{len(outcome.added)} would be added"
            if options.report
            else f"{len(outcome.added)} added; next: onrecord build"
        )
