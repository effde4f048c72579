"""Scripts and styles as they are published: without comments and white space. There is no bundler.

Compressed with gzip, our 12 scripts have 20.3 kB (30.8 as written, 22.3 without lines of comments),
the style sheet 8.1 (10.6 as written). tdewolff-minify, which shortens names of variables, makes
18.1 kB, but has no wheels for Macs with Apple silicon; minify-html 0.18 makes 27.7.
"""

from __future__ import annotations

from rcssmin import cssmin
from rjsmin import jsmin

# The style sheets in the order of the cascade, published as one file: 8 kB to fetch in place of 13.
STYLES = (
    *("tokens", "chrome", "page", "rail", "transcript", "overlay", "old-links", "quotes", "topics"),
    *("toolbar", "player", "dialogs"),
)
STYLE = "assets/onrecord/onrecord.css"


def minify(text: str, name: str) -> str:
    r"""Minify a script, or a style sheet if its file name ends in `.css`.

    rjsmin takes a template literal inside another one for code, and changes its text. Our scripts
    have none; a test checks this.

    >>> minify("/** @param {number} a */\nfunction f(a) {\n  return a + +1 // Why.\n}\n", "f.js")
    'function f(a){return a+ +1}\n'
    >>> minify("/* What. */\na :hover {\n  width: calc(1em + 2px)\n}\n", "f.css")
    'a :hover{width:calc(1em + 2px)}\n'
    """
    minified: str = cssmin(text) if name.endswith(".css") else jsmin(text)
    return minified + "\n"
