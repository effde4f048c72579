"""Running `onrecord` commands in tests, each in a process of its own."""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import socket
import subprocess
import sys
from contextlib import AbstractContextManager, suppress
from functools import cache
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

# No test waits longer for a program. The demo site takes 5 s alone on one core; a machine with a
# load of 20 on 2 cores is ten times as slow.
LIMIT_SECONDS = 600
# Commands run in turn under several hash seeds, as separately started processes do: an order that
# depends on hashes must not look stable because every build of a test happens to share a seed.
HASH_SEEDS = ("1", "2")


def child_environment(**changes: str) -> dict[str, str]:
    """Return the environment for a program: ours without personal settings, plus `changes`."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name not in {"ONRECORD_SITE_URL", "PYTHONPATH", "FORCE_COLOR"}
    }
    return {**inherited, "NO_COLOR": "1", **changes}


def run(
    *command: object, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run any program and return its exit status and output, both streams as one."""
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=child_environment(**environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=LIMIT_SECONDS,
        check=False,
    )


def onrecord(
    *arguments: object, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run `onrecord` and return its exit status and output, both streams as one."""
    with start_onrecord(*arguments, cwd=cwd, **environment) as running:
        status = running.wait(LIMIT_SECONDS)
        if status is None:
            raise subprocess.TimeoutExpired(["onrecord", *arguments], LIMIT_SECONDS)
        return subprocess.CompletedProcess(["onrecord", *arguments], status, running.output())


def start_onrecord(*arguments: object, cwd: Path | None = None, **environment: str) -> Running:
    """Start `onrecord`; the end of the `with` block kills it if it still runs."""
    return next(_servers()).start(
        [str(argument) for argument in arguments],
        cwd or Path.cwd(),
        child_environment(**environment),
    )


class ForkServer:
    """Client of `fork_server.py`: one process that forks itself for each command."""

    def __init__(self, hash_seed: str) -> None:
        self.socket, other = socket.socketpair()
        with other:
            self.process = subprocess.Popen(
                # `-P`: the folders of tests must not be importable by the code under test.
                [
                    sys.executable,
                    "-P",
                    Path(__file__).with_name("fork_server.py"),
                    str(other.fileno()),
                ],
                env={**child_environment(), "PYTHONHASHSEED": hash_seed},
                pass_fds=[other.fileno()],
            )

    def start(self, arguments: list[str], cwd: Path, environment: dict[str, str]) -> Running:
        """Start a command."""
        request = {"arguments": arguments, "cwd": str(cwd), "environment": environment}
        output = TemporaryFile()  # noqa: SIM115 - closed with the command
        statuses, pipe = os.pipe()
        descriptors = [pipe, output.fileno(), output.fileno()]
        socket.send_fds(self.socket, [json.dumps(request).encode() + b"\n"], descriptors)
        os.close(pipe)
        return Running(statuses, output)

    def close(self) -> None:
        """End the server."""
        self.socket.close()
        self.process.wait(LIMIT_SECONDS)


class Running(AbstractContextManager["Running"]):
    """A command that was started."""

    def __init__(self, statuses: int, output: IO[bytes]) -> None:
        # Unbuffered, so that `select` never misses a line that has been read ahead.
        self._statuses = open(statuses, "rb", buffering=0)  # noqa: SIM115 - a descriptor
        self._output = output
        self.pid = self._read_number()
        self.status: int | None = None

    def __exit__(self, *_: object) -> None:
        """Kill the command if it still runs."""
        if self.status is None:
            self.kill()
        self._statuses.close()
        self._output.close()

    def wait(self, seconds: float) -> int | None:
        """Return the exit status, negative for a signal; None if it still runs after `seconds`."""
        if self.status is None and select.select([self._statuses], [], [], seconds)[0]:
            self.status = self._read_number()
        return self.status

    def kill(self) -> int:
        """Kill the command with its workers; return its status, since it may have ended before."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self.status = self._read_number()
        return self.status

    def output(self) -> str:
        """Return what the command has written so far, both streams as one."""
        # Not `read`, which would move the place where the command writes.
        size = os.fstat(self._output.fileno()).st_size
        return os.pread(self._output.fileno(), size, 0).decode("utf-8")

    def _read_number(self) -> int:
        line = self._statuses.readline()
        assert line, "the fork server has ended; its message is on stderr"
        return int(line)


@cache
def _servers() -> cycle[ForkServer]:
    servers = [ForkServer(seed) for seed in HASH_SEEDS]
    for server in servers:
        atexit.register(server.close)
    return cycle(servers)
