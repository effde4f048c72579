"""Decode a file: its encoding, control characters, and letters spoilt by earlier programs."""

from __future__ import annotations

import re
import unicodedata
from codecs import BOM_UTF32_LE
from dataclasses import replace

from onrecord.errors import Issue
from onrecord.formats._characters import CONTROL, place, printable
from onrecord.formats._encoding import codec_by_form, guess, undo

# Characters of a line that a message may need.
_SHOWN = 16_384
# Bytes that are not UTF-8, as `surrogateescape` decodes them.
_STRAY_BYTES = re.compile(r"[\udc80-\udcff]+")
# Of a terminal.
_COLOURS = re.compile(r"\x1b\[[\d;]{0,20}[A-Za-z]")
_BEYOND = re.compile("[^\x00-\x7f]")
_FEWEST_LETTERS_A_LOST_ONE = 20


def decode(path: str, content: bytes, encoding: str = "") -> tuple[str, tuple[Issue, ...]]:
    r"""Return the text of a file with line ends as `\n`, and what was assumed and repaired.

    Args:
        path: for messages.
        content: of the file.
        encoding: of the bytes; empty to detect it.
    """
    text, issues = _read_bytes(path, content, encoding)
    # A form feed is white space in every format that names it (WebVTT, HTML); as a line end it
    # would shift the lines of messages.
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", " ")
    if "\x1b" in text:
        text = _COLOURS.sub("", text)
    if not text.isascii() and (stray := _STRAY_BYTES.search(text)) is not None:
        line_start = text.rfind("\n", 0, stray.start()) + 1
        line = text[line_start : line_start + _SHOWN].partition("\n")[0]
        count = len(text) - len(_STRAY_BYTES.sub("", text))
        issue = _warning_at(
            path,
            text,
            stray.start(),
            message=f"not UTF-8; {count:,} byte(s) read as windows-1252",
            found=_STRAY_BYTES.sub(_as_windows_1252, line),
            hint="save the file as UTF-8 if letters look wrong",
        )
        issues.append(replace(issue, affects="encoding"))
        text = _STRAY_BYTES.sub(_as_windows_1252, text)
    if not encoding:
        text, how = undo(text)
        if how:
            message = f"letters were wrong: {how} before; mended"
            issues.append(_note(path, message, "utf-8"))
    issues += _lost(path, text, encoding)
    if control := CONTROL.search(text):
        count = len(text) - len(CONTROL.sub("", text))
        name = unicodedata.name(control.group(), f"U+{ord(control.group()):04X}")
        issues.append(
            _warning_at(
                path,
                text,
                control.start(),
                message=f"{count:,} control character(s) left out",
                found=name,
            )
        )
        text = printable(text)
    return text, tuple(issues)


def _read_bytes(path: str, content: bytes, encoding: str) -> tuple[str, list[Issue]]:
    """Return the decoded text and the assumptions made; bytes that are not UTF-8 are escaped."""
    if content.startswith(b"PK\x03\x04"):
        # A ZIP archive: what has a text in it (`docx`) unpacks it.
        return "", []
    if encoding:
        text = content.decode(encoding, errors="replace").removeprefix("\ufeff")
        return text, []
    if content.startswith(BOM_UTF32_LE):
        return content.decode("utf-32", errors="replace"), []
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace"), []
    if codec := codec_by_form(content):
        note = _note(path, f"{codec.upper().replace('_', '-')} without a byte order mark", codec)
        return content.decode(codec, errors="replace"), [note]
    return _read_guessed(path, content)


def _read_guessed(path: str, content: bytes) -> tuple[str, list[Issue]]:
    if content.isascii():
        return content.decode("ascii"), []
    text = content.decode("utf-8-sig", errors="surrogateescape")
    strays = sum(map(len, _STRAY_BYTES.findall(text)))
    if not strays or 2 * strays <= len(_BEYOND.findall(text)):
        return text, []
    found = guess(content)
    if found is None:
        message = "not UTF-8, and no other encoding makes words of it"
        hint = "save it as UTF-8, or write its encoding in episode.yml, as encoding: windows-1251"
        return text, [Issue(path=path, message=message, hint=hint)]
    if found.codec == "cp1252":
        return text, []
    return content.decode(found.codec, errors="replace"), [
        _note(path, f"not UTF-8; read as {found.name}", found.name.replace(" ", "").lower())
    ]


def _note(path: str, message: str, encoding: str) -> Issue:
    hint = (
        "if letters look wrong, write the right encoding in episode.yml, in this form: "
        f"encoding: {encoding}"
    )
    return Issue(path=path, message=message, hint=hint, severity="warning", affects="encoding")


def _lost(path: str, text: str, encoding: str) -> list[Issue]:
    """Report letters that an earlier program could not read; a file with many is refused."""
    count = text.count("\ufffd")
    if not count:
        return []
    many = count * _FEWEST_LETTERS_A_LOST_ONE > sum(map(str.isalpha, text))
    issue = _warning_at(
        path,
        text,
        text.index("\ufffd"),
        message=f"{count:,} letter(s) were lost in an earlier conversion (U+FFFD)",
        found="",
        hint="get the file again in UTF-8"
        + ("" if encoding else ", or write its encoding in episode.yml"),
    )
    return [replace(issue, affects="words", severity="error" if many else "warning")]


def _as_windows_1252(strays: re.Match[str]) -> str:
    # WHATWG Encoding: bytes that are not UTF-8 are most often windows-1252. One stray byte must not
    # spoil the other letters of a file.
    return (
        strays.group().encode("utf-8", errors="surrogateescape").decode("cp1252", errors="replace")
    )


def _warning_at(
    path: str, text: str, offset: int, *, message: str, found: str, hint: str = ""
) -> Issue:
    line, column = place(text, offset)
    return Issue(
        path=path,
        line=line,
        column=column,
        message=message,
        found=found,
        hint=hint,
        severity="warning",
    )
