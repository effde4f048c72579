"""Print what a build costs after each kind of change, for real episodes and for copies of one.

    python tests/benchmarks/changes.py [--episodes N] [--against CHECKOUT] [--only KIND] [--alone]

Copies of one episode hide what real archives cost: 299 real episodes have 7,381 topics, copies of
the demo's have 78. The real archive is made by `make_archive.py` in the folder that
ONRECORD_ARCHIVES names (default: `../shared/archives` beside the repository), and left out where
there is none. Beyond its 299, episodes are made of passages of the real ones (shuffled.py).

Figures are processor seconds (user and system, of the whole tree of processes) and the resident
memory of the largest process. The peer is plain MkDocs with Material on the same pages, without
their navigation; it renders every page after every change, so each figure is divided by its one
run. `--against` measures another checkout, by its own `.venv`, in turn with this one: machines
change their speed, so compare only figures of one run. All 299 episodes take about 10 minutes a
checkout; `--alone` leaves out the peer.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from build import measure_floor
from shuffled import extend
from spend import Spent, spend

from built import write_copies

REPO = Path(__file__).resolve().parents[2]
ARCHIVES = Path(os.environ.get("ONRECORD_ARCHIVES", REPO.parent / "shared" / "archives"))
TRANSCRIPT = REPO / "content/episodes/ilya-sutskever/transcript.txt"
CONFIGURATION = """\
site_name: Talks
site_url: https://talks.example/
docs_dir: content/pages
plugins: [onrecord]
theme: {name: onrecord}
"""
PEER = """\
site_name: Talks
site_url: https://talks.example/
theme: {name: material, font: false}
plugins: [search]
nav: [index.md]
"""


@dataclass(frozen=True)
class Archive:
    """An archive, with two of its episodes set aside to be added later."""

    root: Path
    aside: Path
    newest: str
    middle: str
    oldest: str
    last: str
    """Set aside: newer than all."""
    between: str
    """Set aside: its date is in the middle."""

    def edit(self, episode: str) -> None:
        """Change a word in the transcript of an episode."""
        [path] = (self.root / "content/episodes" / episode).glob("transcript.*")
        path.write_text(path.read_text().replace(" the ", " that ", 1))

    def add(self, episode: str) -> None:
        """Add an episode that was set aside."""
        (self.aside / episode).rename(self.root / "content/episodes" / episode)

    def steps(self) -> Iterator[tuple[str, Callable[[], None]]]:
        """Yield the name and the change of each step; each builds on what the one before left."""
        yield "cold", lambda: None
        yield "no change", lambda: None
        yield "edit the newest", lambda: self.edit(self.newest)
        yield "edit a middle one", lambda: self.edit(self.middle)
        yield "edit the oldest", lambda: self.edit(self.oldest)
        yield "one more at the end", lambda: self.add(self.last)
        yield "one more in the middle", lambda: self.add(self.between)


def make_copies(root: Path, count: int) -> None:
    """Write an archive of copies of the demo's episode, a week apart."""
    (root / "content/pages").mkdir(parents=True)
    (root / "mkdocs.yml").write_text(CONFIGURATION)
    write_copies(root, TRANSCRIPT, count)
    for number, folder in enumerate(sorted((root / "content/episodes").iterdir())):
        day = date(2018, 7, 2) + timedelta(weeks=number)
        (folder / "episode.yml").write_text(f"title: Talk {number}\ndate: {day}\n")


def make_real(root: Path, count: int) -> None:
    """Write an archive of real episodes, a week apart; beyond these, of their shuffled passages."""
    program = root.with_name("onrecord")
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m onrecord "$@"\n')
    program.chmod(0o755)
    make = ARCHIVES / "make_archive.py"
    spend(sys.executable, make, root, count, "--onrecord", program, cwd=root.parent)
    extend(root, count)


