"""The addresses of pages ever published: `content/addresses.jsonl`, one JSON object a line, in the order of first publication.

The anchors of an episode are in the ledger beside its transcript. This is for the day on which somebody deletes the whole folder: its
addresses then lead to a dated note.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from onrecord.archive.find import ADDRESSES, EPISODES
from onrecord.errors import Issue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from onrecord.archive.find import Document
    from onrecord.model import Slug

# Found once: `json.dumps` with options makes an encoder for each of 11,000 lines.
_quoted = json.JSONEncoder(ensure_ascii=False).encode
_RESTORE = "take the line back from version control"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A published page."""

    page: str
    """Relative to the site."""
    holder: str = ""
    """Name of the person, or key of the topic, that the page is about; empty if it is about neither."""
    gone: date | None = None
    """Since when nothing in the archive answers to it; None while something does."""


def read_addresses(document: Document) -> tuple[tuple[Address, ...], tuple[Issue, ...]]:
    r"""Give the addresses of a file, and an error for each line that is none.

    >>> from types import SimpleNamespace
    >>> read_addresses(SimpleNamespace(path="a", content=b'{"page":"episodes/x/"}\n'))[0][0].page
    'episodes/x/'
    """
    try:
        # All at once: a thousand episodes have 11,000 lines.
        lines = [line for line in document.content.split(b"\n") if line.strip()]
        records = json.loads(b"[%s]" % b",".join(lines))
        if len(records) == len(lines):
            return tuple({each.page: each for each in map(_read, records)}.values()), ()
    except (ValueError, TypeError, KeyError, RecursionError):
        # Line by line, to say which.
        pass
    found: dict[str, Address] = {}
    issues: list[Issue] = []
    for number, line in enumerate(document.content.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            address = _read(json.loads(line))
            found[address.page] = address
        except (ValueError, TypeError, KeyError, RecursionError):
            shown = line.decode("utf-8", "replace")
            issues.append(
                Issue(
                    path=document.path,
                    line=number,
                    message="not an address of a page",
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
    r"""Give the content of the file; `read_addresses` gives the addresses back.

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
    """Give all addresses ever published.

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
    """Give the published addresses of people and topics, each with the one that keeps it."""
    return {each.page: each.holder for each in addresses if each.holder}


def find_contested(present: Mapping[Slug, Sequence[str]]) -> Iterator[Issue]:
    """List the addresses that two episodes have had: a link must not lead to other words.

    Args:
        present: of each episode all addresses that it ever had.
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
    """Give the addresses of the folders in which an episode has chapters now and had none.

    >>> list_claims(["episodes/x/glass/"], ["episodes/x/money/", "episodes/y/money/"])
    ('episodes/y/',)
    """
    known = set(map(_folder, before))
    return tuple(folder for folder in dict.fromkeys(map(_folder, now)) if folder not in known)


def find_claimed(known: Sequence[Address], claims: Mapping[Slug, Sequence[str]]) -> Iterator[Issue]:
    """List the episodes that would take the place of what was published in a folder of their name and of which their ledgers know nothing.

    Args:
        known: addresses published so far.
        claims: of each episode what `list_claims` gives for its ledger as it was and as it would be.
    """
    published = {_folder(each.page) for each in known if _is_chapter(each.page)}
    for slug, folders in claims.items():
        for folder in folders:
            if folder in published:
                hint = (
                    "bring permalinks.jsonl back from version control, or give this folder another name; "
                    f"if nobody ever saw the site, take the lines of {folder} out of {ADDRESSES}"
                )
                message = (
                    f"links to {folder} were published, and this folder's ledger has none of them"
                )
                yield Issue(path=f"{EPISODES}/{slug}", message=message, hint=hint)


def _folder(page: str) -> str:
    return "/".join(page.split("/")[:2]) + "/"


def _is_chapter(page: str) -> bool:
    return (
        page.startswith("episodes/") and page.count("/") == 3 and not page.endswith("/transcript/")  # noqa: PLR2004
    )


def find_lost(addresses: Sequence[Address]) -> Iterator[Issue]:
    """Warn of episodes whose folder is gone: their links lead to a note, but each to the same one."""
    folders = dict.fromkeys(
        address.page.split("/")[1]
        for address in addresses
        if address.gone and address.page.startswith("episodes/")
    )
    for folder in folders:
        hint = "bring it back from version control; to withdraw it, keep permalinks.jsonl and say 'withdrawn' in its episode.yml"
        message = "published, but its folder is gone; its addresses lead to a note"
        yield Issue(path=f"{EPISODES}/{folder}", message=message, hint=hint, severity="warning")
