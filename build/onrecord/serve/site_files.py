"""The files of the preview, and of the edit client, as answers to requests."""

from __future__ import annotations

import mimetypes
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from markupsafe import escape
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, RedirectResponse

if TYPE_CHECKING:
    from starlette.responses import Response

    from onrecord.serve.preview import Preview

CLIENT: Final = Path(__file__).with_name("client")
# Built again at any time: a browser must ask whether a file has changed.
_CACHING: Final = {"cache-control": "no-cache"}
_EPISODE: Final = re.compile(r"episodes/([^/]+)/")
_TYPES: Final = {".js": "text/javascript", ".css": "text/css", ".html": "text/html"}
_WAITING: Final = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>onrecord</title><meta http-equiv="refresh" content="2"></head>
<body style="font: 16px/1.5 sans-serif; margin: 3rem">
<h1>{title}</h1>
<pre style="white-space: pre-wrap">{text}</pre>
</body>
</html>
"""


def respond(preview: Preview, path: str, token: str) -> Response:
    """Return the file of the site at an address.

    Args:
        preview: with the site.
        path: of the address, decoded.
        token: for the edit client of a page.
    """
    if not path.startswith(preview.base):
        outside = path not in ("/", preview.base.rstrip("/"))
        return _missing(preview, token) if outside else RedirectResponse(preview.base)
    inside = path.removeprefix(preview.base)
    file = find_file(preview.site, inside)
    if file is not None and file.is_dir():
        if inside and not inside.endswith("/"):
            return RedirectResponse(f"{path}/")
        file = find_file(preview.site, f"{inside}index.html")
    if file is None or not file.is_file():
        return _missing(preview, token)
    if file.suffix == ".html":
        return _page(preview, file, inside, token)
    return FileResponse(file, media_type=type_of(file), headers=_CACHING)


def respond_client(path: str) -> Response:
    """Return a file of the edit client."""
    file = find_file(CLIENT, path)
    if file is None or not file.is_file():
        return PlainTextResponse("no such file", 404)
    return FileResponse(file, media_type=type_of(file), headers=_CACHING)


def find_file(folder: Path, path: str) -> Path | None:
    """Return the file or folder at a path below a folder; None if there is none.

    Nothing outside the folder is found, whatever a path or a link in it says.
    """
    segments = [segment for segment in path.split("/") if segment]
    if any(segment.startswith(".") or re.search(r"[\\\x00:]", segment) for segment in segments):
        return None
    try:
        found = folder.joinpath(*segments).resolve(strict=True)
    except (OSError, RuntimeError, ValueError):
        return None
    return found if found.is_relative_to(folder.resolve()) else None


def type_of(file: Path) -> str:
    """Return the media type of a file, by its name."""
    known = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0]
    return known or "application/octet-stream"


def _page(preview: Preview, file: Path, inside: str, token: str, status: int = 200) -> Response:
    number = preview.events.number
    html = file.read_text(encoding="utf-8")
    episode = _EPISODE.match(inside)
    slug = f' data-slug="{escape(episode[1])}"' if episode else ""
    client = (
        f'<meta name="onrecord-edit" content="{token}" data-base="{escape(preview.base)}"'
        f' data-build="{number}"{slug}>\n'
        '<link rel="stylesheet" href="/_edit/client/edit.css">\n'
        '<script type="module" src="/_edit/client/edit.js"></script>\n'
    )
    before, end, after = html.rpartition("</body>")
    # A fragment that other sites embed has no body, and needs no client.
    return HTMLResponse(f"{before}{client}{end}{after}" if end else html, status, _CACHING)


def _missing(preview: Preview, token: str) -> Response:
    file = find_file(preview.site, "404.html")
    if file is not None:
        return _page(preview, file, "", token, 404)
    if preview.events.fault:
        page = _WAITING.format(
            title="The site cannot be built yet", text=escape(preview.events.fault)
        )
        return HTMLResponse(page, 503, _CACHING)
    page = _WAITING.format(title="The site is being built", text="This page loads again by itself.")
    return HTMLResponse(page, 503, _CACHING)
