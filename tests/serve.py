"""A plain static server for tests, with the site under a path and its own 404 page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread


class _Handler(SimpleHTTPRequestHandler):
    site_dir: Path
    base: str

    def translate_path(self, path: str) -> str:
        """Find nothing outside of the site's path, so that a link without the path fails."""
        if not path.startswith(self.base):
            return str(self.site_dir / "outside of the site")
        return super().translate_path("/" + path.removeprefix(self.base))

    def send_head(self):
        """Answer range requests, without which a browser cannot seek in a recording."""
        part = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        path = Path(self.translate_path(self.path))
        if not part or not path.is_file():
            return super().send_head()
        content = path.read_bytes()
        first, last = int(part[1]), min(int(part[2] or len(content) - 1), len(content) - 1)
        self.send_response(206)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Range", f"bytes {first}-{last}/{len(content)}")
        self.send_header("Content-Length", str(last - first + 1))
        self.end_headers()
        return BytesIO(content[first : last + 1])

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send the site's own 404 page."""
        own = self.site_dir / "404.html"
        if code != 404 or not own.exists():
            super().send_error(code, message, explain)
            return
        content = own.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Print nothing."""


@contextmanager
def serve(site_dir: Path, base: str) -> Iterator[str]:
    """Serve a folder on this machine until the end of the block; gives the URL of its home page."""
    handler = type("Handler", (_Handler,), {"site_dir": site_dir, "base": base})
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), lambda *arguments: handler(*arguments, directory=str(site_dir))
    )
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{base}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
