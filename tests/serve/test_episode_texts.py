"""The title and the description of an episode, written into its `episode.yml`."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

EPISODE = "content/episodes/first-talk/episode.yml"
CASES = YAML(typ="safe").load(Path(__file__).with_name("episode_texts.yml"))


def content(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_texts_are_written_and_undone(serve_archive, case):
    served = serve_archive()
    path = served.root / EPISODE
    before = None if case["before"] is None else case["before"].encode()
    if before is None:
        path.unlink()
    else:
        path.write_bytes(before)
    edits = [{"do": "text", **edit} for edit in case["edits"]]
    answer = served.write("/episodes/first-talk/edits", edits, case.get("status", 200))
    if "after" not in case:
        shown = answer if "answer" in case else answer["issues"][0]
        assert shown == shown | case.get("answer", case.get("issue"))
        assert content(path) == before
        return
    assert content(path) == case["after"].encode()
    shown = served.read("/episodes/first-talk")
    assert {key: shown[key] for key in case["shown"]} == case["shown"]
    served.write("/undo", {})
    assert content(path) == before
    served.write("/redo", {})
    assert content(path) == case["after"].encode()
