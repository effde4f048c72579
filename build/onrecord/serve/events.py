"""What open pages are told while they are open: server-sent events."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import msgspec

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

# A comment now and then, by which the server notices that a page was closed.
HEARTBEAT_SECONDS: Final = 15.0
# Builds whose pages are remembered for a page that reconnects.
KEPT_BUILDS: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """A build that finished."""

    number: int
    pages: tuple[str, ...]
    """Addresses of the pages that changed, from the root of the server."""


@dataclass(kw_only=True)
class Events:
    """The state of the preview, and the pages that wait for its changes."""

    first: int
    """Number of the site as it was when the server started."""
    fault: str = ""
    """Why the last build failed."""
    is_building: bool = False
    _builds: deque[Build] = field(default_factory=lambda: deque(maxlen=KEPT_BUILDS))
    _queues: set[asyncio.Queue[bytes | None]] = field(default_factory=set)
    _is_closed: bool = False

    @property
    def number(self) -> int:
        """The number of the last build that finished."""
        return self._builds[-1].number if self._builds else self.first

    def begin(self) -> None:
        """Announce a build."""
        self.is_building = True
        self._send("building", {})

    def finish(self, pages: Sequence[str]) -> None:
        """Announce the end of a build."""
        self.is_building, self.fault = False, ""
        self._builds.append(Build(number=self.number + 1, pages=tuple(pages)))
        self._send("built", {"build": self.number, "pages": list(pages)})

    def fail(self, fault: str) -> None:
        """Announce that a build failed; the site is as it was."""
        self.is_building, self.fault = False, fault
        self._send("failed", {"text": fault})

    def close(self) -> None:
        """End all streams."""
        self._is_closed = True
        for queue in self._queues:
            queue.put_nowait(None)

    async def stream(self, since: int | None) -> AsyncIterator[bytes]:
        """Yield the state as it is, then each change of it.

        Args:
            since: number of the build that a page shows; None if it shows none.
        """
        queue: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._queues.add(queue)
        try:
            for each in self._catch_up(since):
                yield each
            while not self._is_closed:
                part: bytes | None = b": \n\n"
                with suppress(TimeoutError):
                    part = await asyncio.wait_for(queue.get(), HEARTBEAT_SECONDS)
                if part is None:
                    return
                yield part
        finally:
            self._queues.discard(queue)

    def _catch_up(self, since: int | None) -> list[bytes]:
        parts = [b": \n\n"]
        if since is not None and since != self.number:
            parts.append(self._encode("built", {"build": self.number, "pages": self._since(since)}))
        if self.fault:
            parts.append(self._encode("failed", {"text": self.fault}))
        if self.is_building:
            parts.append(self._encode("building", {}))
        return parts

    def _since(self, number: int) -> list[str] | None:
        """Return the pages that changed after a build; None if that is not known."""
        numbers = [self.first, *(build.number for build in self._builds)]
        if number not in numbers or len(self._builds) == KEPT_BUILDS:
            return None
        later = (build for build in self._builds if build.number > number)
        return list(dict.fromkeys(page for build in later for page in build.pages))

    def _send(self, name: str, data: object) -> None:
        for queue in self._queues:
            queue.put_nowait(self._encode(name, data))

    def _encode(self, name: str, data: object) -> bytes:
        content = msgspec.json.encode(data).decode()
        return f"id: {self.number}\nevent: {name}\ndata: {content}\n\n".encode()
