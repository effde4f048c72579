"""`archive.yml`: the publisher's settings for the whole archive. Every key is optional."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, cast

from onrecord.archive.episode_file import read_links
from onrecord.archive.validation import read_validated
from onrecord.archive.yaml_values import YamlList, YamlMap, YamlText
from onrecord.model import Comments, Repeat

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from onrecord.errors import Issue
    from onrecord.model import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed that new episodes are taken from."""

    url: str
    show: str = ""
    """Name of the show; empty for the title of the feed."""
    allow_private: bool = False
    """Whether it may be on this machine or in its own network."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveFront:
    """The content of an `archive.yml`. Empty where it does not say."""

    title: str = ""
    description: str = ""
    """Markdown."""
    language: str = ""
    """BCP 47; the default for episodes."""
    licence: str = ""
    """Default for episodes."""
    links: tuple[Link, ...] = ()
    suggestions: str = ""
    """Where readers send corrections."""
    feeds: tuple[Feed, ...] = ()
    automatic_quotes: int | None = None
    """Number of quotes of an episode that may be chosen by rank; None for the default."""
    quote_weights: tuple[tuple[str, float], ...] = ()
    repeats: tuple[Repeat, ...] = ()
    comments: Comments = field(default_factory=Comments)


def read_archive(content: bytes, path: str) -> tuple[ArchiveFront, tuple[Issue, ...]]:
    """Read an `archive.yml`: its valid part, and an issue for each error in it.

    >>> read_archive(b"title: Talks", "content/archive.yml")[0].title
    'Talks'
    """
    tree, issues = read_validated(content, path, "archive")
    comments, missing = read_comments(tree.map("comments"))
    automatic = tree.text("automatic_quotes")
    weights = tree.map("quote_weights")
    front = ArchiveFront(
        title=tree.line("title"),
        description=tree.text("description"),
        language=tree.text("language"),
        licence=tree.line("licence"),
        links=tuple(read_links(tree, "links")),
        suggestions=tree.text("suggestions"),
        feeds=tuple(_feeds(tree)),
        automatic_quotes=int(float(automatic)) if automatic else None,
        quote_weights=tuple((name, float(weights.text(name))) for name in weights),
        repeats=tuple(
            Repeat(words=words.line, place=words.place) for words in tree.texts("repeats")
        ),
        comments=comments,
    )
    return front, (*issues, *missing)


def _feeds(tree: YamlMap) -> Iterator[Feed]:
    feeds = tree.get("feeds")
    for feed in feeds if isinstance(feeds, YamlList) else ():
        match feed:
            case YamlText():
                yield Feed(url=feed.strip())
            case YamlMap():
                yield Feed(
                    url=feed.text("url"),
                    show=feed.line("show"),
                    allow_private=feed.is_true("allow_private"),
                )


REQUIRED: Mapping[str, tuple[str, ...]] = {
    "isso": ("url",),
    "mailto": ("url",),
    "giscus": ("repo", "repo_id", "category", "category_id"),
    "hypothesis": (),
    "none": (),
}


def read_comments(tree: YamlMap) -> tuple[Comments, tuple[Issue, ...]]:
    """Return the settings of comments, and an issue for each missing key; no provider if any is.

    >>> from onrecord.archive.validation import read_validated
    >>> tree, _ = read_validated(b"comments: {provider: isso}", "archive.yml", "archive")
    >>> print(*read_comments(tree.map("comments"))[1])
    archive.yml:1:11: error: comments by isso need 'url'
    """
    provider, url = tree.text("provider"), tree.text("url")
    issues = [
        tree.place.issue(f"comments by {provider} need {key!r}")
        for key in REQUIRED.get(provider, ())
        if not tree.text(key)
    ]
    if provider == "mailto" and url and not url.startswith("mailto:"):
        issues.append(
            tree.place.issue("the address for letters must start with mailto:", found=url)
        )
    if issues or provider in {"", "none"}:
        return Comments(), tuple(issues)
    known = cast("Literal['isso', 'giscus', 'hypothesis', 'mailto']", provider)
    keys = ("url", "repo", "repo_id", "category", "category_id")
    return Comments(provider=known, **{key: tree.text(key) for key in keys}), ()
