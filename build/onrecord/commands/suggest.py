"""`onrecord suggest`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from onrecord.commands.terminal import print_result, print_status
from onrecord.editing.suggest_entries import suggest
from onrecord.editing.suggest_quotes import as_overlay, suggest_quotes
from onrecord.editing.suggest_repeats import suggest_repeats
from onrecord.editing.suggest_topics import suggest_topics
from onrecord.editing.suggest_weights import as_archive, suggest_weights, take_weights
from onrecord.errors import ConfigurationError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from onrecord.model import Site

SUMMARY: str = "propose entries for the files that people write, to look at and copy from; nothing is written without --write"
EXAMPLE: str = "onrecord suggest corrections first-talk > proposals.yml"
# The first are for the overlay of the episode, topics for content/topics.yml, the last two for content/archive.yml.
KINDS: tuple[str, ...] = ("speakers", "corrections", "quotes", "topics", "weights", "repeats")
OF_ALL = ("weights", "repeats")


def add_options(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "kind",
        choices=KINDS,
        help="of what; weights: how quotes are chosen; repeats: intros, adverts",
    )
    parser.add_argument(
        "episode",
        metavar="EPISODE",
        nargs="?",
        default="",
        help="name of its folder; none for weights and repeats",
    )
    parser.add_argument(
        "--json", action="store_true", help="print quotes as JSON, with their scores"
    )
    parser.add_argument(
        "--write", action="store_true", help="put weights that are better into content/archive.yml"
    )


def run(options: Namespace) -> int:
    """Print the proposals."""
    if bool(options.episode) == (options.kind in OF_ALL):
        wanted = "made of all episodes: name none" if options.episode else "name an episode"
        raise ConfigurationError(f"onrecord suggest {options.kind}: {wanted}")
    if options.kind == "weights":
        return _weights(options)
    if options.kind == "repeats":
        print_result(suggest_repeats(options.archive, _site(options)).removesuffix("\n"))
        return 0
    if options.kind == "quotes":
        return _quotes(options)
    if options.kind == "topics":
        print_result(
            suggest_topics(options.archive, options.episode, _site(options)).removesuffix("\n")
        )
    else:
        print_result(suggest(options.archive, options.kind, options.episode).removesuffix("\n"))
    return 0


def _quotes(options: Namespace) -> int:
    suggestions = suggest_quotes(options.archive, options.episode, _site(options))
    lines = (
        [json.dumps([asdict(one) for one in suggestions], ensure_ascii=False, indent=1)]
        if options.json
        else as_overlay(suggestions)
    )
    for line in lines:
        print_result(line)
    return 0


def _weights(options: Namespace) -> int:
    proposed = suggest_weights(options.archive, _site(options))
    for line in as_archive(proposed):
        print_result(line)
    if options.write and not proposed.fitted.better:
        print_status("not written: they are not better than the shipped ones")
        return 1
    if options.write:
        print_status(f"written to {take_weights(options.archive, proposed)}")
    return 0


def _site(options: Namespace) -> Site:
    from onrecord_plugins.run import archive_site  # noqa: PLC0415 - MkDocs takes 0.2 s to import

    return archive_site(options.archive)
