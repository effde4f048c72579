"""A quote beside the text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PullQuote:
    """Context of `pages/pull.html.jinja`."""

    url: str
    words: str
