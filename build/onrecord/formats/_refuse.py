"""Says what a file is when it is no transcript."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.errors import Issue
from onrecord.formats._base import MAX_BYTES
from onrecord.formats._encoding import codec_by_form
from onrecord.formats._running_text import is_long, is_running_text
from onrecord.formats._zipped import is_docx

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.formats._base import Reader, Source

_RECORDING = "that is the recording; the transcript of it is needed"
_PDF = (
    "copy its text into a .txt file, or convert it with pdftotext -layout; then check the speakers"
)
_DOCUMENT = "save it as plain text, WebVTT or SubRip"
# First bytes of what people upload in place of a transcript.
_SIGNATURES: tuple[tuple[re.Pattern[bytes], str, str], ...] = (
    (re.compile(rb"ID3|\xff[\xfb\xf3\xf2]"), "an MP3 recording", _RECORDING),
    (re.compile(rb".{4}ftyp", re.DOTALL), "an MP4 recording", _RECORDING),
    (re.compile(rb"RIFF.{4}WAVE", re.DOTALL), "a WAV recording", _RECORDING),
    (re.compile(rb"OggS|fLaC|\x1a\x45\xdf\xa3"), "a recording", _RECORDING),
    (re.compile(rb"%PDF-"), "a PDF document", _PDF),
    (re.compile(rb"PK\x03\x04"), "a ZIP archive, or a document of an office program", _DOCUMENT),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "a document of an office program", _DOCUMENT),
    (re.compile(rb"\{\\rtf"), "a rich-text document", _DOCUMENT),
    (re.compile(rb"\x1f\x8b"), "a gzip archive", "unpack it"),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8"), "a picture", ""),
)
_MARKS = "say who speaks, 'Ann: …', or when, '[0:01] …'"
_ALL_FORMATS = "all formats: onrecord add --help"
_FEW = 4
_FEED = re.compile(r"<(?:rss|feed)\b")
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
# `[Script Info]` and `[0:01]` are no JSON.
_JSON = re.compile(r"\{|\[\s*(?:[\[{\"\d-]|$)(?!\d*:)")
_HTML_TITLE = re.compile(r"<title[^<>]{0,200}>([^<]{1,200})", re.IGNORECASE)
# As many bytes as tell text from anything else.
_PROBE = 4096
_MOST_CONTROLS = 0.1
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\f\r\x1b")


def refuse_bytes(source: Source) -> Issue | None:
    """Return why a file need not be decoded: too large, empty, or no text; None when it may be."""
    if len(source.content) > MAX_BYTES:
        limit = MAX_BYTES // (1024 * 1024)
        return Issue(
            path=source.path,
            message=f"larger than {limit} MB; not read",
            hint="an hour of words has 0.1 MB; is this a recording?",
        )
    if not source.content.strip(b" \t\r\n\f\xef\xbb\xbf\xfe\xff\x00"):
        return Issue(
            path=source.path,
            message="the file is empty",
            hint="put the transcript here, or remove the episode's folder",
        )
    return None if is_docx(source.content) else _refuse_kind(source)


def _refuse_kind(source: Source) -> Issue | None:
    for signature, kind, hint in _SIGNATURES:
        if signature.match(source.content):
            return Issue(path=source.path, message=f"not a transcript, but {kind}", hint=hint)
    probe = source.content[:_PROBE]
    if source.content.startswith((b"\xff\xfe", b"\xfe\xff")) or codec_by_form(source.content):
        return None
    if len(probe) - len(probe.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(probe):
        return Issue(
            path=source.path,
            message="not a transcript: not even text",
            hint="expected plain text, UTF-8",
        )
    return None


def refuse_text(source: Source, readers: Iterable[Reader]) -> Issue:
    """Return what a text is in which no reader finds its format."""
    line_number, line = next(
        ((number, line) for number, line in enumerate(source.head.split("\n"), 1) if line.strip()),
        (1, ""),
    )
    found = line.strip()
    message = "not a transcript in any format that can be read"
    hint = ""
    if _FEED.search(source.head):
        message = "a feed, not a transcript"
        hint = "name its address under 'feeds' in content/archive.yml, and run onrecord sync"
    elif _HTML.search(source.head):
        message = "not a transcript, but a page of HTML"
        title = _HTML_TITLE.search(source.head)
        found = title[1].strip() if title else found
        hint = "perhaps an error page was saved in its place; get the file again"
    elif found.startswith("<"):
        message = "XML, but no transcript in any format that can be read"
    elif _JSON.match(found):
        message, hint = _refuse_json(source)
    elif is_running_text(source.head):
        message, hint = _refuse_prose(source)
    hint = hint or _expected(source.extension, readers)
    return Issue(path=source.path, line=line_number, message=message, found=found, hint=hint)


def _refuse_json(source: Source) -> tuple[str, str]:
    if "chapters[].startTime" in source.keys:
        hint = "name it like the transcript beside it: talk.vtt, talk.chapters.json"
        return "chapters, not a transcript", hint
    keys = [key for key in sorted(source.keys) if "[" not in key and "." not in key]
    hint = f"its keys are those of no tool that is known ({', '.join(keys[:_FEW])}); {_ALL_FORMATS}"
    message = "JSON, but no transcript in any format that can be read"
    return message, hint if keys else ""


def _refuse_prose(source: Source) -> tuple[str, str]:
    if is_long(source.head):
        message = f"prose in a file that is named .{source.extension}"
        return message, "if it is the whole transcript, name it .txt"
    return "a few words of prose, which may be anything", _MARKS


def _expected(extension: str, readers: Iterable[Reader]) -> str:
    """Return what a file with an extension is expected to be."""
    names = [reader.NAME for reader in readers if extension in reader.EXTENSIONS]
    if "prose" in names or not names:
        return f"{_MARKS}; {_ALL_FORMATS}"
    if len(names) > _FEW:
        return _ALL_FORMATS
    return f"expected in a .{extension} file: {' or '.join(names)}; {_ALL_FORMATS}"
