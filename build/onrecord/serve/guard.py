"""Who may ask for what: this machine only, and only the pages of this server may write.

A browser sends requests for any page that somebody has open. So a request must name this server
(else a DNS name that leads here would do), and one that writes must come from a page of this
server: it needs the same origin, JSON, and a token that only these pages know.
"""

from __future__ import annotations

from dataclasses import dataclass
from secrets import compare_digest
from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

API: Final = "/_edit/"
TOKEN_HEADER: Final = "x-onrecord-token"  # noqa: S105 - a name
# An edit has a few kB; a thousand of them may be one step.
MAX_BODY: Final = 1024 * 1024
# No other page may frame these, read them or guess their type. No CORS header is sent at all.
_HEADERS: Final = {
    "content-security-policy": "frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
}


class Refusal(Exception):  # noqa: N818 - an answer, not a fault
    """A request that is not answered."""

    def __init__(self, *, status: int, reason: str) -> None:
        """Keep the status of the answer, and the reason to be shown."""
        super().__init__(status, reason)
        self.status, self.reason = status, reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """An application that answers only requests that may be answered."""

    app: ASGIApp
    port: int
    token: str
    """Minted when the server starts."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            # A web socket, of which there are none here.
            await send({"type": "websocket.close", "code": 1008})
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        try:
            self._check(scope)
            body = await _read_body(scope, receive) if scope["method"] == "POST" else None
        except Refusal as refusal:
            response = JSONResponse({"error": refusal.reason}, refusal.status)
            await response(scope, receive, send_guarded)
            return
        await self.app(scope, receive if body is None else _replay(body, receive), send_guarded)

    def _check(self, scope: Scope) -> None:
        headers, path = Headers(scope=scope), scope["path"]
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            raise Refusal(status=403, reason=f"this server is {' or '.join(self._hosts)}")
        site = headers.get("sec-fetch-site", "")
        if path.startswith(API) and site not in ("", "same-origin", "none"):
            raise Refusal(status=403, reason="requests of other sites are not answered")
        if scope["method"] in ("GET", "HEAD"):
            return
        if scope["method"] != "POST" or not path.startswith(API):
            raise Refusal(status=405, reason="expected GET, or POST below /_edit/")
        if headers.getlist("origin") != [f"http://{hosts[0].lower()}"]:
            raise Refusal(status=403, reason="only pages of this server may write")
        if site == "none":
            raise Refusal(status=403, reason="only pages of this server may write")
        if not compare_digest(headers.get(TOKEN_HEADER, "").encode(), self.token.encode()):
            reason = "the server has started again: load the page again"
            raise Refusal(status=403, reason=reason)
        if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            raise Refusal(status=400, reason="expected application/json")

    @property
    def _hosts(self) -> tuple[str, str]:
        return f"127.0.0.1:{self.port}", f"localhost:{self.port}"


async def _read_body(scope: Scope, receive: Receive) -> bytes:
    stated = Headers(scope=scope).get("content-length", "0")
    parts: list[bytes] = []
    size = int(stated) if stated.isdecimal() else MAX_BODY + 1
    more = True
    while more and size <= MAX_BODY:
        message = await receive()
        if message["type"] == "http.disconnect":
            break
        parts.append(message.get("body", b""))
        size = max(size, sum(map(len, parts)))
        more = message.get("more_body", False)
    if size > MAX_BODY:
        raise Refusal(status=413, reason=f"expected at most {MAX_BODY} bytes")
    return b"".join(parts)


def _replay(body: bytes, receive: Receive) -> Receive:
    """Give a body that was read, then what else comes."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return messages.pop() if messages else await receive()

    return replay
