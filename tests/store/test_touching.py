"""An edit of a shared file compiles the episodes that it touches, and equals a clean build."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from onrecord.incremental import episodes
from site_files import files_of
from store.test_builds import MKDOCS, clean_copy, open_store
from store.test_incremental import build, check_messages

CASES = YAML(typ="safe", pure=True).load(
    Path(__file__).with_name("touching.yml").read_text(encoding="utf-8")
)


@pytest.fixture
def built(make_archive):
    """The archive of the cases, built, and what its build said."""
    made = make_archive(
        {"mkdocs.yml": MKDOCS, "content/pages/about.md": "# About\n", **CASES["archive"]}
    )
    status, reported = build(made)
    assert status == 0
    return made, reported


@pytest.fixture
def root(built):
    return built[0]


@pytest.fixture
def compiled(monkeypatch):
    """Slugs of the episodes compiled since this was last cleared."""
    slugs = []
    compile_episode = episodes.compile_episode

    def compile_and_tell(files, *given):
        slugs.append(files.slug)
        return compile_episode(files, *given)

    monkeypatch.setattr(episodes, "compile_episode", compile_and_tell)
    return slugs


@pytest.mark.parametrize("case", CASES["edits"], ids=lambda case: case["edit"].replace(" ", "-"))
def test_an_edit_compiles_what_it_touches(case, built, compiled, tmp_path):
    root, reported = built
    path, site = root / "content" / case["file"], files_of(root / "site")
    before = path.read_text(encoding="utf-8")
    after = case["whole"] if "whole" in case else before.replace(case["was"], case["now"])
    assert after != before
    path.write_text(after, encoding="utf-8")
    clean = clean_copy(root, tmp_path / "clean")
    expected = build(clean)
    compiled.clear()
    status, found = build(root)
    assert status == expected[0]
    check_messages(found, expected[1], reported)
    assert case.get("warning", "") in "".join(found)
    if "error" in case:
        said = "".join(expected[1])
        assert case["error"] in said
        # Of an episode that is not compiled nobody knows what it says.
        assert "nobody says" not in said
        assert "not in the index" not in said
        path.write_text(before, encoding="utf-8")
        compiled.clear()
        assert build(root)[0] == 0
    else:
        site = files_of(clean / "site")
        assert files_of(root / "content") == files_of(clean / "content")
    assert files_of(root / "site") == site
    assert compiled == case["compiled"].split()


def test_an_edit_without_known_dependencies_compiles_all(root, compiled):
    with closing(open_store(root)) as database, database:
        database.execute("UPDATE episode SET dependencies = '' WHERE slug = 'mirrors'")
    with (root / "content/people.yml").open("a", encoding="utf-8") as file:
        file.write("- {name: Eve Fox}\n")
    compiled.clear()
    assert build(root)[0] == 0
    assert compiled == sorted(path.name for path in (root / "content/episodes").iterdir())
