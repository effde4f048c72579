"""`onrecord suggest`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from onrecord.commands.terminal import print_json, print_result, print_status
from onrecord.editing.suggest_entries import suggest
from onrecord.editing.suggest_quotes import as_overlay, suggest_quotes
from onrecord.editing.suggest_repeats import suggest_repeats
from onrecord.editing.suggest_topics import suggest_topics
from onrecord.editing.suggest_weights import as_archive, suggest_weights, take_weights
from onrecord.errors import ConfigurationError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from onrecord.model import Site

SUMMARY: str = "print entries to review and copy into overlay.yml, topics.yml or archive.yml"
EXAMPLE: str = "onrecord suggest corrections first-talk > proposals.yml"
KINDS_OF_EPISODE = ("speakers", "corrections", "quotes", "topics")
KINDS_OF_ARCHIVE = ("weights", "repeats")
KIND_HELP = (
    "speakers, corrections, quotes (for overlay.yml), topics (topics.yml); from all episodes: "
    "weights of the quote ranking, repeats such as intros and adverts (archive.yml)"
)


def add_options(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "kind",
        metavar="KIND",
        choices=(*KINDS_OF_EPISODE, *KINDS_OF_ARCHIVE),
        help=KIND_HELP,
    )
    parser.add_argument(
        "episode",
        metavar="EPISODE",
        nargs="?",
        default="",
        help="name of the episode's folder; not for weights and repeats",
    )
    parser.add_argument("--json", action="store_true", help="print quotes as JSON, with scores")
    parser.add_argument(
        "--write",
        action="store_true",
        help="write weights to content/archive.yml if they rank your quotes better",
    )


def run(options: Namespace) -> int:
    """Print the suggested entries."""
    if bool(options.episode) == (options.kind in KINDS_OF_ARCHIVE):
        usage = f"onrecord suggest {options.kind}" + ("" if options.episode else " EPISODE")
        wrong = "takes no episode: it reads all of them" if options.episode else "needs an episode"
        raise ConfigurationError(f"suggest {options.kind} {wrong}\n    hint: {usage}")
    if options.kind in {"speakers", "corrections"}:
        suggested = suggest(options.archive, options.kind, options.episode)
        print_result(suggested.removesuffix("\n"))
        return 0
    from onrecord_plugins.run import archive_site  # noqa: PLC0415 - MkDocs takes 0.2 s to import

    return SUGGESTERS[options.kind](options, archive_site(options.archive))


def _quotes(options: Namespace, site: Site) -> int:
    suggestions = suggest_quotes(options.archive, options.episode, site)
    if options.json:
        print_json([asdict(one) for one in suggestions])
    else:
        print_result("\n".join(as_overlay(suggestions)))
    return 0


def _topics(options: Namespace, site: Site) -> int:
    print_result(suggest_topics(options.archive, options.episode, site).removesuffix("\n"))
    return 0


def _repeats(options: Namespace, site: Site) -> int:
    print_result(suggest_repeats(options.archive, site).removesuffix("\n"))
    return 0


def _weights(options: Namespace, site: Site) -> int:
    fitted = suggest_weights(options.archive, site)
    print_result("\n".join(as_archive(fitted)))
    if options.write and not fitted.better:
        print_status("not written: these weights rank your quotes no better than the shipped ones")
        return 1
    if options.write:
        print_status(f"wrote {take_weights(options.archive, fitted)}")
    return 0


SUGGESTERS = {"quotes": _quotes, "topics": _topics, "repeats": _repeats, "weights": _weights}
