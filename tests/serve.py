"""A static web server for tests: a site under a path, with the site's own error page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread


class _Server(ThreadingHTTPServer):
    # The default of 5 drops connections on a busy machine: browsers open many at once.
    request_queue_size = 128


class _Handler(SimpleHTTPRequestHandler):
    site_dir: Path
    base: str
    # Connections are kept open: on a busy machine each new one costs a wait for a new thread.
    protocol_version = "HTTP/1.1"

    def translate_path(self, path: str) -> str:
        """Serve nothing outside the site's own path: links that omit it must fail."""
        if not path.startswith(self.base):
            return str(self.site_dir / "outside of the site")
        return super().translate_path("/" + path.removeprefix(self.base))

    def send_head(self):
        """Support range requests: without them, browsers cannot seek in a recording."""
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

    def end_headers(self) -> None:
        """Let browsers keep scripts and styles, as usual hosts do. Pages may be rebuilt."""
        if self.path.startswith(f"{self.base}assets/"):
            self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send the site's own page for a missing page."""
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
        """Log nothing."""


@contextmanager
def serve(site_dir: Path, base: str) -> Iterator[str]:
    """Serve a folder until the end of the block; yields the address of its home page."""
    handler = type("Handler", (_Handler,), {"site_dir": site_dir, "base": base})
    server = _Server(
        ("127.0.0.1", 0), lambda *arguments: handler(*arguments, directory=str(site_dir))
    )
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{base}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
