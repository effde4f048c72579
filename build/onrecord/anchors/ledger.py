"""The record of every anchor ever published: `permalinks.jsonl`, one JSON object a line.

Lines are in the order of the words and are never removed: a sentence that is merged, split or gone
keeps its line with its new state.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, get_args

from onrecord.anchors.anchor import is_anchor
from onrecord.errors import Issue, near

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from onrecord.model import Anchor, Milliseconds

State = Literal["live", "merged", "split", "gone"]

_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A published sentence, and its state."""

    anchor: Anchor
    """Minted once, never reused."""
    page: str
    """Address of the page where the anchor is (or was, if gone)."""
    words: str
    """Text as received; if not live, the text when last published on its own."""
    corrected: str = ""
    """Text as shown, if corrected: a later transcription may have either."""
    prefix: str = ""
    """The words before it, as in a TextQuoteSelector (W3C Web Annotation)."""
    suffix: str = ""
    """The words after it."""
    start: Milliseconds | None = None
    """In the transcript `source`; the anchor has the time of first publication."""
    end: Milliseconds | None = None
    speaker: str | None = None
    source: str = ""
    """Fingerprint of the transcript with these words, times and speaker."""
    state: State = "live"
    """`live`: the id of a sentence. Else its words are in one other sentence (`merged`), in several
    (`split`), or in none (`gone`)."""
    to: tuple[Anchor, ...] = ()
    """If merged or split: the live sentences with its words.

    The one with most of them, to which the link leads, is first; the others are in order.
    """
    on: date | None = None
    """The day on which it stopped being live."""
    why: str = ""
    """If gone: the reason, for readers."""
    pages: tuple[str, ...] = ()
    """Pages where the anchor was earlier, oldest first; it still works there."""


_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def write(entries: Iterable[Entry]) -> bytes:
    r"""Return the content of a ledger; the inverse of `read`.

    Times are milliseconds; fields without a value are omitted.

    >>> from onrecord.model import Anchor, Milliseconds
    >>> anchor, start = Anchor("t0m05s-k7m"), Milliseconds(5120)
    >>> write([Entry(anchor=anchor, page="p/", words="Got it.", start=start)])
    b'{"anchor":"t0m05s-k7m","state":"live","start":5120,"words":"Got it.","page":"p/"}\n'
    """
    return "".join(_ENCODE(_record(entry)) + "\n" for entry in entries).encode(
        "utf-8", "surrogatepass"
    )


def read(content: bytes, path: str) -> tuple[tuple[Entry, ...], tuple[Issue, ...]]:
    """Return the entries of a ledger, and an error for every other line.

    A ledger with errors must be repaired before it is rewritten.

    >>> content = b'{"anchor":"t0m05s-k7m","state":"live","words":"Got'
    >>> read(content, "permalinks.jsonl")[1][0].message
    'a line of the ledger is cut off or damaged: Unterminated string starting at column 47'
    """
    entries: dict[Anchor, Entry] = {}
    lines: dict[Anchor, int] = {}
    issues: list[Issue] = []
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            entry = _parse(line.decode("utf-8", "surrogatepass"))
            lines.setdefault(entry.anchor, number)
            _unique(entry, lines[entry.anchor], number)
        except _DamageError as damage:
            message, found, hint = damage.args
            issues.append(Issue(path=path, line=number, message=message, found=found, hint=hint))
        except UnicodeDecodeError as error:
            issues.append(
                Issue(
                    path=path,
                    line=number,
                    column=error.start + 1,
                    message="not UTF-8",
                    hint=_RESTORE,
                )
            )
        else:
            entries[entry.anchor] = entry
    if not issues:
        issues = [
            Issue(
                path=path,
                line=lines[entry.anchor],
                message=f"{entry.state} into a sentence that the ledger lacks",
                found=to,
                hint=_RESTORE,
            )
            for entry in entries.values()
            for to in entry.to
            if to not in entries
        ]
    return tuple(entries.values()), tuple(issues)


_RESTORE = "take the line back from version control; a line that is lost is a link that dies"


class _DamageError(ValueError):
    """Message, what was found, hint."""


