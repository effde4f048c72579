"""The file of published addresses: where it is as it was left, what has changed is put between its lines, as if all were read."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.archive import (
    ADDRESSES,
    Address,
    Document,
    amend_addresses,
    read_addresses,
    update_addresses,
    write_addresses,
)
from onrecord.incremental import addresses as module
from onrecord.incremental.addresses import settle_addresses
from onrecord.store import encode

DAY = date(2026, 1, 1)
PAGES = st.lists(
    st.sampled_from(
        ["episodes/a/one/", "episodes/a/two/", "episodes/ü b/one/", 'quotes/"q/', "quotes/r/"]
    ),
    unique=True,
)
# By name of the episode; an empty one has published nothing.
STATES = st.lists(st.dictionaries(st.sampled_from("abc"), PAGES.map(tuple)), max_size=6)


def is_contested(state: dict[str, tuple[str, ...]]) -> bool:
    return any(
        count > 1 for count in Counter(page for own in state.values() for page in own).values()
    )


@given(STATES)
@example([{"a": ("quotes/r/",)}, {}, {"b": ("quotes/r/",)}])
@example([{"a": ("quotes/r/",), "b": ("episodes/a/one/",)}, {"b": ()}, {"a": ("quotes/r/",)}])
@example([{"a": ("quotes/r/",)}, {"a": ("quotes/r/",), "b": ("quotes/r/",)}])
def test_amending_gives_what_reading_all_gives(states):
    content, gone, before = b"", {}, {}
    for number, state in enumerate(states):
        now, day = dict(sorted(state.items())), DAY + timedelta(number)
        changed = {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
        had, have = (
            [pages for name, pages in of.items() if name in changed] for of in (before, now)
        )
        amended = amend_addresses(content, gone, had, have, on=day)
        if is_contested(now):
            assert amended is None
            continue
        known, _ = read_addresses(Document(path=ADDRESSES, content=content))
        updated = update_addresses(known, [page for own in now.values() for page in own], on=day)
        assert amended
        assert amended.content == write_addresses(updated)
        assert [*amended.gone.items()] == [(each.page, each.gone) for each in updated if each.gone]
        (content, gone), before = amended, now


def test_what_is_not_as_was_said_is_not_amended():
    content = write_addresses([Address(page="quotes/r/")])
    assert amend_addresses(content, {}, [["quotes/other/"]], [], on=DAY) is None
    assert amend_addresses(content, {"quotes/r/": DAY}, [], [], on=DAY) is None


class Archive:
    """An archive of which only the addresses are known."""

    def __init__(self, root: Path) -> None:
        self.root, self.note, self.before = root, "", {}
        (root / ADDRESSES).parent.mkdir()

    def settle(self, state, day=DAY, claims=(), note=None):
        now = {
            name: SimpleNamespace(addresses=tuple(pages), addresses_text=encode(tuple(pages)))
            for name, pages in sorted(state.items())
        }
        present = SimpleNamespace(root=self.root, known=now, today=day)
        return now, settle_addresses(
            present, self.before, dict(claims), self.note if note is None else note
        )

    def publish(self, state, **options):
        self.before, settled = self.settle(state, **options)
        assert not settled.taken
        self.note = settled.note or self.note
        if settled.content is not None:
            (self.root / ADDRESSES).write_bytes(settled.content)
        return settled


@given(STATES, st.lists(st.sampled_from("anbxy"), max_size=6))
def test_a_note_changes_nothing_but_the_work(states, damages):
    with TemporaryDirectory() as folder:
        archive = Archive(Path(folder))
        for number, state in enumerate(states):
            day = DAY + timedelta(number)
            claims = {"a": ["episodes/a/"]} if "a" in state and "a" not in archive.before else {}
            _, noted = archive.settle(state, day, claims)
            _, plain = archive.settle(state, day, claims, note="")
            assert (noted.vanished, noted.content, noted.before, noted.taken) == (
                plain.vanished,
                plain.content,
                plain.before,
                plain.taken,
            )
            assert noted.note in {plain.note, ""}
            if not plain.taken:
                archive.publish(state, day=day, claims=claims)
            path = archive.root / ADDRESSES
            match damages[number : number + 1]:
                case ["n"]:
                    archive.note = ""
                case ["b"]:
                    archive.before = {}
                case ["x"] if path.exists():
                    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[1:]))
                case ["y"] if path.exists():
                    path.write_bytes(b"not JSON\n" + path.read_bytes())


@pytest.fixture
def archive(tmp_path):
    archive = Archive(tmp_path)
    archive.publish({"a": ["episodes/a/one/"], "b": ["episodes/b/one/"]})
    return archive


@pytest.mark.parametrize(
    ("state", "claims", "read"),
    [
        ({"a": ["episodes/a/one/"], "b": ["episodes/b/one/"]}, {}, False),
        (
            {"a": ["episodes/a/one/"], "b": ["episodes/b/one/"], "c": ["episodes/c/one/"]},
            {"c": ["episodes/c/"]},
            False,
        ),
        ({"b": ["episodes/b/one/"]}, {}, False),
        ({"a": ["episodes/a/one/"], "c": ["episodes/b/one/"]}, {}, False),
        ({"a": ["episodes/a/one/"], "b": ["episodes/a/one/"]}, {}, True),
        ({"a": ["episodes/a/one/"], "b": ["episodes/b/two/"]}, {"b": ["episodes/b/"]}, True),
    ],
)
def test_the_other_addresses_are_read_only_where_something_is_amiss(
    archive, monkeypatch, state, claims, read
):
    reads = []
    monkeypatch.setattr(module, "read_address_file", lambda root: reads.append(root) or ((), ()))
    archive.settle(state, claims=claims)
    assert bool(reads) == read


def test_a_file_that_somebody_has_changed_is_read(archive):
    (archive.root / ADDRESSES).write_bytes(b'{"page":"quotes/of-old/"}\n')
    settled = archive.publish({"a": ["episodes/a/one/"], "b": ["episodes/b/one/"]})
    assert [each.page for each in settled.vanished] == ["quotes/of-old/"]
    assert settled.content.count(b"\n") == 3
