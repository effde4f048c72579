"""The error of `onrecord build --frozen` when a build would change a published ledger."""

from __future__ import annotations

from onrecord import anchors, archive
from onrecord.errors import Issue


def refuse_change(path: str, before: bytes, after: bytes) -> Issue:
    """Report how many links of an existing ledger would lead elsewhere."""
    hint = "build without --frozen where the content is edited, check the change, and commit it"
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
