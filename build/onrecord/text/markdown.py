"""Text in Markdown."""

from __future__ import annotations

import re

_MEANINGFUL = re.compile(r"[\\`*_{}\[\]<>#|~&$]")


def escape_markdown(text: str) -> str:
    r"""Return a text as Markdown that shows it character for character.

    >>> escape_markdown("mu*ra*no [sic]")
    'mu\\*ra\\*no \\[sic\\]'
    """
    return _MEANINGFUL.sub(r"\\\g<0>", text)
