"""Print what builds cost by the number of episodes, for onrecord and for other generators.

    python tests/benchmarks/build.py [N …] [--only onrecord]

Each archive holds copies of the demo's transcript (8 chapters, 631 sentences). Figures are
processor seconds (user and system) of the whole tree of processes of one run. The other generators
render the tree that `onrecord pages` writes; those that are not installed are left out.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from spend import spend

from built import write_copies

REPO = Path(__file__).resolve().parents[2]
TRANSCRIPT = REPO / "content/episodes/ilya-sutskever/transcript.txt"
COUNTS = (1, 10, 50, 200, 1000)
SIZES = ("peak MB", "peak of add MB", "site MB", "a page kB")
PAGE = "episodes/episode-0001/alignment/index.html"
WRITE = """
import json, os, sys
for path, size in json.load(open(sys.argv[1])):
    os.makedirs(os.path.dirname(f"site/{path}"), exist_ok=True)
    with open(f"site/{path}", "wb") as file:
        file.write(b"." * size)
"""
STEPS = ("cold", "no change", "edit", "add", "remove", "theme")
CONFIGURATION = """\
site_name: Talks
site_url: https://talks.example/
docs_dir: content/pages
plugins: [onrecord]
theme: {name: onrecord%s}
"""
# Pages with the navigation of the whole site would fill the disk.
LIMITS = {"MkDocs, full navigation": 50, "MkDocs, pruned": 200, "Zensical": 200}


@dataclass(slots=True)
class Figures:
    """The figures of one system and one size."""

    seconds: dict[str, float] = field(default_factory=dict)
    memory: dict[str, float] = field(default_factory=dict)
    """Peak of the largest process by step, MB."""
    size: float = 0
    """Size of the site, MB."""
    page: float = 0
    """Size of a chapter page, kB."""

    def take(self, step: str, *command: object, cwd: Path) -> None:
        """Run a step."""
        spent = spend(*command, cwd=cwd)
        self.seconds[step], self.memory[step] = spent.seconds, spent.peak

    def weigh(self, site: Path) -> None:
        """Measure the size of a site and of a chapter page."""
        self.size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) / 1e6
        page = site / PAGE
        self.page = page.stat().st_size / 1e3 if page.is_file() else 0


def measure_ours(root: Path, count: int) -> Figures:
    """Measure each step on one archive; each continues from the one before."""
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
        figures.take(step, sys.executable, "-m", "onrecord", "build", "--quiet", cwd=root)
    figures.weigh(root / "site")
    return figures


Prepare = Callable[[Path, Path], list[object]]
"""Takes the tree of pages and a folder, writes a site there, and returns its build command."""


def others() -> Iterator[tuple[str, Prepare]]:
    """Yield the other systems that can render the tree of pages, each with its preparation."""
    program = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    material = (
        "site_name: T\nsite_url: https://talks.example/\n"
        "theme: {name: material, font: false%s}\nplugins: %s\n%s"
    )
    yield (
        "MkDocs, no navigation",
        partial(take_tree, program, material % ("", "[search]", "nav: [index.md]\n")),
    )
    yield (
        "MkDocs, pruned",
        partial(take_tree, program, material % (", features: [navigation.prune]", "[search]", "")),
    )
    yield "MkDocs, full navigation", partial(take_tree, program, material % ("", "[search]", ""))
    if zensical := find_program("zensical"):
        yield "Zensical", partial(take_tree, [zensical, "build"], "")
    if hugo := find_program("hugo"):
        yield "Hugo", partial(make_hugo, hugo)
    if eleventy := find_program("eleventy"):
        yield "Eleventy", partial(make_eleventy, eleventy)


def find_program(name: str) -> str | None:
    """Find a program beside this Python, or on the path."""
    return shutil.which(
        name, path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    )


def take_tree(command: list[object], configuration: str, tree: Path, folder: Path) -> list[object]:
    """Render the tree as it is, with its own configuration or another."""
    shutil.copytree(tree, folder, copy_function=os.link)
    if configuration:
        (folder / "mkdocs.yml").unlink()
        (folder / "mkdocs.yml").write_text(configuration)
    return command


def shell_around(page: str) -> tuple[str, str]:
    """Return the HTML of Material before and after the content of a page, for other generators."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "docs").mkdir()
        (folder / "docs/index.md").write_text(page)
        (folder / "mkdocs.yml").write_text("site_name: T\ntheme: {name: material, font: false}\n")
        spend(sys.executable, "-m", "mkdocs", "build", "--quiet", cwd=folder)
        before, _, after = (folder / "site/index.html").read_text().partition(f"<p>{page}</p>")
    return before, after


def make_hugo(hugo: str, tree: Path, folder: Path) -> list[object]:
    """Write a site for Hugo, with the shell of Material as its layout."""
    before, after = shell_around("CONTENT")
    for path in sorted((tree / "docs").rglob("*")):
        inside = path.relative_to(tree / "docs")
        if path.is_dir():
            continue
        # For Hugo, the files below an `index.md` belong to it.
        own = (
            inside.parent.with_suffix(".md")
            if inside.name == "index.md" and inside.parent.name
            else inside
        )
        target = (
            folder
            / ("content" if path.suffix == ".md" else "static")
            / ("_index.md" if str(inside) == "index.md" else own)
        )
        target.parent.mkdir(parents=True, exist_ok=True)
        os.link(path, target)
    (folder / "layouts/_default").mkdir(parents=True)
    for kind in ("single", "list"):
        (folder / f"layouts/_default/{kind}.html").write_text(f"{before}{{{{ .Content }}}}{after}")
    (folder / "hugo.toml").write_text(
        "baseURL = 'https://talks.example/'\ntitle = 'T'\ndisableKinds = ['taxonomy', 'term', "
        "'RSS']\npublishDir = 'site'\n"
        "[markup.goldmark.renderer]\nunsafe = true\n"
    )
    return [hugo, "--quiet"]


