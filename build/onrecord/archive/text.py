"""Decoding of the files that people write."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from onrecord.errors import ContentError, Place

if TYPE_CHECKING:
    from onrecord.errors import Issue

# The longest file to expect, the overlay of an edited hour with 700 entries, has about 100 kB.
MAX_BYTES = 1024 * 1024

# Control characters, and invisible characters that change how text is read: line separators, byte
# order marks and direction overrides.
INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def decode(content: bytes, path: str) -> tuple[str, tuple[Issue, ...]]:
    r"""Decode UTF-8, with line ends as `\n`; report invalid bytes and invisible characters.

    Both are replaced by U+FFFD, so that the rest of the file can be checked in the same run.

    Raises:
        ContentError: The file is too large or is UTF-16.

    >>> decode(b"title: Caf\xe9", "episode.yml")[1][0].column
    11
    """
    whole = Place(path=path)
    if len(content) > MAX_BYTES:
        message = f"larger than {MAX_BYTES // 1024} kB"
        raise ContentError([whole.issue(message, hint="is this the right file?")])
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ContentError([whole.issue("UTF-16, expected UTF-8", hint="save the file as UTF-8")])
    issues: list[Issue] = []
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # Without the byte order mark, which utf-8-sig removes before it counts.
        body = error.object
        start = body.rfind(b"\n", 0, error.start) + 1
        line = body[start:].partition(b"\n")[0].decode(errors="replace")
        before = body[start : error.start].decode()
        place = Place(path=path, line=body.count(b"\n", 0, error.start) + 1, column=len(before) + 1)
        issues.append(place.issue("not UTF-8", found=line.strip(), hint="save the file as UTF-8"))
        text = content.decode("utf-8-sig", errors="replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if match := INVISIBLE.search(text):
        place = Place(
            path=path,
            line=text.count("\n", 0, match.start()) + 1,
            column=match.start() - text.rfind("\n", 0, match.start()),
        )
        issues.append(invisible(match.group(), place, count=len(INVISIBLE.findall(text))))
        text = INVISIBLE.sub("\ufffd", text)
    return text, tuple(issues)


def invisible(character: str, place: Place, *, count: int = 1) -> Issue:
    r"""Return the issue for invisible characters, of which this is the first.

    >>> print(invisible("\u202e", Place(path="episode.yml", line=2, column=9)))
    episode.yml:2:9: error: an invisible character: 'U+202E RIGHT-TO-LEFT OVERRIDE'
        hint: delete it
    """
    one = count == 1
    return place.issue(
        "an invisible character" if one else f"{count} invisible characters, the first here",
        found=f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip(),
        hint="delete it" if one else "delete them",
    )
