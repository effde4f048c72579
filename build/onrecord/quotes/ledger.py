"""The ledger of published quotes, `quotes.jsonl`: one JSON object per line, oldest first.

Lines are never removed. A quote refers to the anchors of its sentences, so it moves with their
permalinks.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Literal, Protocol, get_args

from onrecord.errors import Issue, near
from onrecord.model import Anchor, QuoteOrigin, Slug

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

_ID: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_KEYS: Final = ("id", "origin", "state", "words", "first", "last", "pin", "on", "why")
_RESTORE: Final = (
    "restore the line from version control; without it the page of the quote disappears"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedQuote:
    """A quote that was published, and its current state."""

    id: Slug
    origin: QuoteOrigin
    words: str
    """As first published."""
    first: Anchor
    """Anchor of the sentence in which the quote starts."""
    last: Anchor
    pin: str = ""
    """The words in the overlay, if they differ from the published ones."""
    state: Literal["live", "withdrawn"] = "live"
    on: date | None = None
    """Day of the withdrawal."""
    why: str = ""


class Received(Protocol):
    """A file as received."""

    @property
    def path(self) -> str:
        """Relative to the archive, for messages."""
        ...

    @property
    def content(self) -> bytes:
        """The bytes of the file."""
        ...


def write(entries: Iterable[PublishedQuote]) -> bytes:
    r"""Return the content of a quote ledger. The inverse of `read`.

    >>> anchor = Anchor("t0m05s-k7m")
    >>> sources = {"id": Slug("a-k7"), "origin": "auto", "words": "So."}
    >>> quote = PublishedQuote(**sources, first=anchor, last=anchor)
    >>> write([quote]).decode().partition(',"first"')[0]
    '{"id":"a-k7","origin":"auto","state":"live","words":"So."'
    """
    lines = (
        {
            "id": entry.id,
            "origin": entry.origin,
            "state": entry.state,
            "words": entry.words,
            "first": entry.first,
            "last": entry.last,
            "pin": entry.pin,
            "on": entry.on.isoformat() if entry.on else "",
            "why": entry.why,
        }
        for entry in entries
    )
    return "".join(
        json.dumps(
            {key: value for key, value in line.items() if value},
            ensure_ascii=False,
            separators=(",", ":"),
        )
        + "\n"
        for line in lines
    ).encode("utf-8", "surrogatepass")


def read(ledger: Received) -> tuple[tuple[PublishedQuote, ...], tuple[Issue, ...]]:
    """Return the entries of a quote ledger, and an error for each invalid line.

    A ledger with errors must not be rewritten.
    """
    entries: dict[Slug, PublishedQuote] = {}
    issues: list[Issue] = []
    for number, line in enumerate(ledger.content.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            entry = _entry(json.loads(line.decode("utf-8", "surrogatepass")), entries)
        except (ValueError, RecursionError) as error:
            # JSONDecodeError and UnicodeDecodeError are ValueErrors.
            found = line.decode("utf-8", "replace")
            message = f"invalid line in the ledger of quotes ({error})"
            issues.append(
                Issue(path=ledger.path, line=number, message=message, found=found, hint=_RESTORE)
            )
        else:
            entries[entry.id] = entry
    return tuple(entries.values()), tuple(issues)


def _entry(record: object, earlier: Container[str]) -> PublishedQuote:
    if not isinstance(record, dict):
        raise ValueError("a JSON object expected")  # noqa: TRY004 - caught with the other errors of a line
    for key, value in record.items():
        if key not in _KEYS:
            raise ValueError(f"unknown key {key!r}: {near(key, _KEYS)}")
        if not isinstance(value, str):
            raise ValueError(f"{key} must be a text")  # noqa: TRY004 - the same
    for key in ("id", "origin", "words", "first", "last"):
        # Redacted quotes have no words.
        if not record.get(key) and (key != "words" or record.get("state") != "withdrawn"):
            raise ValueError(f"{key} is missing")
    if record["id"] in earlier:
        raise ValueError("a quote with the id of an earlier line")
    _check(record)
    day = record.get("on", "")
    return PublishedQuote(
        id=Slug(record["id"]),
        origin=record["origin"],
        words=record.get("words", ""),
        first=Anchor(record["first"]),
        last=Anchor(record["last"]),
        pin=record.get("pin", ""),
        state=record.get("state", "live"),
        on=date.fromisoformat(day) if day else None,
        why=record.get("why", ""),
    )


def _check(record: Mapping[str, str]) -> None:
    state, day = record.get("state", "live"), record.get("on", "")
    if not _ID.fullmatch(record["id"]):
        raise ValueError("id must be letters, digits and single hyphens")
    if record["origin"] not in get_args(QuoteOrigin) or state not in {"live", "withdrawn"}:
        raise ValueError("unknown origin or state")
    if (state == "withdrawn") != bool(day):
        raise ValueError("withdrawn quotes need a date ('on'), and only they have one")
