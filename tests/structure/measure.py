"""Print figures of the code's structure, a column for each checkout. `make measure`.

    python tests/structure/measure.py [CHECKOUT …]

A part is a folder of `build/onrecord`, a module that stands alone there, or the adapter; an arrow
says that one part imports from another. Logical lines (LLOC) and complexity are radon's, which
counts comprehensions and boolean operators as branches; ruff (C901) does not.
"""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from pathlib import Path

from radon.complexity import cc_visit
from radon.raw import analyze

sys.path.insert(0, str(Path(__file__).parents[1]))

from structure.source import ROOT, import_graph, list_modules, part_of


def find_circles(graph: dict[str, frozenset[str]]) -> list[list[str]]:
    """Return the groups of parts that import from each other, directly or by way of others."""

    def reach(start: str) -> set[str]:
        found: set[str] = set()
        waiting = [start]
        while waiting:
            new = graph[waiting.pop()] - found
            found |= new
            waiting += new
        return found

    reached = {part: reach(part) for part in graph}
    groups = {
        tuple(sorted(other for other in reached[part] if part in reached[other]))
        for part in graph
        if part in reached[part]
    }
    return [[*group] for group in sorted(groups)]


def count_floors(graph: dict[str, frozenset[str]]) -> int:
    """Return the length of the longest chain of imports, or 0 where there is a circle."""
    if find_circles(graph):
        return 0
    height: dict[str, int] = {}

    def height_of(part: str) -> int:
        if part not in height:
            height[part] = 1 + max(map(height_of, graph[part]), default=0)
        return height[part]

    return max(map(height_of, graph))


def measure(root: Path) -> dict[str, str]:
    """Return the figures of a checkout by name."""
    modules = list_modules(root)
    graph = import_graph(root)
    by_part: dict[str, int] = defaultdict(int)
    lengths: list[tuple[int, str]] = []
    functions: list[tuple[int, str]] = []
    classes: list[tuple[int, str]] = []
    complexities: list[tuple[int, str]] = []
    for module in modules:
        name = module.relative_to(root).as_posix()
        text = module.read_text(encoding="utf-8")
        by_part[part_of(module)] += analyze(text).lloc
        lengths.append((text.count("\n"), name))
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                found = functions if isinstance(node, ast.FunctionDef) else classes
                found.append((lines, f"{name} {node.name}"))
        complexities += [(block.complexity, f"{name} {block.fullname}") for block in cc_visit(text)]
    circles = find_circles(graph)
    figures = {
        "parts": str(len(graph)),
        "arrows between parts": str(sum(map(len, graph.values()))),
        "floors (longest chain of imports)": str(count_floors(graph) or "none: circles"),
        "circles": "; ".join(map(" ".join, circles)) or "none",
        "modules": str(len(modules)),
        "modules above 250 lines": str(sum(lines > 250 for lines, _ in lengths)),
        "longest module": _describe(max(lengths)),
        "longest class": _describe(max(classes)),
        "longest function": _describe(max(functions)),
        "highest complexity": _describe(max(complexities)),
        "functions above a complexity of 15": str(sum(value > 15 for value, _ in complexities)),
        "logical lines": f"{sum(by_part.values()):,}",
    }
    return figures | {f"… {part}": f"{lines:,}" for part, lines in sorted(by_part.items())}


def _describe(found: tuple[int, str]) -> str:
    return f"{found[0]} {found[1]}"


def main() -> None:
    """Print the table."""
    roots = [Path(name).resolve() for name in sys.argv[1:]] or [ROOT]
    figures = {root: measure(root) for root in roots}
    names = list(dict.fromkeys(name for root in roots for name in figures[root]))
    # Parts last, in one order whichever checkout has them.
    names.sort(key=lambda name: (name.startswith("…"), name if name.startswith("…") else ""))
    print("| | " + " | ".join(root.name for root in roots) + " |")
    print("|---" * (len(roots) + 1) + "|")
    for name in names:
        print(f"| {name} | " + " | ".join(figures[root].get(name, "") for root in roots) + " |")


if __name__ == "__main__":
    main()
