"""Messages of the YAML parser in the words of people who have not read the YAML specification."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from onrecord.errors import Issue

if TYPE_CHECKING:
    from ruamel.yaml.error import MarkedYAMLError

QUOTE = "put the whole text in quotes"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wording:
    sign: str
    """Part of the parser's message, the same in ruamel.yaml 0.18 and 0.19."""
    message: str
    hint: str
    at: Literal["opened", "place"] = "place"
    """Which place to report."""


_WORDINGS = (
    _Wording(
        sign="character '\\t' that cannot start",
        message="a tab, where YAML wants spaces",
        hint="indent with spaces",
    ),
    _Wording(
        sign="that cannot start any token",
        message="text that starts with this character must be in quotes",
        hint=QUOTE,
    ),
    _Wording(
        sign="could not find expected ':'",
        message="expected a key with ': '",
        hint="write 'key: text', or indent the line more than the key whose text it continues",
        at="opened",
    ),
    _Wording(
        sign="scalar found unexpected end of stream",
        message="a quotation mark that is never closed",
        hint="close it; inside single quotes write '' for an apostrophe",
        at="opened",
    ),
    _Wording(
        sign="scalar found unexpected document separator",
        message="a quotation mark that is never closed",
        hint="close it; inside single quotes write '' for an apostrophe",
        at="opened",
    ),
    _Wording(
        sign="found '<scalar>'",
        message="text after the end of a value",
        hint=f"{QUOTE}; inside single quotes write '' for an apostrophe",
    ),
    _Wording(
        sign="expected <block end>",
        message="does not line up with the lines above",
        hint="indent all entries of a list, and all keys that belong together, alike",
    ),
    _Wording(
        sign="expected ',' or ']'",
        message="a '[' that is not closed as expected",
        hint="close it with ']', or put text with '[' in quotes",
        at="opened",
    ),
    _Wording(
        sign="expected ',' or '}'",
        message="a '{' that is not closed as expected",
        hint="close it with '}', or put text with '{' in quotes",
        at="opened",
    ),
    _Wording(
        sign="unknown escape character",
        message="unknown escape after a backslash",
        hint="use single quotes, or write two backslashes for one",
    ),
    _Wording(
        sign="escape sequence of",
        message="expected hexadecimal digits after the backslash",
        hint="use single quotes, or write two backslashes for one",
    ),
    _Wording(
        sign="sequence entries are not allowed",
        message="a list cannot start here",
        hint="start it on the next line, or put the text in quotes",
    ),
    _Wording(
        sign="expected alphabetic or numeric",
        message="text that starts with '&' or '*' must be in quotes",
        hint=QUOTE,
    ),
    _Wording(
        sign="scanning an tag",
        message="text that starts with '!' must be in quotes",
        hint=QUOTE,
        at="opened",
    ),
    _Wording(
        sign="found undefined tag handle",
        message="text that starts with '!' must be in quotes",
        hint=QUOTE,
    ),
    _Wording(
        sign="expected the node content",
        message="text that starts with this character must be in quotes",
        hint=QUOTE,
    ),
    _Wording(
        sign="expected '<document start>'",
        message="text after the end of the file's value",
        hint=QUOTE,
    ),
    _Wording(
        sign="expected indentation indicator",
        message="only 1 to 9 may follow '|' or '>'",
        hint="start the text on the next line, indented",
    ),
    _Wording(
        sign="incompatible YAML document",
        message="a version of YAML that does not exist",
        hint="remove this line",
    ),
    _Wording(
        sign="expected chomping",
        message="nothing but '-' or '+' may follow '|' or '>'",
        hint="start the text on the next line, indented",
    ),
)

_UNKNOWN_HINT = "text with special characters must be in quotes"
_TABS = re.compile(r"^[ ]*\t", re.MULTILINE)


def describe_error(error: MarkedYAMLError, text: str, path: str) -> Issue:
    """Return an issue for an error of the parser in `text`.

    >>> from ruamel.yaml.error import MarkedYAMLError, StringMark
    >>> mark = StringMark("episode.yml", 8, 0, 8, "title: a: b", 8)
    >>> error = MarkedYAMLError(problem="mapping values are not allowed here", problem_mark=mark)
    >>> print(describe_error(error, "title: a: b", "episode.yml"))
    episode.yml:1:9: error: a second ': ' in one line: 'title: a: b'
        hint: put the whole text in quotes
    """
    lines = text.split("\n")
    said = f"{error.context} {error.problem}"
    # Where the invalid construct starts, and where the parser gave up.
    opened, place = error.context_mark, error.problem_mark or error.context_mark
    line, column = (place.line, place.column) if place else (0, 0)
    if "mapping values are not allowed" in said:
        # The parser has one message for two mistakes; an earlier colon tells them apart.
        second = re.search(r":[ ]", lines[line][:column]) if line < len(lines) else None
        message = "a second ': ' in one line" if second else "a key where none can stand"
        hint = QUOTE if second else "line it up with the keys it belongs to"
    else:
        unknown = _Wording(sign="", message=f"not YAML: {error.problem or ''}", hint=_UNKNOWN_HINT)
        wording = next((wording for wording in _WORDINGS if wording.sign in said), unknown)
        message, hint = wording.message, wording.hint
        if wording.at == "opened" and opened:
            line, column = opened.line, opened.column
        if wording is _WORDINGS[0]:
            hint += _other_tabs(text, line)
    found = lines[line].strip() if line < len(lines) else ""
    return Issue(
        path=path, line=line + 1, column=column + 1, message=message, found=found, hint=hint
    )


def _other_tabs(text: str, first: int) -> str:
    """Return a list of further lines that start with a tab, since the parser stops at the first."""
    tabbed = [
        number
        for number, line in enumerate(text.split("\n"), start=1)
        if number > first + 1 and _TABS.match(line)
    ]
    if not tabbed:
        return ""
    listed = ", ".join(str(number) for number in tabbed[:12]) + (", …" if len(tabbed) > 12 else "")  # noqa: PLR2004 -- a line's worth
    return f"; tabs also at the start of line {listed}"
