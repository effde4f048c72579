"""Reporting changes of published ledgers, which `onrecord build --frozen` refuses."""

from __future__ import annotations

from onrecord import anchors, archive
from onrecord.errors import Issue


def refuse_change(path: str, before: bytes, after: bytes) -> Issue:
    """Say what publishing would change in a ledger that there is: how many links would lead elsewhere."""
    hint = "build without --frozen where the content is edited, look at the change, and commit it"
    if path.endswith(archive.QUOTES):
        return Issue(path=path, message="this build would change the published quotes", hint=hint)
    line, changes = anchors.compare_ledgers(before, after)
    return Issue(
        path=path,
        line=line,
        message="this build would change a published ledger",
        found=changes,
        hint=hint,
    )
