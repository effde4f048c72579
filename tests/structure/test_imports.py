"""Imports go one way, so that each part can be read, tested and replaced without those above it."""

from __future__ import annotations

import importlib
import sys

import pytest

from built import run
from structure.measure import find_circles
from structure.source import (
    HEIGHT,
    ROOT,
    STAGES,
    import_graph,
    imported_parts,
    imports_of,
    list_modules,
    part_of,
    parts_of,
)

MODULES = list_modules()
BUILD = [module for module in MODULES if part_of(module) != "onrecord_plugins"]
FOLDERS = sorted(
    folder.name
    for folder in (ROOT / "build/onrecord").iterdir()
    if folder.is_dir() and any(folder.glob("*.py"))
)
RENDERERS = {"mkdocs", "material", "markdown", "properdocs", "zensical"}


def name_of(module) -> str:
    return module.relative_to(ROOT).as_posix()


def test_each_part_has_its_place_in_the_order():
    assert parts_of() == HEIGHT.keys(), "each part needs a place in LAYERS, in structure/source.py"


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_module_imports_from_below_only(module):
    imported = imported_parts(module, parts_of())
    assert {name for name in imported if HEIGHT[name] >= HEIGHT[part_of(module)]} == set()


def test_a_circle_of_imports_is_found():
    graph = {"a": frozenset("b"), "b": frozenset("c"), "c": frozenset("b"), "d": frozenset("a")}
    assert find_circles(graph) == [["b", "c"]]
    assert find_circles(import_graph()) == []


@pytest.mark.parametrize("module", BUILD, ids=name_of)
def test_nothing_in_the_build_step_knows_its_renderer(module):
    assert {name.split(".")[0] for name in imports_of(module)} & RENDERERS == set()


@pytest.mark.command_line
def test_importing_the_chains_imports_no_renderer(repo):
    program = f"import sys, onrecord.cli, onrecord.pipeline; print(*{RENDERERS} & {{*sys.modules}})"
    done = run(sys.executable, "-c", program, cwd=repo)
    assert (done.returncode, done.stdout.strip()) == (0, "")


def test_stages_are_composed_in_the_pipeline_only():
    composing = {
        name_of(module)
        for module in BUILD
        if part_of(module) not in STAGES | {"pipeline"}
        and len(imported_parts(module, parts_of()) & STAGES) > 1
    }
    assert composing == set()


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_exports_what_it_says_and_is_used_by_that_alone(folder):
    package = importlib.import_module(f"onrecord.{folder}")
    exported = set(package.__all__)
    inside = ROOT / "build/onrecord" / folder
    modules = {path.stem for path in inside.glob("*.py")}
    modules |= {path.parent.name for path in inside.glob("*/__init__.py")}
    assert {name for name in exported - modules if not hasattr(package, name)} == set()
    used = {
        name.split(".", 2)[2].split(".")[0]
        for module in MODULES
        if part_of(module) != folder
        for name in imports_of(module)
        if name.startswith(f"onrecord.{folder}.")
    }
    assert used <= exported
