"""A podcast host for tests: a local server whose files a test may change at any time."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

NAMESPACE = "https://podcastindex.org/namespace/1.0"


@dataclass
class Host:
    """The files of the server, and the requests that it has answered."""

    address: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    packed: set[str] = field(default_factory=set)
    """Paths that are always sent with gzip encoding."""
    asked: list[tuple[str, int]] = field(default_factory=list)
    """Path and status of each response."""

    def publish(self, *items: str, title: str = "Workshop Talks") -> None:
        """Publish a feed of items."""
        self.files["/feed.xml"] = (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" '
            f'xmlns:podcast="{NAMESPACE}" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
            f"<channel><title>{title}</title><language>en-us</language>"
            f"{''.join(items)}</channel></rss>"
        ).encode()

    def item(self, number: int, title: str, *extra: str, transcript: str = "") -> str:
        """Return an item, and serve its transcript."""
        path = transcript or f"/{number}.vtt"
        self.files.setdefault(path, vtt(f"This is talk number {number}.", "We begin with glass."))
        return (
            f"<item><title>{title}</title><guid isPermaLink='false'>talk-{number}</guid>"
            "<pubDate>Sat, 14 Mar 2026 09:00:00 GMT</pubDate><description><![CDATA["
            "<p>About <b>glass</b> &amp; <a href='https://a.example/'>more</a>.</p>"
            "]]></description>"
            f'<enclosure url="https://a.example/{number}.mp3" length="1" type="audio/mpeg"/>'
            f'<podcast:transcript url="{self.address}{path}" type="text/vtt"/>'
            f"{''.join(extra)}</item>"
        )


def vtt(*sentences: str) -> bytes:
    """Return a WebVTT file with a cue of two seconds for each sentence."""
    cues = (
        f"00:00:{2 * n:02}.000 --> 00:00:{2 * n + 2:02}.000\n<v Ann>{sentence}\n"
        for n, sentence in enumerate(sentences)
    )
    return ("WEBVTT\n\n" + "\n".join(cues)).encode()


@contextmanager
def serve_podcast() -> Iterator[Host]:
    """Serve a podcast until the end of the block."""
    host = Host()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            headers: dict[str, str] = {}
            content = host.files.get(self.path, b"")
            etag = f'"{hash(content)}"'
            if location := host.redirects.get(self.path):
                status, content, headers = 302, b"", {"Location": location}
            elif self.path not in host.files:
                status, content = 404, b""
            elif self.headers.get("If-None-Match") == etag:
                status, content = 304, b""
            else:
                status, headers = 200, {"ETag": etag}
                if self.path in host.packed:
                    content, headers = (
                        gzip.compress(content),
                        {**headers, "Content-Encoding": "gzip"},
                    )
            host.asked.append((self.path, status))
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(content)
            except ConnectionError:
                self.close_connection = True  # The client has closed the connection.

        def log_message(self, *_: object) -> None:
            """Log nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        host.address = f"http://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield host
        server.shutdown()
        thread.join()
