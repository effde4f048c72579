"""New episodes from feeds, and transcripts that changed at their source."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from onrecord import archive
from onrecord.errors import ConfigurationError, ContentError, OnrecordError, OutsideError
from onrecord.files.digest import short_digest
from onrecord.inputs import MAX_TRANSCRIPT, find_episode, read_archive_file
from onrecord.intake.add import read_surroundings
from onrecord.intake.download import fetch
from onrecord.intake.feeds import FeedEpisode, read_feed
from onrecord.intake.follow_chapters import follow_chapters
from onrecord.intake.known_episodes import find_same, is_reused, list_known
from onrecord.intake.sync_run import Event, Run, brief
from onrecord.intake.sync_state import FeedState, TakenState, read_state, write_state
from onrecord.intake.take_episode import digest_values, list_offered, say_same, take_episode
from onrecord.intake.update_episode import (
    recheck_transcript,
    same_kind,
    take_additions,
    take_corrections,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

# A thousand episodes with long notes have 8 MB.
MAX_FEED: Final = 32 * 1024 * 1024
# Pages have 10 to 100 items.
MAX_PAGES: Final = 50
# Number of newest transcripts to check for changes. Most corrections are made soon after
# publication, and checking a thousand transcripts every hour would burden their host.
RECHECKED: Final = 50
# Number of items in a message.
_LISTED: Final = 10


class _Found(NamedTuple):
    """The items of a feed."""

    new: dict[str, TakenState]
    """Those taken in this run, by guid."""
    taken: dict[str, TakenState]
    """Those taken before."""
    followed: dict[str, FeedEpisode]
    """Items of the latter."""
    whole: bool
    """Whether all were taken that have a transcript."""


def sync(root: Path, print_status: Callable[[Event], None], *, update: bool = False) -> None:
    """Add new episodes from all feeds of an archive, and report transcripts that have changed.

    A broken item is reported and tried again in the next run; the others are processed.

    Args:
        root: Folder of the archive.
        print_status: Called with each event as it happens.
        update: Whether to take the transcripts that have changed.

    Raises:
        ConfigurationError: The archive has no feeds.
        ContentError: `archive.yml` or the state of the feeds cannot be read.
    """
    archive.find(root)
    front, issues = read_archive_file(root)
    if errors := [issue for issue in issues if issue.severity == "error"]:
        raise ContentError(errors)
    if not front.feeds:
        hint = "add to content/archive.yml:\n    feeds:\n      - https://example.org/feed.xml"
        raise ConfigurationError(f"{archive.CONTENT}/archive.yml names no feeds\n    hint: {hint}")
    surroundings = read_surroundings(root)
    states = read_state(root)
    known = list(list_known(root, states))
    for feed in front.feeds:
        run = Run(
            root=root,
            feed=feed,
            state=states.get(feed.url, FeedState()),
            print_status=print_status,
            update=update,
            surroundings=surroundings,
            known=known,
        )
        try:
            states[feed.url] = _poll(run)
        except OutsideError as error:
            run.say("unreachable", detail=error.reason if error.path == feed.url else str(error))
        except ContentError as error:
            run.say("broken", detail=str(error))
        else:
            # After each feed, so that a failure of the next loses nothing.
            write_state(root, states)


def _poll(run: Run) -> FeedState:
    """Synchronise one feed and return its new state."""
    state, feed = run.state, run.feed
    got = fetch(
        feed.url,
        limit=MAX_FEED,
        allow_private=feed.allow_private,
        # An update needs what the items say, even if that was reported before.
        etag="" if run.update else state.etag,
        last_modified="" if run.update else state.last_modified,
    )
    if not got.modified:
        return replace(state, taken=_recheck(run, state.taken, {}))
    items, whole = _read_pages(run, got.content, got.url)
    items = _without_repeats(run, items)
    found = _take_episodes(run, items)
    _say_lacking(run, items)
    # A feed with an item that was not taken is read again next time, even if it is unchanged.
    whole = whole and found.whole
    return FeedState(
        etag=got.etag if whole else "",
        last_modified=got.last_modified if whole else "",
        taken={**found.new, **_recheck(run, found.taken, found.followed)},
    )


def _take_episodes(run: Run, items: list[FeedEpisode]) -> _Found:
    """Take new items, and what the items of known episodes say now."""
    new: dict[str, TakenState] = {}
    taken = dict(run.state.taken)
    followed: dict[str, FeedEpisode] = {}
    whole = True
    present = {item.guid for item in items}
    for item in items:
        if not item.transcripts:
            continue
        try:
            if item.guid in taken:
                taken[item.guid] = _follow(run, item, taken[item.guid])
                followed[item.guid] = item
            elif one := _adopt_or_take(run, item, present):
                new[item.guid] = one
            else:
                whole = False
        except OnrecordError as error:
            whole = False
            run.say("broken", title=item.front.title or item.guid, detail=brief(error))
    return _Found(new=new, taken=taken, followed=followed, whole=whole)


def _recheck(
    run: Run, taken: Mapping[str, TakenState], followed: Mapping[str, FeedEpisode]
) -> dict[str, TakenState]:
    """Check transcripts and chapters for changes; without an update, only the newest."""
    checked = dict(taken)
    for guid in list(taken)[: None if run.update else RECHECKED]:
        checked[guid] = recheck_transcript(run, checked[guid])
        if item := followed.get(guid):
            checked[guid] = follow_chapters(run, item, checked[guid])
    return checked


def _read_pages(run: Run, content: bytes, url: str) -> tuple[list[FeedEpisode], bool]:
    """Return the items of all pages of a feed, and whether all pages could be read."""
    page = read_feed(content, url)
    items, seen = list(page.episodes), {url, run.feed.url}
    while page.next_page and page.next_page not in seen:
        if len(seen) > MAX_PAGES:
            run.say("warning", detail=f"more than {MAX_PAGES} pages; older items were not read")
            break
        seen.add(page.next_page)
        try:
            got = fetch(page.next_page, limit=MAX_FEED, allow_private=run.feed.allow_private)
            page = read_feed(got.content, got.url)
        except OutsideError as error:
            run.say("unreachable", detail=f"a further page, so older items were not read: {error}")
            return items, False
        except ContentError as error:
            run.say(
                "broken", detail=f"a further page, so older items were not read: {brief(error)}"
            )
            return items, False
        items += page.episodes
    return items, True


def _without_repeats(run: Run, items: list[FeedEpisode]) -> list[FeedEpisode]:
    """Return one item for each guid; report another item that has the guid of an earlier one."""
    kept: dict[str, FeedEpisode] = {}
    for item in items:
        first = kept.get(item.guid)
        if not item.guid:
            continue
        if first is None or not first.transcripts:
            kept[item.guid] = item
        elif item.transcripts and item.transcripts[0].url != first.transcripts[0].url:
            detail = (
                f"not added: it has the guid of {first.front.title!r}, {item.guid}, twice in the "
                f"feed; to add it: onrecord add {item.transcripts[0].url}"
            )
            run.say("warning", title=item.front.title, detail=detail)
    return list(kept.values())


def _follow(run: Run, item: FeedEpisode, known: TakenState) -> TakenState:
    """Take what the item of an episode says now."""
    ours = next((one for one in run.known if one.slug == known.slug), None)
    if ours and is_reused(item, ours):
        detail = (
            f"not added: its guid {item.guid} was that of {known.slug!r}; "
            f"to add it: onrecord add {item.transcripts[0].url}"
        )
        run.say("warning", title=item.front.title, detail=detail)
        return known
    current = replace(known, transcript=same_kind(item, known))
    return take_corrections(run, item, take_additions(run, item, current))


def _adopt_or_take(run: Run, item: FeedEpisode, present: set[str]) -> TakenState | None:
    """Return the state of a new item; None if it seems to be an episode of the archive."""
    own = next((one for one in run.known if item.guid in one.guids and one.front), None)
    if own:
        folder = find_episode(run.root, own.slug)
        return TakenState(
            slug=own.slug,
            transcript=item.transcripts[0].url,
            fingerprint=short_digest(
                archive.read_bytes(run.root / folder.transcript, MAX_TRANSCRIPT)
            ),
            offered=" ".join(list_offered(item)),
            values=digest_values(item.front),
        )
    if same := find_same(item, run.known, present):
        say_same(run, item, *same)
        return None
    return take_episode(run, item)


def _say_lacking(run: Run, items: list[FeedEpisode]) -> None:
    """Report how many items have a transcript, and name those without."""
    lacking = [item.front.title or item.guid for item in items if not item.transcripts]
    if lacking:
        more = f" and {len(lacking) - _LISTED} more" if len(lacking) > _LISTED else ""
        detail = (
            f"{len(items) - len(lacking)} of {len(items)} episodes have a transcript; "
            f"without: {', '.join(lacking[:_LISTED])}{more}"
        )
        run.say("lacking", detail=detail)