def make_eleventy(eleventy: str, tree: Path, folder: Path) -> list[object]:
    """Write a site for Eleventy, with the shell of Material as its layout."""
    before, after = shell_around("CONTENT")
    shutil.copytree(tree / "docs", folder / "docs", copy_function=os.link)
    (folder / "docs/_includes").mkdir()
    (folder / "docs/_includes/shell.liquid").write_text(f"{before}{{{{ content }}}}{after}")
    (folder / "docs/docs.json").write_text('{"layout": "shell.liquid"}')
    (folder / "eleventy.config.js").write_text(
        "module.exports = config => {\n"
        "  for (const kind of ['css', 'html', 'js', 'json', 'jsonld', 'png', 'srt', 'txt', "
        "'vtt', 'woff2', 'xml'])\n"
        "    config.addPassthroughCopy(`docs/**/*.${kind}`)\n"
        "  return {dir: {input: 'docs', output: 'site'}, templateFormats: ['md'], "
        "markdownTemplateEngine: false}\n}\n"
    )
    return [eleventy, "--quiet"]


def measure_other(prepare: Prepare, tree: Path, folder: Path) -> Figures:
    """Build from nothing, then with one more episode; others render (nearly) everything again."""
    command = prepare(tree, folder)
    figures = Figures()
    docs = next(path for path in (folder / "content", folder / "docs") if path.is_dir())
    last = max((docs / "episodes").glob("episode-*/"))
    for step in ("cold", "add"):
        if step == "add":
            shutil.copytree(last, last.with_name("episode-new"))
        figures.take(step, *command, cwd=folder)
    figures.weigh(folder / "site")
    shutil.rmtree(folder)
    return figures


def measure_write(site: Path) -> Figures:
    """Only write as many files of the same sizes."""
    sizes = [
        (path.relative_to(site).as_posix(), path.stat().st_size)
        for path in sorted(site.rglob("*"))
        if path.is_file()
    ]
    with tempfile.TemporaryDirectory() as name:
        listing = Path(name) / "sizes.json"
        listing.write_text(json.dumps(sizes))
        figures = Figures()
        figures.take("cold", sys.executable, "-c", WRITE, listing, cwd=Path(name))
        figures.weigh(Path(name) / "site")
    return figures


def measure_floor(folder: Path) -> float:
    """Build an empty Material site with MkDocs: the least that any run costs."""
    (folder / "docs").mkdir(parents=True)
    (folder / "docs/index.md").write_text("# T\n")
    (folder / "mkdocs.yml").write_text("site_name: T\ntheme: {name: material, font: false}\n")
    return min(
        spend(sys.executable, "-m", "mkdocs", "build", "--quiet", cwd=folder).seconds
        for _ in range(3)
    )


def lines(counts: list[int], only: str) -> Iterator[str]:
    """Yield the lines of the table, each as soon as it is known."""
    yield "| system | episodes | " + " | ".join((*STEPS, *SIZES)) + " |"
    yield "|---" * (len(STEPS) + len(SIZES) + 2) + "|"
    with tempfile.TemporaryDirectory() as name:
        yield f"| MkDocs, an empty site | 0 | {measure_floor(Path(name)):.2f} |" + " |" * (
            len(STEPS) + len(SIZES) - 1
        )
    for count in counts:
        with tempfile.TemporaryDirectory() as name:
            root = Path(name)
            yield row("onrecord", count, measure_ours(root / "ours", count))
            yield row("… its files written by themselves", count, measure_write(root / "ours/site"))
            if only == "onrecord":
                continue
            subprocess.run(
                [sys.executable, "-m", "onrecord", "pages", "--quiet", "--out", root / "tree"],
                cwd=root / "ours",
                check=True,
            )
            for system, prepare in others():
                if count <= LIMITS.get(system, count):
                    yield row(system, count, measure_other(prepare, root / "tree", root / "other"))


def row(system: str, count: int, figures: Figures) -> str:
    """Return a line of the table."""
    cells = [f"{figures.seconds[step]:.2f}" if step in figures.seconds else "" for step in STEPS]
    most, adding = max(figures.memory.values()), figures.memory.get("add")
    sizes = [
        f"{most:.0f}",
        f"{adding:.0f}" if adding else "",
        f"{figures.size:.1f}",
        f"{figures.page:.0f}" if figures.page else "",
    ]
    return f"| {system} | {count} | {' | '.join((*cells, *sizes))} |"


def main() -> None:
    """Print the table."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("counts", type=int, nargs="*", default=list(COUNTS))
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} processors; processor seconds "
        "(user + system)\n"
    )
    for line in lines(options.counts, options.only):
        print(line, flush=True)


if __name__ == "__main__":
    main()
