"""The source as the structure tests and `measure.py` see it: its parts, their order, their imports.

A part is a folder of `build/onrecord`, a module that stands alone there, or the whole adapter.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

STAGES = frozenset({"formats", "transcript", "chapters", "quotes", "topics", "pages"})
LAYERS = (
    {"__init__", "errors"},
    {"model"},
    {"text"},
    {"files"},
    {"anchors", "archive", "store"},
    {"search", "overlays"},
    STAGES,
    {"inputs", "verify"},
    {"prepared"},
    {"pipeline"},
    {"editing", "editor", "publish", "incremental"},
    {"checks"},
    {"intake"},
    {"onrecord_plugins"},
    {"serve"},
    {"commands"},
    {"cli"},
    {"__main__"},
)
"""Parts in order: each imports only from rows above its own. `__init__` holds the version."""
HEIGHT = {name: height for height, row in enumerate(LAYERS) for name in row}


def list_modules(root: Path = ROOT) -> list[Path]:
    """List the modules of the build step and the adapter."""
    return sorted(
        path for folder in ("build", "site_plugins") for path in (root / folder).rglob("*.py")
    )


def part_of(module: Path) -> str:
    """Return the part that a module belongs to."""
    parts = module.parts
    if "onrecord_plugins" in parts:
        return "onrecord_plugins"
    place = len(parts) - parts[::-1].index("onrecord")
    return parts[place].removesuffix(".py")


@cache
def imports_of(module: Path) -> frozenset[str]:
    """Return the dotted names that a module imports anywhere; `from a import b` gives `a.b`."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import; use the full name"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(found)


def imported_parts(module: Path, parts: frozenset[str]) -> set[str]:
    """Return the parts that a module imports from, apart from its own."""
    found: set[str] = set()
    for name in imports_of(module):
        package, _, rest = name.partition(".")
        if package == "onrecord_plugins":
            found.add(package)
        elif package == "onrecord":
            inner = rest.partition(".")[0]
            found.add(inner if inner in parts else "__init__")
    return found - {part_of(module)}


@cache
def parts_of(root: Path = ROOT) -> frozenset[str]:
    """Return the names of all parts."""
    return frozenset(part_of(module) for module in list_modules(root))


@cache
def import_graph(root: Path = ROOT) -> dict[str, frozenset[str]]:
    """Return the parts that each part imports from."""
    graph: dict[str, set[str]] = {part: set() for part in parts_of(root)}
    for module in list_modules(root):
        graph[part_of(module)] |= imported_parts(module, parts_of(root))
    return {part: frozenset(imported) for part, imported in graph.items()}
