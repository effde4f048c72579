"""Forms that different spellings of the same words share."""

from __future__ import annotations

_QUOTES = {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "\u00a0": " "}


def fold_quotes(text: str) -> str:
    """Return a text of the same length with typewriter apostrophes and quotation marks.

    >>> fold_quotes("it’s ‘so’")
    "it's 'so'"
    """
    # Not `translate`, which takes 8 ms for ten hours of speech, ten times as long.
    for mark, plain in _QUOTES.items():
        text = text.replace(mark, plain)
    return text


def fold_name(name: str) -> str:
    """Return a name or a title without regard for case, white space and form of quotation marks.

    >>> fold_name("Ann  O’Hara")
    "ann o'hara"
    """
    return " ".join(fold_quotes(name).casefold().split())