def _unique(entry: Entry, before: int, line: int) -> None:
    if before != line:
        raise _DamageError(
            f"anchor on line {before} already",
            entry.anchor,
            "keep one of the two lines, the live one if one is live",
        )


def _record(entry: Entry) -> dict[str, object]:
    record = {key: getattr(entry, key) for key in _RULES}
    record["on"] = entry.on and entry.on.isoformat()
    return {key: value for key, value in record.items() if value or key in _ALWAYS or value == 0}


def _parse(line: str) -> Entry:
    if line.startswith(_CONFLICT):
        raise _DamageError(
            "mark of a merge conflict", line, "keep the lines of both sides, each anchor once"
        )
    try:
        record = json.loads(line, object_pairs_hook=_once)
    except (json.JSONDecodeError, RecursionError) as error:
        where = (
            f": {error.msg.removesuffix(' at')} at column {error.colno}"
            if isinstance(error, json.JSONDecodeError)
            else ""
        )
        raise _DamageError(
            f"a line of the ledger is cut off or damaged{where}", line, _RESTORE
        ) from error
    if not isinstance(record, dict):
        raise _DamageError("a line of the ledger must be a JSON object", line, _RESTORE)
    for key in record:
        if key not in _RULES:
            raise _DamageError("unknown key in the ledger", key, near(key, _RULES))
    return _entry(record)


def _entry(record: Mapping[str, Any]) -> Entry:
    for key, (is_valid, message) in _RULES.items():
        if (key in record or key in _ALWAYS) and not is_valid(record.get(key)):
            raise _DamageError(message, repr(record.get(key)), _RESTORE)
    lists = {key: tuple(record.get(key, ())) for key in ("to", "pages")}
    day = date.fromisoformat(record["on"]) if record.get("on") else None
    entry = Entry(**{**record, **lists, "on": day})
    _check_state(entry)
    return entry


def _check_state(entry: Entry) -> None:
    count = len(entry.to)
    fits = {"live": not count, "merged": count == 1, "split": count > 0, "gone": not count}
    if not fits[entry.state]:
        message = f"an entry in state {entry.state} cannot lead to {count} sentences"
        raise _DamageError(message, entry.anchor, _RESTORE)
    if (entry.state == "live") != (entry.on is None):
        message = "'on', the day on which it stopped being live, belongs to all states but live"
        raise _DamageError(message, entry.anchor, _RESTORE)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    record = dict(pairs)
    if len(record) != len(pairs):
        raise _DamageError(
            "a key stands twice in one line of the ledger", str([key for key, _ in pairs]), _RESTORE
        )
    return record


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_time(value: object) -> bool:
    return value is None or type(value) is int  # True is an int to isinstance


def _is_day(value: object) -> bool:
    with suppress(ValueError):
        return value is None or (isinstance(value, str) and bool(date.fromisoformat(value)))
    return False


# The keys of a line in their order, and the values that each may have.
_RULES: Mapping[str, tuple[Callable[[object], bool], str]] = {
    "anchor": (
        lambda value: _is_text(value) and is_anchor(str(value)),
        "not an anchor, such as t10m57s-k7m",
    ),
    "state": (get_args(State).__contains__, "state must be live, merged, split or gone"),
    "to": (_is_list, "to must be a list of texts"),
    "on": (_is_day, "on must be a day, such as 2026-11-24"),
    "why": (_is_text, "why must be a text"),
    "start": (_is_time, "start must be whole milliseconds"),
    "end": (_is_time, "end must be whole milliseconds"),
    "speaker": (lambda value: value is None or _is_text(value), "speaker must be a text"),
    "words": (_is_text, "words must be a text"),
    "corrected": (_is_text, "corrected must be a text"),
    "prefix": (_is_text, "prefix must be a text"),
    "suffix": (_is_text, "suffix must be a text"),
    "page": (_is_text, "page must be a text"),
    "pages": (_is_list, "pages must be a list of texts"),
    "source": (_is_text, "source must be a text"),
}
_ALWAYS = ("anchor", "state", "words", "page")
