"""The file of published addresses, over several builds."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from onrecord.archive import ADDRESSES, update_addresses, write_addresses
from onrecord.inputs import read_published_addresses

DAY = date(2026, 1, 1)


class Archive:
    """An archive of which only the addresses are known."""

    def __init__(self, root):
        self.root = root
        (root / ADDRESSES).parent.mkdir()

    def update(self, state, day=DAY, claims=()):
        return read_published_addresses(self.root, dict(sorted(state.items())), dict(claims), day)

    def publish(self, state, day=DAY):
        """Write the file; return the addresses that have vanished."""
        read = self.update(state, day)
        assert not read.owner_issues
        updated = update_addresses(read.known, dict.fromkeys(read.own, ""), on=day)
        (self.root / ADDRESSES).write_bytes(write_addresses(updated))
        return [address for address in updated if address.gone]


@pytest.fixture
def archive(tmp_path):
    archive = Archive(tmp_path)
    archive.publish({"a": ["episodes/a/one/"], "b": ["episodes/b/one/"]})
    return archive


def test_the_same_addresses_leave_the_file_as_it_is(archive):
    before = (archive.root / ADDRESSES).read_bytes()
    archive.publish({"a": ["episodes/a/one/"], "b": ["episodes/b/one/"]}, DAY)
    assert (archive.root / ADDRESSES).read_bytes() == before


def test_an_address_vanishes_on_one_day_and_may_come_back(archive):
    later = DAY + timedelta(1)
    [gone] = archive.publish({"a": ["episodes/a/one/"]}, later)
    assert (gone.page, gone.gone) == ("episodes/b/one/", later)
    assert archive.publish({"a": ["episodes/a/one/"]}, DAY + timedelta(2)) == [gone]
    assert archive.publish({"a": ["episodes/a/one/"], "b": ["episodes/b/one/"]}) == []


@pytest.mark.parametrize(
    ("state", "claims"),
    [
        ({"a": ["episodes/a/one/"], "b": ["episodes/a/one/"]}, {}),
        ({"a": ["episodes/a/one/"], "b": ["episodes/b/two/"]}, {"b": ["episodes/b/"]}),
    ],
)
def test_the_address_of_another_is_refused(archive, state, claims):
    assert archive.update(state, claims=claims).owner_issues


def test_a_line_that_is_no_address_is_reported(archive):
    path = archive.root / ADDRESSES
    path.write_bytes(b"not JSON\n" + path.read_bytes())
    [issue] = archive.update({"a": ["episodes/a/one/"]}).file_issues
    assert issue.line == 1


def test_a_file_that_somebody_has_changed_is_read(archive):
    (archive.root / ADDRESSES).write_bytes(b'{"page":"quotes/of-old/"}\n')
    vanished = archive.publish({"a": ["episodes/a/one/"], "b": ["episodes/b/one/"]})
    assert [each.page for each in vanished] == ["quotes/of-old/"]
    assert (archive.root / ADDRESSES).read_bytes().count(b"\n") == 3


def test_an_episode_is_lost_with_its_folder_and_not_with_a_page_of_it(archive):
    archive.publish({"a": ["episodes/a/", "episodes/a/one/", "episodes/a/transcript/"]})
    assert archive.update({"a": ["episodes/a/", "episodes/a/one/"]}).lost == ()
    [issue] = archive.update({}).lost
    assert (issue.path, issue.severity) == ("content/episodes/a", "warning")
