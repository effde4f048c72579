"""The addresses of all pages ever published: those in `addresses.jsonl`, and the current ones."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from onrecord import archive
from onrecord.inputs.archive_files import read_document

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from onrecord.errors import Issue
    from onrecord.model import Slug


@dataclass(frozen=True, kw_only=True)
class PublishedAddresses:
    """The addresses of pages, before this build is published."""

    content: bytes
    """Of the file `addresses.jsonl`."""
    known: tuple[archive.Address, ...]
    """What it lists."""
    own: tuple[str, ...]
    """Addresses of the pages of episodes, now."""
    today: date
    file_issues: tuple[Issue, ...]
    """Errors in the file."""
    owner_issues: tuple[Issue, ...]
    """Errors of episodes that have the addresses of others."""

    @cached_property
    def held(self) -> dict[str, str]:
        """The addresses of people and topics, each with the one that keeps it."""
        return archive.list_holders(self.known)

    @cached_property
    def lost(self) -> tuple[Issue, ...]:
        """Warnings about episodes that were published and no longer exist."""
        present = dict.fromkeys(self.own, "")
        return tuple(
            archive.find_lost(archive.update_addresses(self.known, present, on=self.today))
        )


def read_published_addresses(
    root: Path,
    own: Mapping[Slug, Sequence[str]],
    claims: Mapping[Slug, Sequence[str]],
    today: date,
) -> PublishedAddresses:
    """Read the file and compare it with the episodes: 88 ms for 11,000 lines.

    Args:
        root: of the archive.
        own: the addresses that each episode ever had.
        claims: for each compiled episode, what `archive.list_claims` gives.
        today: since when an address is gone that existed until now.
    """
    document = read_document(root, "addresses.jsonl")
    content = document.content if document else b""
    known, issues = archive.read_addresses(content, archive.ADDRESSES)
    return PublishedAddresses(
        content=content,
        known=known,
        own=tuple(address for addresses in own.values() for address in addresses),
        today=today,
        file_issues=issues,
        owner_issues=(*archive.find_contested(own), *archive.find_claimed(known, claims)),
    )
