"""`archive.yml`: what the publisher says about the whole archive. All of it is optional."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.archive.comments import read_comments
from onrecord.archive.episode_file import line, links
from onrecord.archive.node import Mapping, Scalar
from onrecord.archive.shaped_file import read_shaped
from onrecord.model import Comments, Repeat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.errors import Issue
    from onrecord.model import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed that new episodes are taken from."""

    url: str
    show: str = ""
    """Name of the show, where it is not the feed's title."""
    allow_private: bool = False
    """It may be on this machine, or in its own network."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveFront:
    """What an archive says of itself. Empty means: does not say."""

    title: str = ""
    description: str = ""
    """Markdown."""
    language: str = ""
    """BCP 47; of episodes that do not say theirs."""
    licence: str = ""
    """Of episodes that do not say theirs."""
    links: tuple[Link, ...] = ()
    suggestions: str = ""
    """Where readers send corrections."""
    feeds: tuple[Feed, ...] = ()
    automatic_quotes: int | None = None
    """How many quotes of an episode may be chosen by rank; None: does not say."""
    quote_weights: tuple[tuple[str, float], ...] = ()
    repeats: tuple[Repeat, ...] = ()
    comments: Comments = field(default_factory=Comments)


def read_archive(content: bytes, path: str) -> tuple[ArchiveFront, tuple[Issue, ...]]:
    """Give what an `archive.yml` says, and all that is wrong with it; what is wrong is left out.

    >>> read_archive(b"title: Talks", "content/archive.yml")[0].title
    'Talks'
    """
    tree, issues = read_shaped(content, path, "archive")
    comments, lacking = read_comments(tree, path)
    front = ArchiveFront(
        title=line(tree.text("title")),
        description=tree.text("description"),
        language=tree.text("language"),
        licence=line(tree.text("licence")),
        links=tuple(links(tree)),
        suggestions=tree.text("suggestions"),
        feeds=tuple(_feeds(tree)),
        automatic_quotes=int(tree.text("automatic_quotes"))
        if tree.text("automatic_quotes")
        else None,
        quote_weights=tuple(_weights(tree)),
        repeats=tuple(
            Repeat(words=line(node.text), path=path, line=node.line, column=node.column)
            for node in tree.nodes("repeats")
            if isinstance(node, Scalar)
        ),
        comments=comments,
    )
    return front, (*issues, *lacking)


def _weights(tree: Mapping) -> Iterator[tuple[str, float]]:
    written = tree.get("quote_weights")
    if isinstance(written, Mapping):
        for name in written.entries:
            yield name, float(written.text(name))


def _feeds(tree: Mapping) -> Iterator[Feed]:
    for feed in tree.nodes("feeds"):
        match feed:
            case Scalar():
                yield Feed(url=feed.text.strip())
            case Mapping():
                private = feed.get("allow_private")
                yield Feed(
                    url=feed.text("url"),
                    show=line(feed.text("show")),
                    allow_private=isinstance(private, Scalar) and private.value is True,
                )
            case _:
                continue
