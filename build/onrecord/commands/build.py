"""`onrecord build`."""

from __future__ import annotations

import gc
import json
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.commands.terminal import print_result, print_status, track_progress
from onrecord.errors import ConfigurationError
from onrecord.incremental.standing import Glance, read_standing

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from onrecord.incremental.standing import Standing

SUMMARY: str = "build the website"
EXAMPLE: str = "onrecord build --site-dir public"


# Young objects are looked at as often as while compiling; old ones next to never.
COLLECTING = (50_000, 50, 1_000)
# Episodes under way on a cluster, whose size we do not ask: a megabyte each.
CLUSTER_AHEAD = 64


def add_options(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--site-dir",
        type=Path,
        metavar="DIR",
        help="where to (default: site, or what mkdocs.yml says)",
    )
    parser.add_argument("--strict", action="store_true", help="warnings are errors")
    parser.add_argument(
        "--frozen",
        action="store_true",
        help="refuse to change the ledger of an episode already published (for CI)",
    )
    parser.add_argument(
        "--clean",
        action="store_true",
        help="trust nothing of an earlier build: compile and render everything",
    )
    parser.add_argument(
        "--jobs",
        type=int,
        default=os.cpu_count() or 1,
        metavar="N",
        help="compile N episodes at a time (default: processors)",
    )
    parser.add_argument(
        "--executor",
        choices=("processes", "dask"),
        default="processes",
        help="what compiles episodes",
    )
    parser.add_argument(
        "--scheduler", default="", metavar="ADDRESS", help="of the Dask cluster, tcp://host:8786"
    )
    parser.add_argument(
        "--json",
        action="store_true",
        help="print what was compiled, rendered, replaced and removed as JSON",
    )


def run(options: Namespace) -> int:
    """Build, unless nothing at all has changed."""
    if options.jobs < 1:
        raise ConfigurationError(f"--jobs {options.jobs}: expected 1 or more")
    if bool(options.scheduler) != (options.executor == "dask"):
        raise ConfigurationError("--executor dask and --scheduler ADDRESS belong together")
    standing = None if options.clean else read_standing(options.archive.resolve())
    glance = Glance.at(standing.roots) if standing else None
    return (
        0 if standing and glance and _stands(options, standing, glance) else _build(options, glance)
    )


def _stands(options: Namespace, standing: Standing, glance: Glance) -> bool:
    """Return whether the site is as a build would leave it, and say so to the person."""
    if (options.strict and standing.warnings) or not standing.holds(options.site_dir, glance):
        return False
    for warning in standing.warnings:
        print_status(warning)
    if options.json:
        nothing: dict[str, object] = {
            "compiled": [],
            "rendered": [],
            "replaced": [],
            "removed": [],
            "episodes": standing.episodes,
        }
        print_result(json.dumps(nothing, indent=1))
    elif not options.quiet:
        print_status(f"Nothing has changed since the last build of {standing.site_dir}")
    return True


def _build(options: Namespace, glance: Glance | None) -> int:
    # What a build holds, it holds to its end: to look through a thousand episodes for what may go takes a third of the time.
    gc.set_threshold(*COLLECTING)
    from onrecord.incremental.episodes import BuildOptions  # noqa: PLC0415 - all this takes 0.5 s to import, and is not needed where nothing has changed
    from onrecord.store import open_cluster, open_pool  # noqa: PLC0415 - the same
    from onrecord_plugins.run import build_site  # noqa: PLC0415 - the same

    dask = options.executor == "dask"
    with track_progress("Compiling episodes", quiet=options.quiet) as progress:
        build_options = BuildOptions(
            executor=partial(open_cluster, scheduler=options.scheduler)
            if dask
            else partial(open_pool, jobs=options.jobs),
            ahead=CLUSTER_AHEAD if dask else 2 * options.jobs,
            anew=options.clean,
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
            glance=glance,
        )
