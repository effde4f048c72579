"""Recognising an episode whose item comes under another guid: from another host, or by mistake."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from onrecord import archive

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from onrecord.intake.feeds import FeedEpisode
    from onrecord.intake.sync_state import FeedState, TakenState
    from onrecord.model import FrontMatter

# A host that writes days in another time zone moves them by one.
_DAYS: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEpisode:
    """An episode of the archive, or one that was taken from a feed and removed."""

    slug: str
    guids: frozenset[str]
    front: FrontMatter | None
    """None for an episode that was removed."""
    transcripts: frozenset[str]
    """Addresses from which its transcript was taken."""
    fingerprints: frozenset[str] = frozenset()
    """Digests of its transcript as received."""


def list_known(root: Path, states: Mapping[str, FeedState]) -> Iterator[KnownEpisode]:
    """Yield the episodes of an archive with what the states of its feeds know of them."""
    taken: dict[str, list[tuple[str, TakenState]]] = {}
    for state in states.values():
        for guid, one in state.taken.items():
            taken.setdefault(one.slug, []).append((guid, one))
    for folder in archive.find(root).episodes:
        own = taken.pop(folder.slug, [])
        if folder.episode and folder.transcript:
            content = archive.read_bytes(root / folder.episode, archive.MAX_BYTES)
            yield _known(folder.slug, own, archive.read_episode(content, folder.episode)[0])
    for slug, own in taken.items():
        if not (root / archive.EPISODES / slug).is_dir():
            yield _known(slug, own, None)


def _known(
    slug: str, taken: Iterable[tuple[str, TakenState]], front: FrontMatter | None
) -> KnownEpisode:
    states = [one for _, one in taken]
    own_guid = {front.guid} if front and front.guid else set[str]()
    source = {front.source} if front and front.source else set[str]()
    return KnownEpisode(
        slug=slug,
        guids=frozenset({guid for guid, _ in taken} | own_guid),
        front=front,
        transcripts=frozenset({one.transcript for one in states} | source),
        fingerprints=frozenset(one.fingerprint for one in states),
    )


def find_same(
    item: FeedEpisode, known: Iterable[KnownEpisode], present: Collection[str]
) -> tuple[KnownEpisode, str] | None:
    """Return the episode that an item with an unknown guid seems to be, and the reason.

    Args:
        item: With a guid that no episode has.
        known: The episodes of the archive.
        present: Guids in the feed. An episode whose guid is still there is another one, unless they
            share a transcript: two items may have one title, or one recording.
    """
    for one in known:
        if any(link.url in one.transcripts for link in item.transcripts):
            return one, "the same transcript"
        if one.front is None or not one.guids.isdisjoint(present):
            continue
        if _is_same_recording(item.front, one.front):
            return one, "the same recording"
        if _is_same_talk(item.front, one.front):
            return one, "the same title and day"
    return None


def is_reused(item: FeedEpisode, one: KnownEpisode) -> bool:
    """Return whether a guid that is known now names another item: all else differs."""
    ours, theirs = one.front, item.front
    return (
        ours is not None
        and bool(ours.title and ours.date and ours.media.audio)
        and _folded(ours.title) != _folded(theirs.title)
        and ours.date != theirs.date
        and not _is_same_recording(theirs, ours)
        and not any(link.url in one.transcripts for link in item.transcripts)
    )


def _is_same_recording(one: FrontMatter, other: FrontMatter) -> bool:
    if not one.media.audio or not other.media.audio:
        return False
    if one.media.audio == other.media.audio:
        return True
    # Hosts put trackers in front of an address, and parameters behind it.
    first, second = (
        text.partition("?")[0].partition("://")[2] for text in (one.media.audio, other.media.audio)
    )
    return (first.endswith(second) or second.endswith(first)) and (
        _folded(one.title) == _folded(other.title)
    )


def _is_same_talk(one: FrontMatter, other: FrontMatter) -> bool:
    if not _folded(one.title) or one.date is None or other.date is None:
        return False
    shows = {_folded(one.show), _folded(other.show)} - {""}
    return (
        _folded(one.title) == _folded(other.title)
        and abs((one.date - other.date).days) <= _DAYS
        and len(shows) < 2  # noqa: PLR2004 - they are the same, or one is not stated
    )


def _folded(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
