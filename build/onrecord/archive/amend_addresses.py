"""The file of addresses after some episodes have changed, where all its other lines are known to be right: none of them is parsed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onrecord.archive.addresses import write_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date


class Amended(NamedTuple):
    """The file as it is to be."""

    content: bytes
    gone: Mapping[str, date]
    """By page, in the order of the file: since when nothing answers to it."""


def amend_addresses(
    content: bytes,
    gone: Mapping[str, date],
    before: Iterable[Sequence[str]],
    now: Iterable[Sequence[str]],
    *,
    on: date,
) -> Amended | None:
    r"""Give what `update_addresses` and `write_addresses` would; None where an address has two episodes, or a line is not as said.

    >>> from datetime import date
    >>> amend_addresses(b'{"page":"episodes/x/"}\n', {}, [], [["episodes/y/"]], on=date(2026, 1, 2)).content
    b'{"page":"episodes/x/"}\n{"page":"episodes/y/"}\n'

    Args:
        content: as it was written.
        gone: of its addresses those that nothing answered to then.
        before: of each episode that has changed, those that it had then.
        now: those that it has now.
        on: the day.
    """
    present = [page for own in now for page in own]
    had, here = {page for own in before for page in own}, set(present)
    lost, found = had - here, here - had
    lines = content.splitlines(keepends=True)
    places = {line: place for place, line in enumerate(lines)}
    told = {page: write_address(page, gone.get(page)) for page in (*gone, *lost)}
    if (
        len(here) < len(present)
        or not places.keys() >= set(told.values())
        or any(write_address(page) in places for page in found)
    ):
        return None
    for page in lost:
        lines[places[told[page]]] = write_address(page, on)
    for page in found & gone.keys():
        lines[places[told[page]]] = write_address(page)
    lines += [write_address(page) for page in present if page in found and page not in gone]
    since = {page: day for page, day in gone.items() if page not in found} | dict.fromkeys(lost, on)
    ordered = sorted(since, key=lambda page: places[told[page]])
    return Amended(content=b"".join(lines), gone={page: since[page] for page in ordered})
