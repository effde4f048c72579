"""Print what reading hour-long WebVTT files costs, beside webvtt-py and pysubs2 on the same files.

    python tests/benchmarks/import_speed.py [FILES]

onrecord reads, repairs and divides into sentences with times; the peers, if installed
(`pip install webvtt-py pysubs2`), only parse cues.
"""

from __future__ import annotations

import sys
import time
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from onrecord import formats, transcript

SEED = Path(__file__).resolve().parents[2] / "content/episodes/ilya-sutskever/transcript.txt"
FILES = 500
# An hour has 700 to 1,100 cues of 8 to 12 words.
CUES, WORDS = 900, 10


def hour(number: int) -> str:
    """Return an hour of WebVTT made of the demo's words, different in each file."""
    words = " ".join(
        cue.text
        for cue in formats.read(formats.Source(path=SEED.name, content=SEED.read_bytes())).cues
    ).split()
    lines = ["WEBVTT", ""]
    for cue in range(CUES):
        start = 4 * cue
        first = (cue * WORDS + number * 37) % (len(words) - WORDS)
        format_time = f"{start // 3600:02}:{start // 60 % 60:02}:{start % 60:02}"
        lines += [
            f"{format_time}.000 --> {format_time}.900",
            f"<v Speaker {cue % 2}>{' '.join(words[first : first + WORDS])}",
            "",
        ]
    return "\n".join(lines)


def spent(read, paths) -> float:
    """Return the processor seconds of reading all files."""
    before = time.process_time()
    for path in paths:
        read(path)
    return time.process_time() - before


def read_ours(path: Path) -> None:
    """Read one file as an import does."""
    transcript.divide(formats.read(formats.Source(path=path.name, content=path.read_bytes())))


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else FILES
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.vtt" for number in range(count)]
        content = [hour(number) for number in range(min(count, 10))]
        for number, path in enumerate(paths):
            path.write_text(content[number % len(content)], encoding="utf-8")
        ours = spent(read_ours, paths)
        parsed = spent(
            lambda path: formats.read(formats.Source(path=path.name, content=path.read_bytes())),
            paths,
        )
        print(f"{count} files of an hour, CPU seconds")
        print(f"{'onrecord: cues, repaired':34}{parsed:8.2f}")
        print(f"{'onrecord: sentences with times':34}{ours:8.2f}")
        for name, function in (("webvtt", "read"), ("pysubs2", "load")):
            try:
                read = getattr(import_module(name), function)
            except ImportError:
                print(f"{name:34}  not installed")
            else:
                peer = spent(lambda path, read=read: read(str(path)), paths)
                print(
                    f"{name + ': cues':34}{peer:8.2f}{parsed / peer:10.2f}× is ours, "
                    f"{ours / peer:.2f}× with sentences"
                )


if __name__ == "__main__":
    main()
