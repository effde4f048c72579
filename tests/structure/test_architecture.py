"""ARCHITECTURE.md repeats the two chains; this keeps it true."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
PIPELINE = ast.parse((ROOT / "build/onrecord/pipeline.py").read_text(encoding="utf-8"))
CHAINS = {
    name: body.replace("→", " ").split()
    for name, body in re.findall(r"```chain (\w+)\n(.*?)```", ARCHITECTURE, re.DOTALL)
}


def functions(function: str) -> list[str]:
    """Return the functions that a function of the pipeline uses, in the order of the source."""
    [body] = [
        node
        for node in PIPELINE.body
        if isinstance(node, ast.FunctionDef) and node.name == function
    ]
    nodes = [node for node in ast.walk(body) if isinstance(node, ast.Attribute | ast.Name)]
    ordered = sorted(nodes, key=lambda node: (node.lineno, node.col_offset))
    names = [ast.unparse(node) for node in ordered]
    return [name for name in names if name.rpartition(".")[2].islower()]


def parts() -> set[str]:
    """Return the names of the stages and services that the pipeline imports."""
    imported = [
        node
        for node in PIPELINE.body
        if isinstance(node, ast.ImportFrom) and node.module == "onrecord"
    ]
    return {alias.name for node in imported for alias in node.names}


def test_both_chains_are_in_the_page():
    assert CHAINS.keys() == {"receive", "prepare", "publish", "render", "compile_archive"}


@pytest.mark.parametrize("chain", CHAINS)
def test_a_chain_is_written_as_it_runs(chain):
    # A function of a stage or a service is a step; so is one of our own that the page names.
    steps = [
        name
        for name in functions(chain)
        if ("." in name and name.split(".")[0] in parts()) or name in CHAINS[chain]
    ]
    assert steps == CHAINS[chain]


def test_the_archive_chain_reads_only_what_episodes_leave_for_it():
    [function] = [
        node
        for node in PIPELINE.body
        if isinstance(node, ast.FunctionDef) and node.name == "compile_archive"
    ]
    assert [ast.unparse(argument.annotation) for argument in function.args.args] == [
        # Summaries, and details on demand.
        "Facts",
        "Site",
        "Markup",
    ]
