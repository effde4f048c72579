"""Scripts and styles as they are published.

Without comments and white space, a third less to fetch. There is no bundler.
"""

from __future__ import annotations

import re
from typing import Final

# The style sheets in the order of the cascade. Published as one: 8 kB to fetch in place of 13, for
# they compress better together.
STYLES: Final = (
    *("tokens", "chrome", "page", "rail", "transcript", "overlay", "old-links", "quotes", "topics"),
    *("toolbar", "player", "dialogs"),
)
STYLE: Final = "assets/onrecord/onrecord.css"

# What stays as it is: strings, templates, patterns. rjsmin 1.3 takes a template inside of a
# template for code and changes its words.
_INNER = r"`(?:\\.|[^`\\])*`"
_TEMPLATE = rf"`(?:\\.|\$\{{(?:[^{{}}`]|{_INNER}|\{{[^{{}}]*\}})*\}}|[^`\\])*`"
_PATTERN = (
    r"(?:(?<=[(,=:?!])|(?<=[(,=:?!] ))/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]*"
)
_PIECE = re.compile(
    rf'(?P<kept>"(?:\\.|[^"\\\n])*"|{_TEMPLATE}|{_PATTERN})|(?P<comment>/\*.*?\*/|//[^\n]*)|(?P<code>[^"`/]+|/)',
    re.DOTALL,
)
# No line ends a statement before or behind these.
_BEFORE = re.compile(r"\s*([)\],;=?:&|<>*}])")
_BEHIND = re.compile(r"([({\[,;=?:&|<>*!])\s*")
# "a + +b" is not "a++b".
_SUM = re.compile(r"(?<![-+]) ([-+]) (?![-+])")
_OPENING = re.compile(r" ([({\[!])")
_CLOSED = re.compile(r"([})\]]) ")
_LINE_END = re.compile(r"[ \t]*\n\s*")
_SPACES = re.compile(r"[ \t]+")

_STYLE_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


def minify(text: str, name: str) -> str:
    r"""Give a script or a style sheet, told apart by the name of its file.

    Without what only its authors need.

    >>> minify('/** @param {number} a */\nfunction f(a) {\n  // Why.\n  return (a + +1 - 2) ? a : ""\n}\n', "f.js")
    'function f(a){return(a + +1-2)?a:""}\n'
    >>> minify('f( `a ${a ? ` =  ${a} ` : ""}` , /[/"] = / , "/* ; */" )', "f.js")
    'f(`a ${a ? ` =  ${a} ` : ""}`,/[/"] = /,"/* ; */")\n'
    >>> minify("/* What. */\na :hover {\n  width: calc(1em + 2px)\n}\n", "f.css")
    'a :hover {\nwidth: calc(1em + 2px)\n}\n'
    """
    if name.endswith(".css"):
        return _LINE_END.sub("\n", _STYLE_COMMENT.sub("", text))
    kept: list[str] = []
    code = [""]
    for piece in _PIECE.finditer(text):
        if piece["kept"]:
            kept.append(piece["kept"])
            code.append("")
        elif piece["code"]:
            code[-1] += piece["code"]
    return (
        "".join(
            _squeeze(part) + after for part, after in zip(code, [*kept, ""], strict=True)
        ).strip()
        + "\n"
    )


def _squeeze(code: str) -> str:
    code = _SPACES.sub(" ", _LINE_END.sub("\n", code))
    code = _BEHIND.sub(r"\1", _BEFORE.sub(r"\1", code))
    code = _SUM.sub(r"\1", code)
    return _CLOSED.sub(r"\1", _OPENING.sub(r"\1", code)).strip(" ")
