"""The bytes of a file that people write, as text."""

from __future__ import annotations

import re
import unicodedata

from onrecord.errors import ContentError, Issue

# The longest hand-written file to be expected, an overlay of an edited hour with 700 entries, has about 100 kB.
MAX_BYTES = 1024 * 1024

# Control characters, and characters that nobody sees but that change what is read: line separators, byte order marks, direction overrides.
INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def decode(content: bytes, path: str) -> tuple[str, tuple[Issue, ...]]:
    r"""Give the text with line ends as `\n`, and an issue each for bytes that are not UTF-8 and for characters that nobody sees.

    What cannot be kept is replaced by U+FFFD, so that the rest can be checked and all that is wrong be told at once.

    Raises:
        ContentError: The file is too large, or in another encoding throughout.

    >>> decode(b"title: Caf\xe9", "episode.yml")[1][0].column
    11
    """
    if len(content) > MAX_BYTES:
        raise ContentError(
            [
                Issue(
                    path=path,
                    message=f"larger than {MAX_BYTES // 1024} kB",
                    hint="is this the right file?",
                )
            ]
        )
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ContentError(
            [Issue(path=path, message="UTF-16, expected UTF-8", hint="save the file as UTF-8")]
        )
    issues: list[Issue] = []
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # utf-8-sig counts from behind the mark.
        body = error.object
        start = body.rfind(b"\n", 0, error.start) + 1
        before = body[start : error.start].decode()
        line_end = body.find(b"\n", error.start)
        issues.append(
            Issue(
                path=path,
                line=body.count(b"\n", 0, error.start) + 1,
                column=len(before) + 1,
                message="not UTF-8",
                found=body[start : line_end if line_end >= 0 else None]
                .decode(errors="replace")
                .strip(),
                hint="save the file as UTF-8",
            )
        )
        text = content.decode("utf-8-sig", errors="replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if match := INVISIBLE.search(text):
        count = len(INVISIBLE.findall(text))
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - text.rfind("\n", 0, match.start())
        issues.append(invisible(match.group(), path, line=line, column=column, count=count))
        text = INVISIBLE.sub("\ufffd", text)
    return text, tuple(issues)


def invisible(character: str, path: str, *, line: int, column: int, count: int = 1) -> Issue:
    r"""Give the issue for a character that nobody sees.

    >>> print(invisible("\u202e", "episode.yml", line=2, column=9))
    episode.yml:2:9: error: a character that nobody sees: 'U+202E RIGHT-TO-LEFT OVERRIDE'
        hint: delete it
    """
    return Issue(
        path=path,
        line=line,
        column=column,
        message="a character that nobody sees"
        if count == 1
        else f"{count} characters that nobody sees, the first here",
        found=f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip(),
        hint="delete it" if count == 1 else "delete them",
    )
