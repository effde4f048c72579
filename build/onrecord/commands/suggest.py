"""`onrecord suggest`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from onrecord.model import Slug
from onrecord.pipeline import suggest_topics
from onrecord.suggest import suggest
from onrecord.suggest_quotes import as_overlay, suggest_quotes
from onrecord.terminal import answer

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

SUMMARY: str = "propose entries for the files that people write, to look at and copy from; nothing is written"
EXAMPLE: str = "onrecord suggest corrections first-talk > proposals.yml"
# The first are for the overlay of the episode, topics for content/topics.yml.
KINDS: tuple[str, ...] = ("speakers", "corrections", "quotes", "topics")


def add_options(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("kind", choices=KINDS, help="of what")
    parser.add_argument("episode", metavar="EPISODE", help="name of its folder")
    parser.add_argument("--json", action="store_true", help="print quotes as JSON, with their scores")


def run(options: Namespace) -> int:
    """Print the proposals."""
    if options.kind == "quotes":
        return _quotes(options)
    if options.kind == "topics":
        from onrecord_plugins.run import archive_site  # noqa: PLC0415 - MkDocs takes 0.2 s to import

        answer(suggest_topics(options.archive, archive_site(options.archive), Slug(options.episode)).removesuffix("\n"))
    else:
        answer(suggest(options.archive, options.kind, options.episode).removesuffix("\n"))
    return 0


def _quotes(options: Namespace) -> int:
    from onrecord_plugins.run import archive_site  # noqa: PLC0415 - MkDocs takes 0.2 s to import

    suggestions = suggest_quotes(options.archive, options.episode, archive_site(options.archive))
    lines = [json.dumps([asdict(one) for one in suggestions], ensure_ascii=False, indent=1)] if options.json else as_overlay(suggestions)
    for line in lines:
        answer(line)
    return 0
