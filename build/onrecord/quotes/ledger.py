"""The ledger of published quotes, `quotes.jsonl`: one JSON object per line, oldest first.

Lines are never removed. A quote refers to the anchors of its sentences, so it moves with their
permalinks.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Final, Literal, get_args

from onrecord.errors import Issue, near
from onrecord.model import Anchor, QuoteOrigin, Slug

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from onrecord.archive import Document

_ID: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_RESTORE: Final = (
    "restore the line from version control; without it the page of the quote disappears"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedQuote:
    """A quote that was published, and its current state."""

    id: Slug
    origin: QuoteOrigin
    state: Literal["live", "withdrawn"] = "live"
    words: str
    """As first published."""
    first: Anchor
    """Anchor of the sentence in which the quote starts."""
    last: Anchor
    pin: str = ""
    """The words in the overlay, if they differ from the published ones."""
    on: date | None = None
    """Day of the withdrawal."""
    why: str = ""

    def places(self, heirs: Mapping[Anchor, Sequence[int]]) -> list[int]:
        """Return the indexes of the sentences that have the words of its anchors now.

        Args:
            heirs: These indexes for each anchor ever published.
        """
        return [*heirs.get(self.first, ()), *heirs.get(self.last, ())]


_KEYS: Final = tuple(field.name for field in fields(PublishedQuote))


def write(entries: Iterable[PublishedQuote]) -> bytes:
    r"""Return the content of a quote ledger. The inverse of `read`.

    >>> anchor = Anchor("t0m05s-k7m")
    >>> sources = {"id": Slug("a-k7"), "origin": "auto", "words": "So."}
    >>> quote = PublishedQuote(**sources, first=anchor, last=anchor)
    >>> write([quote]).decode().partition(',"first"')[0]
    '{"id":"a-k7","origin":"auto","state":"live","words":"So."'
    """
    records = ({key: value for key, value in asdict(entry).items() if value} for entry in entries)
    lines = (
        json.dumps(record, ensure_ascii=False, separators=(",", ":"), default=str)
        for record in records
    )
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")


def read(ledger: Document) -> tuple[tuple[PublishedQuote, ...], tuple[Issue, ...]]:
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
