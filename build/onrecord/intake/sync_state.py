"""The state of feeds between two runs: `content/feeds.json`, which is committed."""

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
    """An item from which an episode was created."""

    slug: str
    transcript: str
    """Address of the transcript."""
    fingerprint: str
    """Digest of the transcript as received."""
    etag: str = ""
    last_modified: str = ""
    chapters: str = ""
    """Digest of the chapters as received; empty if none were taken."""
    offered: str = ""
    """Keys of `episode.yml` that the item had, separated by spaces."""
    values: str = ""
    """Digests of the values of such keys, as `title=…`, separated by spaces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """A feed after its last synchronisation."""

    etag: str = ""
    last_modified: str = ""
    taken: Mapping[str, TakenState] = field(default_factory=dict)
    """By the guid of the item, newest first."""


def read_state(root: Path) -> dict[str, FeedState]:
    """Return the states by the feeds' addresses; empty in the first run.

    Raises:
        ContentError: The file is damaged, for example by a merge in version control.
    """
    if not (root / PATH).is_file():
        return {}
    try:
        document: Any = json.loads(archive.read_bytes(root / PATH, _MAX_BYTES))
        return {url: _feed(feed) for url, feed in document["feeds"].items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        hint = (
            "restore it from version control, or remove it: "
            "episodes are recognised by the guid in their episode.yml"
        )
        raise ContentError(
            [Issue(path=PATH, message=f"not as 'onrecord sync' wrote it: {error}", hint=hint)]
        ) from error


def write_state(root: Path, states: Mapping[str, FeedState]) -> None:
    """Write the states. An unchanged file is not written.

    Raises:
        OutsideError: It cannot be written.
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
