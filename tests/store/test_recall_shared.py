"""What the files say that all episodes share is read once for the same bytes, and is then what it was."""

from __future__ import annotations

import pytest

from onrecord.incremental import shared_files as module
from onrecord.incremental.shared_files import recall_shared

PEOPLE = "- {name: Ann Lee, aliases: [Annie], links: [{title: Home, url: https://ann.example/}]}\n- {name: annie}\n"
CORRECTIONS = (
    "- {was: Open AI, now: OpenAI, count: 3, by: Ann Lee, on: 2026-01-31}\n- {was: x, nwo: y}\n"
)


@pytest.fixture
def root(tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content/people.yml").write_text(PEOPLE)
    (tmp_path / "content/corrections.yml").write_text(CORRECTIONS)
    return tmp_path


def test_the_same_bytes_are_not_read_again(root, monkeypatch):
    read, note = recall_shared(root, "")
    assert read.people
    assert read.corrections
    assert read.errors
    monkeypatch.delattr(module, "read_shared")
    assert recall_shared(root, note) == (read, note)


def test_a_changed_file_is_read_again(root):
    read, note = recall_shared(root, "")
    (root / "content/people.yml").write_text("- {name: Ben Ruiz}\n")
    again, other = recall_shared(root, note)
    assert [person.name for person in again.people] == ["Ben Ruiz"]
    assert other != note
    assert again.corrections == read.corrections
