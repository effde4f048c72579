"""Prints what a cold build costs in processor seconds, by the number of episodes. `make bench`; asserts nothing.

Each archive holds copies of the demo's transcript: 8 chapters and 631 sentences each.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from built import write_copies

REPO = Path(__file__).resolve().parents[2]
TRANSCRIPT = REPO / "content/episodes/ilya-sutskever/transcript.txt"
COUNTS = (1, 10, 50)


def spent() -> float:
    """Give the processor seconds, user and system, of all the processes that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def measure(count: int) -> tuple[float, int, int]:
    """Build an archive of `count` episodes; give processor seconds, files and bytes."""
    with tempfile.TemporaryDirectory() as folder:
        root = write_copies(Path(folder), TRANSCRIPT, count)
        before = spent()
        subprocess.run([sys.executable, "-m", "onrecord", "build", "--quiet", "--archive", root], check=True)
        seconds = spent() - before
        files = [path.stat().st_size for path in (root / "site").rglob("*") if path.is_file()]
        return seconds, len(files), sum(files)


def main() -> None:
    """Print the table."""
    print(f"{'episodes':>8} {'CPU s':>8} {'files':>8} {'MB':>8}")
    for count in map(int, sys.argv[1:] or COUNTS):
        seconds, files, size = measure(count)
        print(f"{count:>8} {seconds:>8.2f} {files:>8} {size / 1e6:>8.1f}", flush=True)


if __name__ == "__main__":
    main()
