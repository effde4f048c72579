"""Range requests (RFC 9110, 14): without them a browser cannot seek in a recording."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from wsgiref.util import FileWrapper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

CHUNK = 64 * 1024


def answer_ranges(application: WSGIApplication) -> WSGIApplication:
    """Wrap an application that serves whole files, so that it answers range requests."""

    def wrapped(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        response: dict[str, Any] = {}

        def hold(
            status: str, headers: list[tuple[str, str]], _: object = None
        ) -> Callable[[bytes], object]:
            response.update(status=status, headers=headers)
            return lambda _: None

        body = application(environ, hold)
        status, headers = response["status"], response["headers"]
        size = next(
            (int(value) for name, value in headers if name.lower() == "content-length"), None
        )
        requested = environ.get("HTTP_RANGE", "")
        if not status.startswith("200") or size is None or not isinstance(body, FileWrapper):
            start_response(status, headers)
            return body
        part = read_range(requested, size)
        others = [(name, value) for name, value in headers if name.lower() != "content-length"] + [
            ("Accept-Ranges", "bytes")
        ]
        if part is None:
            start_response(status, [*others, ("Content-Length", str(size))])
            return body
        first, after = part
        if first >= after:
            body.filelike.close()
            start_response(
                "416 Range Not Satisfiable",
                [("Content-Range", f"bytes */{size}"), ("Content-Length", "0")],
            )
            return []
        found = [
            *others,
            ("Content-Range", f"bytes {first}-{after - 1}/{size}"),
            ("Content-Length", str(after - first)),
        ]
        start_response("206 Partial Content", found)
        return _read(body, first, after - first)

    return wrapped


def read_range(requested: str, size: int) -> tuple[int, int] | None:
    """Return the half-open range that a header requests; None for the whole file.

    The range is empty if the file has no such part.

    >>> read_range("bytes=0-99", 500), read_range("bytes=400-", 500)
    ((0, 100), (400, 500))
    >>> read_range("bytes=-100", 500), read_range("bytes=600-", 500)
    ((400, 500), (500, 500))
    >>> read_range("", 500), read_range("bytes=5-2", 500)
    (None, None)
    >>> read_range("bytes=0-1,5-6", 500), read_range("lines=1-2", 500)
    (None, None)
    """
    match = re.fullmatch(r"bytes=(\d{0,18})-(\d{0,18})", requested.replace(" ", ""))
    if not match or not any(match.groups()):
        return None
    if not match[1]:
        # A suffix: the last bytes.
        return (max(0, size - int(match[2])), size) if int(match[2]) else (size, size)
    first, after = int(match[1]), min(size, int(match[2]) + 1) if match[2] else size
    return None if match[2] and int(match[2]) < first else (first, after)


def _read(body: FileWrapper, first: int, length: int) -> Iterator[bytes]:
    file = body.filelike
    with file:
        file.seek(first)
        while length and (chunk := file.read(min(CHUNK, length))):
            length -= len(chunk)
            yield chunk
