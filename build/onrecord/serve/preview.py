"""The preview: built again whenever a file of the archive changes, by a process of its own."""

from __future__ import annotations

import asyncio
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from onrecord.archive import CONTENT
from onrecord.files.stat import Snapshot
from onrecord.incremental.current import STATE
from onrecord.serve.preview_worker import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.files.stat import FileStat
    from onrecord.serve.events import Events

# Stats of all files are compared: no limit of a system on watched folders, and right on network
# drives. 299 episodes have 1,800 files.
INTERVAL_SECONDS: Final = 0.5
# The comparison may take this share of the time of one processor.
SHARE: Final = 0.04
# A fault is a line for each issue; an archive may have thousands.
MAX_FAULT: Final = 20_000


@dataclass(kw_only=True)
class Preview:
    """The last good site, and the loop that keeps it current."""

    root: Path
    """Of the archive."""
    events: Events
    quiet: bool = False
    site: Path = field(init=False)
    base: str = "/"
    """The path under which the site is served."""
    _inputs: tuple[str, ...] = field(init=False)
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _worker: asyncio.subprocess.Process | None = None
    _loop: asyncio.AbstractEventLoop | None = None

    def __post_init__(self) -> None:
        """Begin with the site of an earlier preview, if there is one."""
        self.site = self.root / STATE / "serve" / "site"
        self._inputs = (str(self.root / "mkdocs.yml"), str(self.root / CONTENT))

    def rebuild_soon(self) -> None:
        """Compare the files at once, after one was written by the server; from any thread."""
        if self._loop:
            self._loop.call_soon_threadsafe(self._wake.set)

    async def run(self) -> None:
        """Build, and build again after each change, until cancelled.

        Changes during a build are seen after it, and are the reason for one more.
        """
        seen: Mapping[str, FileStat] = {}
        self._loop = asyncio.get_running_loop()
        try:
            while True:
                self._wake.clear()
                started = time.monotonic()
                now = (await asyncio.to_thread(Snapshot.take, self._inputs)).files
                interval = max(INTERVAL_SECONDS, (time.monotonic() - started) / SHARE)
                if now != seen:
                    seen = now
                    await self._build()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), interval)
        finally:
            await self._stop()

    async def _build(self) -> None:
        self.events.begin()
        outcome = await self._ask()
        if outcome.preview is None:
            self.events.fail(outcome.fault[:MAX_FAULT])
            return
        self.site, self.base = Path(outcome.preview.site), outcome.preview.base
        self._inputs = outcome.preview.inputs
        self.events.finish([self.base + address_of(path) for path in outcome.preview.changed])

    async def _ask(self) -> Outcome:
        """Let the worker build; one that has ended is started again."""
        if self._worker is None or self._worker.returncode is not None:
            self._worker = await asyncio.create_subprocess_exec(
                # `-P`: what lies in the current folder must not be imported.
                *(sys.executable, "-P", "-m", "onrecord.serve.preview_worker", str(self.root)),
                *(["--quiet"] if self.quiet else []),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                limit=1 << 26,
            )
        worker = self._worker
        assert worker.stdin
        assert worker.stdout
        with suppress(ConnectionError):
            worker.stdin.write(b"build\n")
            await worker.stdin.drain()
        line = await worker.stdout.readline()
        if line:
            return msgspec.json.decode(line, type=Outcome)
        status = await worker.wait()
        return Outcome(fault=f"the process that builds the preview has ended with {status}")

    async def _stop(self) -> None:
        if self._worker and self._worker.returncode is None:
            with suppress(ProcessLookupError):
                self._worker.kill()
            await self._worker.wait()


def address_of(path: str) -> str:
    """Return the address of a file of a site, relative to the site.

    >>> address_of("episodes/a-talk/index.html"), address_of("index.html"), address_of("feed.xml")
    ('episodes/a-talk/', '', 'feed.xml')
    """
    folder, _, name = path.rpartition("/")
    if name != "index.html":
        return path
    return f"{folder}/" if folder else ""
