"""`onrecord build`."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.commands.terminal import count, print_json, print_status, track_progress
from onrecord.errors import ConfigurationError
from onrecord.incremental.current import find_current_build

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from onrecord.store.builds import LastBuild

SUMMARY: str = "build the website"
EXAMPLE: str = "onrecord build --site-dir public"

# Episodes submitted to a cluster at a time, whatever its size: a megabyte each.
CLUSTER_AHEAD = 64


def add_options(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--site-dir",
        type=Path,
        metavar="DIR",
        help="folder of the site (default: site, or as configured in mkdocs.yml)",
    )
    parser.add_argument("--strict", action="store_true", help="treat warnings as errors")
    parser.add_argument(
        "--frozen",
        action="store_true",
        help="refuse to change the ledger of an episode already published (for CI)",
    )
    parser.add_argument(
        "--clean",
        action="store_true",
        help="ignore earlier builds: compile and render everything",
    )
    parser.add_argument(
        "--jobs",
        type=int,
        default=os.cpu_count() or 1,
        metavar="N",
        help="compile N episodes at a time (default: number of processors)",
    )
    parser.add_argument(
        "--executor",
        choices=("processes", "dask"),
        default="processes",
        help="what compiles episodes",
    )
    parser.add_argument(
        "--scheduler",
        default="",
        metavar="ADDRESS",
        help="address of the Dask scheduler, tcp://host:8786",
    )
    parser.add_argument(
        "--json",
        action="store_true",
        help="print lists of what was compiled, rendered, replaced and removed, as JSON",
    )


def run(options: Namespace) -> int:
    """Build, unless nothing at all has changed."""
    if options.jobs < 1:
        raise ConfigurationError(f"--jobs {options.jobs}: expected 1 or more")
    if bool(options.scheduler) != (options.executor == "dask"):
        raise ConfigurationError("--executor dask and --scheduler ADDRESS belong together")
    archive = options.archive.resolve()
    last = None if options.clean else find_current_build(archive, options.site_dir)
    if last and not (options.strict and last.warnings):
        _report_nothing(last, options)
        return 0
    return _build(options)


def _report_nothing(last: LastBuild, options: Namespace) -> None:
    """Report a build with nothing to do."""
    if options.json:
        nothing: dict[str, object] = {
            "compiled": [],
            "rendered": [],
            "replaced": [],
            "removed": [],
            "episodes": last.episodes,
        }
        print_json(nothing)
    elif not options.quiet:
        print_status(f"Nothing has changed since the last build of {last.site}")
        if last.warnings:
            reported = f"{count(last.warnings, 'warning')} reported before"
            print_status(f"{reported} (onrecord check lists them)")


def _build(options: Namespace) -> int:
    from onrecord.incremental.cluster import open_cluster  # noqa: PLC0415 - all this takes 0.5 s to import, and is not needed if nothing has changed
    from onrecord.incremental.episodes import BuildOptions  # noqa: PLC0415 - the same
    from onrecord.incremental.executor import open_pool  # noqa: PLC0415 - the same
    from onrecord_plugins.run import build_site  # noqa: PLC0415 - the same

    dask = options.executor == "dask"
    with track_progress("Compiling episodes", quiet=options.quiet) as progress:
        build_options = BuildOptions(
            executor=partial(open_cluster, scheduler=options.scheduler)
            if dask
            else partial(open_pool, jobs=options.jobs),
            ahead=CLUSTER_AHEAD if dask else 2 * options.jobs,
            clean=options.clean,
            frozen=options.frozen,
            progress=progress,
        )
        return build_site(
            options.archive,
            options.site_dir,
            build_options,
            strict=options.strict,
            quiet=options.quiet,
            as_json=options.json,
        )
