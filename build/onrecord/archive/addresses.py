"""The addresses of all pages ever published: `content/addresses.jsonl`, a JSON object per line.

The lines are in the order of first publication. The anchors of an episode are in the ledger beside
its transcript; this file is for the day on which somebody deletes the whole folder, whose addresses
then lead to a dated note.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from onrecord.archive.find import ADDRESSES, EPISODES
from onrecord.errors import Issue
from onrecord.model import FIXED_SLUGS, split_episode_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from onrecord.model import Slug

# Created once: `json.dumps` with options creates an encoder for each of 11,000 lines.
_quoted = json.JSONEncoder(ensure_ascii=False).encode
_RESTORE = "restore the line from version control"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A published page."""

    page: str
    """Relative to the site."""
    holder: str = ""
    """Name of the person, or key of the topic, that the page is about; empty if about neither."""
    gone: date | None = None
    """The day on which the page went; None while it exists."""


def read_addresses(content: bytes, path: str) -> tuple[tuple[Address, ...], tuple[Issue, ...]]:
    r"""Read the addresses of a file, and report each line that is invalid.

    >>> read_addresses(b'{"page":"episodes/x/"}\n', "content/addresses.jsonl")[0][0].page
    'episodes/x/'
    """
    try:
        # Parse all lines at once: a thousand episodes have 11,000.
        lines = [line for line in content.split(b"\n") if line.strip()]
        records = json.loads(b"[%s]" % b",".join(lines))
        if len(records) == len(lines):
            return tuple({each.page: each for each in map(_read, records)}.values()), ()
    except (ValueError, TypeError, KeyError, RecursionError):
        # Parse line by line, to report the invalid ones.
        pass
    found: dict[str, Address] = {}
    issues: list[Issue] = []
    for number, line in enumerate(content.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            address = _read(json.loads(line))
            found[address.page] = address
        except (ValueError, TypeError, KeyError, RecursionError):
            shown = line.decode("utf-8", "replace")
            issues.append(
                Issue(
                    path=path,
                    line=number,
                    message="not the address of a page",
                    found=shown,
                    hint=_RESTORE,
                )
            )
    return tuple(found.values()), tuple(issues)


def _read(record: dict[str, str]) -> Address:
    page, holder, gone = record["page"], record.get("of", ""), record.get("gone")
    if not (isinstance(holder, str) and isinstance(page, str) and page.endswith("/")):
        raise ValueError(page)
    if page.startswith("/") or ".." in page or "//" in page:
        raise ValueError(page)
    return Address(page=page, holder=holder, gone=date.fromisoformat(gone) if gone else None)


def write_addresses(addresses: Iterable[Address]) -> bytes:
    r"""Return the content of the file; `read_addresses` gives the addresses back.

    >>> write_addresses([Address(page="topics/ai/", holder="ai", gone=date(2026, 1, 2))])
    b'{"page":"topics/ai/","of":"ai","gone":"2026-01-02"}\n'
    """
    lines = [
        f'{{"page":{_quoted(each.page)}'
        + (f',"of":{_quoted(each.holder)}' if each.holder else "")
        + (f',"gone":"{each.gone.isoformat()}"' if each.gone else "")
        + "}\n"
        for each in addresses
    ]
    return "".join(lines).encode()


def update_addresses(
    known: Sequence[Address], present: Mapping[str, str], *, on: date
) -> tuple[Address, ...]:
    """Return all addresses ever published.

    Args:
        known: those published so far.
        present: addresses of the pages that exist now, each with its holder.
        on: the day since when those of `known` that no longer exist are gone.

    >>> update_addresses([Address(page="episodes/x/")], {"topics/y/": "y"}, on=date(2026, 1, 2))
    ... # doctest: +NORMALIZE_WHITESPACE
    (Address(page='episodes/x/', holder='', gone=datetime.date(2026, 1, 2)),
     Address(page='topics/y/', holder='y', gone=None))
    """
    updated = {
        each.page: replace(each, holder=present[each.page] or each.holder, gone=None)
        if each.page in present
        else replace(each, gone=each.gone or on)
        for each in known
    }
    for page, holder in present.items():
        if page not in updated:
            updated[page] = Address(page=page, holder=holder)
    return tuple(updated.values())


def list_holders(addresses: Iterable[Address]) -> dict[str, str]:
    """Return the published addresses of people and topics, each with the one that keeps it."""
    return {each.page: each.holder for each in addresses if each.holder}


def find_contested(present: Mapping[Slug, Sequence[str]]) -> Iterator[Issue]:
    """Report addresses that two episodes have had: a link must not lead to other words.

    Args:
        present: All addresses that each episode ever had.
    """
    owner: dict[str, Slug] = {}
    for slug, addresses in present.items():
        for address in addresses:
            first = owner.setdefault(address, slug)
            if first != slug:
                path = f"{EPISODES}/{first if address.startswith(f'episodes/{first}/') else slug}"
                message = f"the address {address} belonged to another episode, now in {EPISODES}"
                yield Issue(
                    path=path,
                    message=message,
                    found=f"{first}, {slug}",
                    hint="give the newer one another folder name",
                )
                break


def list_claims(before: Iterable[str], now: Iterable[str]) -> tuple[str, ...]:
    """Return the addresses of folders in which an episode has chapters now but had none before.

    >>> list_claims(["episodes/x/glass/"], ["episodes/x/money/", "episodes/y/money/"])
    ('episodes/y/',)
    """
    known = set(map(_folder, before))
    return tuple(folder for folder in dict.fromkeys(map(_folder, now)) if folder not in known)


def find_claimed(known: Sequence[Address], claims: Mapping[Slug, Sequence[str]]) -> Iterator[Issue]:
    """Report episodes that would replace pages of the same folder name that their ledgers lack.

    Args:
        known: All addresses published so far.
        claims: The result of `list_claims` for each episode's ledger before and after the build.
    """
    # An episode that was withdrawn from the start has pages, but no words and no ledger.
    no_chapter = FIXED_SLUGS | {""}
    published = {
        _folder(each.page) for each in known if split_episode_url(each.page)[1] not in no_chapter
    }
    for slug, folders in claims.items():
        for folder in folders:
            if folder in published:
                hint = (
                    "restore permalinks.jsonl from version control, or rename this folder; "
                    f"if nobody ever saw the site, remove the lines of {folder} from {ADDRESSES}"
                )
                message = (
                    f"links to {folder} were published, and this folder's ledger has none of them"
                )
                yield Issue(path=f"{EPISODES}/{slug}", message=message, hint=hint)


def _folder(page: str) -> str:
    return "/".join(page.split("/")[:2]) + "/"


def find_lost(addresses: Sequence[Address]) -> Iterator[Issue]:
    """Warn of episodes whose folder is gone: all of their links lead to the same note.

    The page of an episode is gone with its folder alone; others may go before.
    """
    for address in addresses:
        folder, page = split_episode_url(address.page)
        if not folder or page or not address.gone:
            continue
        hint = (
            "restore it from version control; to withdraw the episode, keep permalinks.jsonl "
            "and add 'withdrawn' to its episode.yml"
        )
        message = "published, but its folder is gone; its addresses lead to a note"
        yield Issue(path=f"{EPISODES}/{folder}", message=message, hint=hint, severity="warning")
