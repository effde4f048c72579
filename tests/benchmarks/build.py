"""Prints what builds cost in processor seconds, by the number of episodes, for us and for others. `make bench`; asserts nothing.

Each archive holds copies of the demo's transcript (8 chapters, 631 sentences). Each figure is user and system time of the whole tree of
processes of one run, in seconds. The others render the tree that `onrecord pages` writes; those not installed are left out.

    python tests/benchmarks/build.py [N …] [--only onrecord]
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from built import write_copies

REPO = Path(__file__).resolve().parents[2]
TRANSCRIPT = REPO / "content/episodes/ilya-sutskever/transcript.txt"
COUNTS = (1, 10, 50, 200, 1000)
STEPS = ("cold", "no change", "edit", "add", "remove", "theme")
CONFIGURATION = (
    "site_name: Talks\nsite_url: https://talks.example/\ndocs_dir: content/pages\nplugins: [onrecord]\ntheme: {name: onrecord%s}\n"
)
# With their whole navigation on each page, others would fill a disk.
LIMITS = {"MkDocs, full navigation": 50, "MkDocs, pruned": 200, "Zensical": 200}


@dataclass(slots=True)
class Figures:
    """Of one system and one size."""

    seconds: dict[str, float] = field(default_factory=dict)
    memory: float = 0
    """Peak of the largest process, MB."""
    size: float = 0
    """Of the site, MB."""


def spend(*command: object, cwd: Path) -> tuple[float, float]:
    """Run a program; give the processor seconds of its tree, and its peak of memory in MB."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    # Python keeps what it has compiled, as on anybody's machine: else each run would measure that.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with subprocess.Popen(
        [str(part) for part in command], cwd=cwd, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} failed with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def weigh(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def measure_ours(root: Path, count: int) -> Figures:
    """Take each step on one archive, in order, each on what the one before has left."""
    (root / "content/pages").mkdir(parents=True)
    configuration = root / "mkdocs.yml"
    configuration.write_text(CONFIGURATION % "")
    write_copies(root, TRANSCRIPT, count)
    episodes = root / "content/episodes"
    last, new = episodes / f"episode-{count:04}", episodes / f"episode-{count + 1:04}"

    def edit() -> None:
        path = last / TRANSCRIPT.name.replace(TRANSCRIPT.stem, "transcript")
        path.write_text(path.read_text().replace("the", "that", 1))

    changes: dict[str, Callable[[], object]] = {
        "cold": lambda: None,
        "no change": lambda: None,
        "edit": edit,
        "add": lambda: shutil.copytree(last, new, ignore=shutil.ignore_patterns("*.jsonl")),
        "remove": lambda: shutil.rmtree(new),
        "theme": lambda: configuration.write_text(CONFIGURATION % ", palette: {scheme: slate}"),
    }
    figures = Figures()
    for step in STEPS:
        changes[step]()
        seconds, memory = spend(sys.executable, "-m", "onrecord", "build", "--quiet", cwd=root)
        figures.seconds[step] = seconds
        figures.memory = max(figures.memory, memory)
    figures.size = weigh(root / "site")
    return figures


def others(tree: Path) -> Iterator[tuple[str, list[object], str]]:
    """Give name, command and configuration of each other system that renders the tree of pages."""
    program = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    material = "site_name: T\nsite_url: https://talks.example/\ntheme: {name: material, font: false%s}\nplugins: %s\n%s"
    yield "MkDocs, no navigation", [*program], material % ("", "[search]", "nav: [index.md]\n")
    yield "MkDocs, pruned", [*program], material % (", features: [navigation.prune]", "[search]", "")
    yield "MkDocs, full navigation", [*program], material % ("", "[search]", "")
    zensical = shutil.which("zensical", path=f"{sys.prefix}/bin")
    if zensical:
        yield "Zensical", [zensical, "build"], (tree / "mkdocs.yml").read_text()


def measure_other(tree: Path, command: list[object], configuration: str) -> Figures:
    """Build from nothing, and once more with one more episode: these build everything each time, or nearly."""
    kept = (tree / "mkdocs.yml").read_text()
    (tree / "mkdocs.yml").write_text(configuration)
    figures = Figures()
    folders = sorted((tree / "docs/episodes").glob("episode-*"))
    new = tree / "docs/episodes/episode-new"
    for step in ("cold", "add"):
        if step == "add":
            shutil.copytree(folders[-1], new)
        seconds, memory = spend(*command, cwd=tree)
        figures.seconds[step] = seconds
        figures.memory = max(figures.memory, memory)
    figures.size = weigh(tree / "site")
    shutil.rmtree(new)
    shutil.rmtree(tree / "site")
    (tree / "mkdocs.yml").write_text(kept)
    return figures


def measure_floor(folder: Path) -> float:
    """Build an empty Material site with MkDocs: what any run costs."""
    (folder / "docs").mkdir(parents=True)
    (folder / "docs/index.md").write_text("# T\n")
    (folder / "mkdocs.yml").write_text("site_name: T\ntheme: {name: material, font: false}\n")
    return min(spend(sys.executable, "-m", "mkdocs", "build", "--quiet", cwd=folder)[0] for _ in range(3))


def lines(counts: list[int], only: str) -> Iterator[str]:
    """Give the table, a line as soon as it is known."""
    yield "| system | episodes | " + " | ".join(STEPS) + " | peak MB | site MB |"
    yield "|---" * (len(STEPS) + 4) + "|"
    with tempfile.TemporaryDirectory() as name:
        yield f"| MkDocs, an empty site | 0 | {measure_floor(Path(name)):.2f} |" + " |" * (len(STEPS) + 1)
    for count in counts:
        with tempfile.TemporaryDirectory() as name:
            root = Path(name)
            yield row("onrecord", count, measure_ours(root / "ours", count))
            if only == "onrecord":
                continue
            subprocess.run([sys.executable, "-m", "onrecord", "pages", "--quiet", "--out", root / "tree"], cwd=root / "ours", check=True)
            for system, command, configuration in others(root / "tree"):
                if count <= LIMITS.get(system, count):
                    yield row(system, count, measure_other(root / "tree", command, configuration))


def row(system: str, count: int, figures: Figures) -> str:
    cells = [f"{figures.seconds[step]:.2f}" if step in figures.seconds else "" for step in STEPS]
    return f"| {system} | {count} | {' | '.join(cells)} | {figures.memory:.0f} | {figures.size:.1f} |"


def main() -> None:
    """Print the table."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("counts", type=int, nargs="*", default=list(COUNTS))
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors; processor seconds (user + system)\n")
    for line in lines(options.counts, options.only):
        print(line, flush=True)


if __name__ == "__main__":
    main()
