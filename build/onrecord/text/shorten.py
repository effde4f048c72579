"""Cutting text to a length."""

from __future__ import annotations


def shorten(text: str, length: int) -> str:
    """Cut text at a word, with an ellipsis where something is left out.

    >>> shorten("one two three", 9)
    'one two…'
    """
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0].rstrip(",;:.") + "…"
