"""Words as they are set in HTML."""

from __future__ import annotations

import re
from html import escape

# Inside a word, or after one before a space: never an opening quotation mark.
APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")


def typeset(text: str) -> str:
    """Escape words for HTML, with typographic apostrophes.

    >>> typeset("it's <b>")
    'it’s &lt;b&gt;'
    """
    return escape(typographic(text), quote=False)


def typographic(text: str) -> str:
    """Return words with typographic apostrophes. The number of characters stays the same."""
    return APOSTROPHE.sub("’", text) if "'" in text else text
