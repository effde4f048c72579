"""The differences between two versions of a ledger, in a line for people."""

from __future__ import annotations

import json
from collections import Counter
from itertools import zip_longest


def compare_ledgers(before: bytes, after: bytes) -> tuple[int, str]:
    r"""Return the first line that differs, and counts of new, changed, merged … sentences.

    >>> before = b'{"anchor":"w-abc","words":"So."}\n'
    >>> after = b'{"anchor":"w-abc","words":"So!"}\n{"anchor":"w-bcd","words":"No."}\n'
    >>> compare_ledgers(before, after)
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
