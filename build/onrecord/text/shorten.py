"""Cutting text to a length."""

from __future__ import annotations


def shorten(text: str, length: int) -> str:
    """Cut a text between words to a length, with an ellipsis.

    >>> shorten("one two three", 9)
    'one two…'
    """
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0].rstrip(",;:.") + "…"
