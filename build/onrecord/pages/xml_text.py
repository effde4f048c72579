"""Text in XML."""

from __future__ import annotations

import re
from html import escape

# Char of XML 1.0, 2.2.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean_xml(text: str) -> str:
    r"""Remove the characters that XML 1.0 cannot hold.

    >>> clean_xml("a\x0bb\ufffe")
    'ab'
    """
    return _NOT_XML.sub("", text)


def escape_xml(text: str) -> str:
    """Escape text for elements and attributes.

    >>> escape_xml("Q&A")
    'Q&amp;A'
    """
    return escape(clean_xml(text))
