"""What `archive.yml` says of comments: each provider needs something of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from onrecord.archive.node import Mapping
from onrecord.errors import Issue
from onrecord.model import Comments

if TYPE_CHECKING:
    from collections.abc import Mapping as AbstractMapping

NEEDS: AbstractMapping[str, tuple[str, ...]] = {
    "isso": ("url",),
    "mailto": ("url",),
    "giscus": ("repo", "repo_id", "category", "category_id"),
    "hypothesis": (),
    "none": (),
}


def read_comments(tree: Mapping, path: str) -> tuple[Comments, tuple[Issue, ...]]:
    """Give where readers talk, and what is lacking for it; nowhere where something is.

    >>> from onrecord.archive.shaped_file import read_shaped
    >>> tree, _ = read_shaped(b"comments: {provider: isso}", "archive.yml", "archive")
    >>> print(*read_comments(tree, "archive.yml")[1])
    archive.yml:1:11: error: comments by isso need 'url'
    """
    node = tree.get("comments")
    if not isinstance(node, Mapping):
        return Comments(), ()
    provider = node.text("provider")
    issues = [
        Issue(
            path=path,
            line=node.line,
            column=node.column,
            message=f"comments by {provider} need {name!r}",
        )
        for name in NEEDS.get(provider, ())
        if not node.text(name)
    ]
    if provider == "mailto" and node.text("url") and not node.text("url").startswith("mailto:"):
        issues.append(
            Issue(
                path=path,
                line=node.line,
                column=node.column,
                message="the address of letters starts with mailto:",
                found=node.text("url"),
            )
        )
    if issues or provider in {"", "none"}:
        return Comments(), tuple(issues)
    known = cast("Literal['isso', 'giscus', 'hypothesis', 'mailto']", provider)
    return Comments(
        provider=known,
        **{name: node.text(name) for name in ("url", "repo", "repo_id", "category", "category_id")},
    ), ()
