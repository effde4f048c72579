"""What is remembered of feeds between two runs: `content/feeds.json`, which is committed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final

from onrecord import archive
from onrecord.errors import ContentError, Issue
from onrecord.files.atomic_write import write_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PATH: Final = f"{archive.CONTENT}/feeds.json"
# A thousand episodes have 300 kB.
_MAX_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenState:
    """An item that became an episode."""

    slug: str
    transcript: str
    """Its address."""
    fingerprint: str
    """Of the bytes that came from there."""
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """A feed as it was when all of it had been taken."""

    etag: str = ""
    last_modified: str = ""
    taken: Mapping[str, TakenState] = field(default_factory=dict)
    """By the guid of the item, the newest first."""


def read_state(root: Path) -> dict[str, FeedState]:
    """Give what is remembered, by the feeds' addresses; nothing at the first run.

    Raises:
        ContentError: the file is damaged, as by a merge in version control.
    """
    if not (root / PATH).is_file():
        return {}
    try:
        document: Any = json.loads(archive.read_bytes(root / PATH, _MAX_BYTES))
        return {url: _feed(feed) for url, feed in document["feeds"].items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        hint = "take it from version control, or remove it: episodes are known by the guid in their episode.yml"
        raise ContentError(
            [Issue(path=PATH, message=f"not as 'onrecord sync' wrote it: {error}", hint=hint)]
        ) from error


def write_state(root: Path, states: Mapping[str, FeedState]) -> None:
    """Keep what is to be remembered; the file is left alone where nothing has changed.

    Raises:
        OutsideError: it cannot be written.
    """
    document = {"version": 1, "feeds": {url: asdict(state) for url, state in states.items()}}
    content = (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode(errors="replace")
    if not (root / PATH).is_file() or (root / PATH).read_bytes() != content:
        write_file(root / PATH, content)


def _feed(feed: Any) -> FeedState:  # noqa: ANN401 - JSON
    taken = {
        str(guid): TakenState(**{key: str(value) for key, value in one.items()})
        for guid, one in feed["taken"].items()
    }
    for guid, one in taken.items():
        if not archive.is_slug(one.slug):
            raise ValueError(f"{guid}: {one.slug!r} is no name of an episode")
    return FeedState(etag=str(feed["etag"]), last_modified=str(feed["last_modified"]), taken=taken)
