"""The `comments` of `archive.yml`: each provider requires its own keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from onrecord.model import Comments

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.archive.yaml_values import YamlMap
    from onrecord.errors import Issue

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
