"""Parts of a long index: small, in order, and with addresses that last while it grows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from onrecord.pages.topic_ranges import PART_SIZE, divide_lines, letter_name
from onrecord.text.collation import letter_of, sort_key


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line that fills a fifth of a page."""

    label: str
    size: int = PART_SIZE // 5

    @property
    def letter(self) -> str:
        return letter_of(self.label)

    @property
    def key(self) -> str:
        return sort_key(self.label)


labels = st.sets(st.text("abcdz3é中人大漢字", min_size=1, max_size=5).filter(sort_key), max_size=60)


def divide(labels, recorded=()):
    lines = [Line(label=label) for label in labels]
    order = lambda line: (line.letter != "#", line.letter, line.key, line.label)  # noqa: E731
    return [*divide_lines(sorted(lines, key=order), recorded)]


def recorded_of(parts):
    return [part.start for part in parts if part.start != letter_name(part.letter)]


@given(labels)
def test_parts_have_all_lines_in_order_and_none_is_large(labels):
    parts = divide(labels)
    assert sorted(line.label for part in parts for line in part.lines) == sorted(labels)
    assert len({part.start for part in parts}) == len(parts)
    for part in parts:
        keys = {line.key for line in part.lines}
        # Only lines with one key, such as C and C++, cannot be divided.
        assert sum(line.size for line in part.lines) <= PART_SIZE or len(keys) <= 5
    for one, other in pairwise(parts):
        if one.letter == other.letter:
            assert one.lines[-1].key < other.start <= other.lines[0].key


@given(labels, labels)
def test_a_part_keeps_its_address_and_its_first_line_while_the_index_grows(labels, more):
    before = divide(labels)
    after = divide(labels | more, recorded_of(before))
    assert {part.start for part in before} <= {part.start for part in after}
    ends = {part.start: part.lines[-1].key for part in after}
    for part in before:
        if part.lines[-1].key <= ends[part.start]:
            [now] = [other for other in after if other.start == part.start]
            assert set(part.lines) <= set(now.lines)


@given(labels)
def test_what_was_recorded_divides_the_same_lines_the_same_way(labels):
    before = divide(labels)
    assert divide(labels, recorded_of(before)) == before


def test_parts_are_named_by_letters_that_tell_them_apart():
    words = ["scale", "scan", "scar", "school", "see", "sow", "stab", "star", "3D"]
    assert [part.name for part in divide(words)] == ["0–9", "Sc", "Se–St"]
