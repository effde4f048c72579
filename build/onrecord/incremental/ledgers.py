"""The ledgers of an episode before and after it was compiled."""

from __future__ import annotations

import json
from collections import Counter
from itertools import zip_longest
from typing import TYPE_CHECKING

from onrecord import archive
from onrecord.errors import Issue

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from onrecord.inputs import EpisodeFiles
    from onrecord.model import CompiledEpisode


def _ledgers(files: EpisodeFiles) -> dict[str, archive.Document | None]:
    """Return the ledgers of an episode by file name."""
    return {archive.LEDGER: files.ledger, archive.QUOTES: files.quotes}


def changed_ledgers(
    folder: archive.EpisodeFolder, files: EpisodeFiles, record: CompiledEpisode
) -> dict[str, archive.Document]:
    """Return the new ledgers that differ from those that were read, by file name."""
    contents = {archive.LEDGER: record.ledger, archive.QUOTES: record.quotes}
    # An episode without a ledger has published nothing, and publishes nothing.
    return {
        name: archive.Document(path=f"{folder.folder}/{name}", content=contents[name])
        for name, before in _ledgers(files).items()
        if contents[name] and not (before and before.content == contents[name])
    }


def refuse_changes(files: EpisodeFiles, changed: Mapping[str, archive.Document]) -> Iterator[Issue]:
    """Report the changes of existing ledgers, for `onrecord build --frozen`."""
    before = _ledgers(files)
    for name, after in changed.items():
        if document := before[name]:
            yield _refuse_change(after.path, document.content, after.content)


def _refuse_change(path: str, before: bytes, after: bytes) -> Issue:
    """Report how many links of an existing ledger would lead elsewhere."""
    hint = "build without --frozen where the content is edited, check the change, and commit it"
    if path.endswith(archive.QUOTES):
        return Issue(path=path, message="this build would change the published quotes", hint=hint)
    line, changes = _compare(before, after)
    return Issue(
        path=path,
        line=line,
        message="this build would change a published ledger",
        found=changes,
        hint=hint,
    )


def _compare(before: bytes, after: bytes) -> tuple[int, str]:
    r"""Return the first line that differs, and counts of new, changed, merged … sentences.

    >>> before = b'{"anchor":"w-abc","words":"So."}\n'
    >>> after = b'{"anchor":"w-abc","words":"So!"}\n{"anchor":"w-bcd","words":"No."}\n'
    >>> _compare(before, after)
    (1, '1 new, 1 changed')
    """
    old, new = before.splitlines(), after.splitlines()
    line = next((number for number, (a, b) in enumerate(zip_longest(old, new), 1) if a != b), 1)
    known = {record["anchor"]: record for record in map(json.loads, filter(None, old))}
    counts: Counter[str] = Counter()
    for record in map(json.loads, filter(None, new)):
        earlier = known.get(record["anchor"])
        if earlier is None:
            counts["new"] += 1
        elif earlier != record:
            state = record.get("state", "live")
            counts["changed" if state in {"live", earlier.get("state", "live")} else state] += 1
    kinds = ("new", "changed", "merged", "split", "gone")
    return line, ", ".join(
        f"{counts[kind]} {kind}" for kind in kinds if counts[kind]
    ) or "another order"
