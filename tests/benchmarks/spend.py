"""Run a program and measure it."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What one run of a program took."""

    seconds: float
    """Processor seconds, user and system, of the whole tree of processes."""
    peak: float
    """Resident memory of the largest process, MB."""


def spend(*command: object, cwd: Path) -> Spent:
    """Run a program without its output.

    Raises:
        SystemExit: it failed.
    """
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    # Python caches bytecode, as on anybody's machine; each run would measure compilation otherwise.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with subprocess.Popen(
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} failed with {process.returncode}")
    return Spent(seconds=usage.ru_utime + usage.ru_stime, peak=usage.ru_maxrss / 1024)
