"""Imports go one way, so that each part can be read, tested and replaced without those above it."""

from __future__ import annotations

import ast
import importlib
import sys
from pathlib import Path

import pytest

from built import run

BUILD = Path(__file__).resolve().parents[2] / "build"
STAGES = frozenset({"formats", "transcript", "chapters", "quotes", "topics", "pages"})

# A folder, or a module that stands alone, imports from the rows above its own only. `__init__` holds the version.
LAYERS = (
    {"__init__", "errors"},
    {"model"},
    {"text"},
    {"files"},
    {"anchors", "archive", "store"},
    {"search", "overlays"},
    STAGES,
    {"inputs", "verify"},
    {"pipeline"},
    {"editing", "publish", "incremental"},
    {"checks"},
    # `sync --update` replaces transcripts.
    {"intake"},
    {"commands"},
    {"cli"},
    {"__main__"},
)
HEIGHT = {name: height for height, layer in enumerate(LAYERS) for name in layer}
MODULES = sorted((BUILD / "onrecord").rglob("*.py"))
FOLDERS = sorted(
    folder.name
    for folder in (BUILD / "onrecord").iterdir()
    if folder.is_dir() and any(folder.glob("*.py"))
)


def part_of(module: Path) -> str:
    """Give the part of onrecord that a file belongs to: its folder, or itself."""
    return module.relative_to(BUILD / "onrecord").parts[0].removesuffix(".py")


def imports(module: Path) -> set[str]:
    """Give the dotted names that a file imports, anywhere in it; a name taken from a package counts as its member."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, (
                f"{module}: relative import; the rest of the code names modules in full"
            )
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def own_imports(module: Path) -> set[str]:
    """Give the parts of onrecord that a file imports from, apart from its own."""
    names = [name.split(".") for name in imports(module) if name.startswith("onrecord.")]
    return {
        name[1] if name[1] in HEIGHT or name[1] in FOLDERS else "__init__" for name in names
    } - {part_of(module)}


def test_each_part_has_its_place_in_the_order():
    parts = {part_of(module) for module in MODULES}
    assert parts - HEIGHT.keys() == set(), "new part: give it a line in LAYERS, in DESIGN's order"


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.relative_to(BUILD).as_posix())
def test_a_module_imports_from_below_only(module):
    above = {name for name in own_imports(module) if HEIGHT[name] >= HEIGHT[part_of(module)]}
    assert above == set()


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.relative_to(BUILD).as_posix())
def test_nothing_in_the_build_step_knows_its_renderer(module):
    foreign = {name.split(".")[0] for name in imports(module)} & {
        "mkdocs",
        "material",
        "markdown",
        "properdocs",
        "zensical",
    }
    assert foreign == set()
    # A command starts the renderer, through the adapter; nothing else does.
    if part_of(module) != "commands":
        assert [name for name in imports(module) if name.startswith("onrecord_plugins")] == []


def test_importing_the_chains_imports_no_renderer(repo):
    program = "import sys, onrecord.cli, onrecord.pipeline; print(*{'mkdocs', 'markdown'} & {*sys.modules})"
    done = run(sys.executable, "-c", program, cwd=repo)
    assert (done.returncode, done.stdout.strip()) == (0, "")


def test_stages_are_composed_in_the_pipeline_only():
    composing = {
        module.relative_to(BUILD).as_posix()
        for module in MODULES
        if part_of(module) not in STAGES | {"pipeline"} and len(own_imports(module) & STAGES) > 1
    }
    assert composing == set()


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_exports_what_it_says_and_is_used_by_that_alone(folder):
    package = importlib.import_module(f"onrecord.{folder}")
    exported = set(package.__all__)
    modules = {path.stem for path in (BUILD / "onrecord" / folder).glob("*.py")}
    modules |= {path.parent.name for path in (BUILD / "onrecord" / folder).glob("*/__init__.py")}
    assert {name for name in exported - modules if not hasattr(package, name)} == set()
    used = {
        name.split(".", 2)[2].split(".")[0]
        for module in (*MODULES, *(BUILD.parent / "site_plugins").rglob("*.py"))
        if part_of_any(module) != folder
        for name in imports(module)
        if name.startswith(f"onrecord.{folder}.")
    }
    assert used <= exported


def part_of_any(module: Path) -> str:
    return part_of(module) if module.is_relative_to(BUILD) else ""