def set_aside(root: Path) -> Archive:
    """Take two episodes out of an archive."""

    def day(folder: Path) -> str:
        _, _, found = (folder / "episode.yml").read_text().partition("date: ")
        return found.split()[0]

    episodes = [path.name for path in sorted((root / "content/episodes").glob("*/"), key=day)]
    aside = root.with_name(f"{root.name}-aside")
    aside.mkdir()
    *rest, last = episodes
    between = rest.pop(len(rest) // 2)
    for episode in (last, between):
        (root / "content/episodes" / episode).rename(aside / episode)
    return Archive(
        root=root,
        aside=aside,
        newest=rest[-1],
        middle=rest[len(rest) // 2 - 1],
        oldest=rest[0],
        last=last,
        between=between,
    )


def measure_peer(archive: Archive, folder: Path) -> Spent:
    """Render the pages of an archive with plain MkDocs."""
    spend(sys.executable, "-m", "onrecord", "pages", "--out", folder, cwd=archive.root)
    (folder / "mkdocs.yml").write_text(PEER)
    return spend(sys.executable, "-m", "mkdocs", "build", "--quiet", cwd=folder)


def table(
    make: Callable[[Path, int], None], count: int, checkouts: list[Path], *, alone: bool
) -> Iterator[str]:
    """Yield the lines of the table of one kind of archive, each as soon as it is known."""
    columns = [f"{checkout.name}: {what}" for checkout in checkouts for what in ("s", "MB")]
    columns += [] if alone else [f"{checkout.name} / MkDocs" for checkout in checkouts]
    columns += [f"{checkouts[0].name} / {other.name}" for other in checkouts[1:]]
    yield "| step | " + " | ".join(columns) + " |"
    yield "|---" * (len(columns) + 1) + "|"
    with tempfile.TemporaryDirectory() as name:
        made = Path(name) / "made"
        make(made, count)
        archives = []
        for number, checkout in enumerate(checkouts):
            shutil.copytree(made, root := Path(name) / f"{number}-{checkout.name}")
            archives.append(set_aside(root))
        for checkout in checkouts:
            # Else the first to run would compile its modules within the measurement.
            shutil.copytree(
                archives[0].aside / archives[0].last, Path(name) / "warm/content/episodes/a"
            )
            spend(checkout / ".venv/bin/python", "-m", "onrecord", "build", cwd=Path(name) / "warm")
            shutil.rmtree(Path(name) / "warm")
        cells = " |" * (len(columns) - 1)
        yield f"| empty Material site | {measure_floor(Path(name) / 'empty'):.2f} |{cells}"
        peer = None if alone else measure_peer(archives[0], Path(name) / "peer")
        if peer:
            cells = [""] * (len(columns) - 2)
            yield f"| plain MkDocs | {peer.seconds:.2f} | {peer.peak:.0f} | {' | '.join(cells)} |"
        for changes in zip(*(archive.steps() for archive in archives), strict=True):
            spent = []
            for archive, checkout, (_, change) in zip(archives, checkouts, changes, strict=True):
                change()
                python = checkout / ".venv/bin/python"
                spent.append(spend(python, "-m", "onrecord", "build", "--quiet", cwd=archive.root))
            cells = [f"{one.seconds:.2f} | {one.peak:.0f}" for one in spent]
            cells += [f"{one.seconds / peer.seconds:.3f}" for one in spent if peer]
            cells += [f"{spent[0].seconds / one.seconds:.2f}" for one in spent[1:]]
            yield f"| {changes[0][0]} | {' | '.join(cells)} |"


def main() -> None:
    """Print the tables."""
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("--episodes", type=int, default=299, metavar="N", help="at least 5")
    parser.add_argument("--against", type=Path, metavar="CHECKOUT")
    parser.add_argument("--only", choices=("real", "copies"), default="")
    parser.add_argument("--alone", action="store_true", help="without plain MkDocs")
    options = parser.parse_args()
    checkouts = [REPO, *([options.against.resolve()] if options.against else [])]
    for kind, make in (("real", make_real), ("copies", make_copies)):
        if options.only not in {"", kind}:
            continue
        if kind == "real" and not (ARCHIVES / "make_archive.py").is_file():
            print(f"Skipping real episodes: no make_archive.py in {ARCHIVES}\n")
            continue
        print(f"{kind} episodes, {options.episodes} in the end\n")
        for line in table(make, options.episodes, checkouts, alone=options.alone):
            print(line, flush=True)
        print()


if __name__ == "__main__":
    main()
