"""What becomes of the addresses of pages: those that come, those that nothing answers to any more, and the file that lists all."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from onrecord import archive
from onrecord.inputs import MAX_BESIDE, read_address_file
from onrecord.model import Slug
from onrecord.store import digest_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.errors import Issue
    from onrecord.incremental.current_episodes import CurrentEpisodes
    from onrecord.store import CachedEpisode

# Behind an address in its line: quote, brace, end.
_END = len('"}\n')


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What becomes of the addresses of pages."""

    vanished: tuple[archive.Address, ...]
    """Those that nothing answers to any more."""
    content: bytes | None = None
    """Of their file; None: as it is."""
    note: str = ""
    """To be remembered once that is published; empty: as it is."""
    before: tuple[Issue, ...] = ()
    """What is wrong with their file."""
    taken: tuple[Issue, ...] = ()
    """What is wrong with who has them now."""


def settle_addresses(
    present: CurrentEpisodes,
    before: Mapping[str, CachedEpisode],
    claims: Mapping[Slug, Sequence[str]],
    note: str,
) -> Settled:
    """Give the addresses as they are to be.

    Args:
        present: the episodes as they are now.
        before: as the last build left them, as far as this one may rely on that.
        claims: of each episode what `list_claims` gives for its ledger as it was and as it would be.
        note: what the last build noted. Where it proves that the file is as that build left it, only what has changed is looked at.
    """
    path = present.root / archive.ADDRESSES
    content = archive.read_bytes(path, MAX_BESIDE) if path.is_file() else b""
    known = json.loads(note or "{}")
    if (
        known.get("file") == digest_of(content)
        and known.get("had") == _name(before)
        and not _are_published(content, claims)
    ):
        gone = {page: date.fromisoformat(day) for page, day in known["gone"]}
        now = present.known
        changed = {
            slug for slug in before.keys() | now.keys() if _text(before, slug) != _text(now, slug)
        }
        if not changed:
            return Settled(vanished=_list(gone))
        had, have = (
            [each.addresses for slug, each in of.items() if slug in changed] for of in (before, now)
        )
        amended = archive.amend_addresses(content, gone, had, have, on=present.today)
        if amended:
            return _settle(content, amended.content, _list(amended.gone), now)
    return _settle_all(present, content, claims)


def _settle_all(
    present: CurrentEpisodes, content: bytes, claims: Mapping[Slug, Sequence[str]]
) -> Settled:
    addresses, issues = read_address_file(present.root)
    own = {Slug(slug): each.addresses for slug, each in present.known.items()}
    updated = archive.update_addresses(
        addresses, [address for each in own.values() for address in each], on=present.today
    )
    vanished = tuple(address for address in updated if address.gone)
    settled = _settle(content, archive.write_addresses(updated), vanished, present.known)
    return replace(
        settled,
        before=issues,
        taken=(*archive.find_contested(own), *archive.find_claimed(addresses, claims)),
    )


def _settle(
    content: bytes,
    after: bytes,
    vanished: tuple[archive.Address, ...],
    known: Mapping[str, CachedEpisode],
) -> Settled:
    gone = [(address.page, address.gone.isoformat()) for address in vanished if address.gone]
    note = json.dumps({"file": digest_of(after), "had": _name(known), "gone": gone})
    return Settled(vanished=vanished, content=after if after != content else None, note=note)


def _are_published(content: bytes, claims: Mapping[Slug, Sequence[str]]) -> bool:
    """Say whether there is any page in the folders that episodes take."""
    return any(
        archive.write_address(folder)[:-_END] in content
        for folders in claims.values()
        for folder in folders
    )


def _name(known: Mapping[str, CachedEpisode]) -> str:
    """Name the addresses of all episodes."""
    return digest_of(
        "\n".join([f"{slug} {known[slug].addresses_text}" for slug in sorted(known)]).encode()
    )


def _text(known: Mapping[str, CachedEpisode], slug: str) -> str:
    return known[slug].addresses_text if slug in known else ""


def _list(gone: Mapping[str, date]) -> tuple[archive.Address, ...]:
    return tuple(archive.Address(page=page, gone=day) for page, day in gone.items())
