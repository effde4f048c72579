"""New episodes from feeds, and transcripts that changed at their source."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from onrecord import archive, chapters
from onrecord.editing.replace_transcript import plan_update, replace_transcript
from onrecord.errors import ConfigurationError, ContentError, Issue, OnrecordError, OutsideError
from onrecord.files.digest import short_digest
from onrecord.inputs import MAX_BESIDE, MAX_TRANSCRIPT, find_episode, read_archive_file
from onrecord.intake.add import (
    Addition,
    Received,
    check_free,
    plan_addition,
    slug_of,
    write_addition,
)
from onrecord.intake.download import fetch
from onrecord.intake.feeds import FeedEpisode, TranscriptLink, read_feed
from onrecord.intake.sync_state import FeedState, TakenState, read_state, write_state

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

# A thousand episodes with long notes have 8 MB.
MAX_FEED: Final = 32 * 1024 * 1024
# Number of newest transcripts to check for changes. Most corrections are made soon after
# publication, and checking a thousand transcripts every hour would burden their host.
RECHECKED: Final = 50

Outcome = Literal["added", "changed", "updated", "broken", "unreachable", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event to report."""

    outcome: Outcome
    feed: str
    title: str
    """Title of the item; empty for an event of the feed."""
    slug: str = ""
    detail: str = ""

    def __str__(self) -> str:
        subject = self.slug or self.title or self.feed
        return f"{self.outcome:>11}  {subject}" + (f": {self.detail}" if self.detail else "")

    def as_json(self) -> dict[str, Any]:
        """Return the event as JSON."""
        return {
            "outcome": self.outcome,
            "feed": self.feed,
            "title": self.title,
            "slug": self.slug,
            "detail": self.detail,
        }


@dataclass(slots=True, kw_only=True)
class _Run:
    """The synchronisation of one feed."""

    root: Path
    feed: archive.Feed
    state: FeedState
    print_status: Callable[[Event], None]
    guids: dict[str, str] = field(default_factory=dict)
    """Slugs of the archive's episodes, by guid."""

    def say(self, outcome: Outcome, title: str = "", slug: str = "", detail: str = "") -> None:
        self.print_status(
            Event(outcome=outcome, feed=self.feed.url, title=title, slug=slug, detail=detail)
        )


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
    states = read_state(root)
    guids = dict(_guids(root))
    for feed in front.feeds:
        run = _Run(
            root=root,
            feed=feed,
            state=states.get(feed.url, FeedState()),
            print_status=print_status,
            guids=guids,
        )
        try:
            states[feed.url] = _poll(run, update=update)
        except OutsideError as error:
            run.say("unreachable", detail=error.reason if error.path == feed.url else str(error))
        except ContentError as error:
            run.say("broken", detail=str(error))
        else:
            # After each feed, so that a failure of the next loses nothing.
            write_state(root, states)


def _poll(run: _Run, *, update: bool) -> FeedState:
    """Synchronise one feed and return its new state."""
    state, feed = run.state, run.feed
    got = fetch(
        feed.url,
        limit=MAX_FEED,
        allow_private=feed.allow_private,
        etag=state.etag,
        last_modified=state.last_modified,
    )
    taken = dict(state.taken)
    new: dict[str, TakenState] = {}
    whole = True
    if got.modified:
        for item in read_feed(got.content, feed.url).episodes:
            if not item.guid or not item.transcripts or item.guid in new:
                continue
            if item.guid in taken:
                taken[item.guid] = replace(
                    taken[item.guid], transcript=_same_kind(item, taken[item.guid])
                )
                continue
            try:
                new[item.guid] = _take(run, item)
            except OnrecordError as error:
                whole = False
                run.say("broken", title=item.front.title or item.guid, detail=_brief(error))
    checked: dict[str, TakenState] = {}
    for number, (guid, known) in enumerate(taken.items()):
        checked[guid] = (
            _recheck(run, known, update=update) if update or number < RECHECKED else known
        )
    if not got.modified:
        return replace(state, taken=checked)
    # A feed with a broken item is read again next time, even if it is unchanged.
    return FeedState(
        etag=got.etag if whole else "",
        last_modified=got.last_modified if whole else "",
        taken={**new, **checked},
    )


def _take(run: _Run, item: FeedEpisode) -> TakenState:
    """Create an episode from the best transcript of an item that can be read."""
    allow = run.feed.allow_private
    front = replace(item.front, show=run.feed.show or item.front.show)
    if adopted := run.guids.get(item.guid):
        content = archive.read_bytes(
            run.root / find_episode(run.root, adopted).transcript, MAX_TRANSCRIPT
        )
        return TakenState(
            slug=adopted, transcript=item.transcripts[0].url, fingerprint=short_digest(content)
        )
    failures: list[OnrecordError] = []
    marks = _chapters(run, item)
    for link in item.transcripts:
        try:
            got = fetch(link.url, limit=MAX_TRANSCRIPT, allow_private=allow)
            received = Received(name=link.url, content=got.content, chapters=marks, front=front)
            addition = _plan(received, _free_slug(run.root, item))
        except (ContentError, OutsideError) as error:
            failures.append(error)
            continue
        write_addition(run.root, addition)
        run.guids[item.guid] = addition.slug
        run.say(
            "added",
            title=front.title,
            slug=addition.slug,
            detail=f"{addition.format}, {addition.words:,} words",
        )
        for failure in failures:
            run.say("warning", title=front.title, slug=addition.slug, detail=_brief(failure))
        return TakenState(
            slug=addition.slug,
            transcript=link.url,
            fingerprint=short_digest(got.content),
            etag=got.etag,
            last_modified=got.last_modified,
        )
    raise failures[0]


def _plan(received: Received, slug: str) -> Addition:
    addition = plan_addition(received, slug)
    if addition.is_prose:
        raise ContentError(
            [
                Issue(
                    path=received.name,
                    message="prose, which no feed offers",
                    hint="perhaps a message of its server",
                )
            ]
        )
    return addition


def _chapters(run: _Run, item: FeedEpisode) -> bytes:
    """Return the chapters of an item; empty, with a warning, if they cannot be read."""
    if not item.chapters:
        return b""
    try:
        content = fetch(
            item.chapters, limit=MAX_BESIDE, allow_private=run.feed.allow_private
        ).content
    except OutsideError as error:
        run.say("warning", title=item.front.title, detail=f"without its chapters: {error}")
        return b""
    _, issues = chapters.read_marks(content, item.chapters)
    if wrong := [issue for issue in issues if issue.severity == "error"]:
        run.say("warning", title=item.front.title, detail=f"without its chapters: {wrong[0]}")
        return b""
    return content


def _recheck(run: _Run, known: TakenState, *, update: bool) -> TakenState:
    """Check whether a transcript has changed at its source."""
    if not (run.root / archive.EPISODES / known.slug).is_dir():
        # The publisher removed or renamed it and will not want it back.
        return known
    try:
        got = fetch(
            known.transcript,
            limit=MAX_TRANSCRIPT,
            allow_private=run.feed.allow_private,
            etag=known.etag,
            last_modified=known.last_modified,
        )
        if not got.modified:
            return known
        if short_digest(got.content) == known.fingerprint:
            return replace(known, etag=got.etag, last_modified=got.last_modified)
        return _change(
            run, known, got.content, etag=got.etag, last_modified=got.last_modified, update=update
        )
    except OutsideError as error:
        run.say("unreachable", slug=known.slug, detail=str(error))
    except OnrecordError as error:
        run.say("broken", slug=known.slug, detail=_brief(error))
    return known


def _change(
    run: _Run, known: TakenState, content: bytes, *, etag: str, last_modified: str, update: bool
) -> TakenState:
    """Report a changed transcript; replace ours if `update`, unless a person must decide."""
    folder = find_episode(run.root, known.slug)
    ours = archive.read_bytes(run.root / folder.transcript, MAX_TRANSCRIPT)
    with tempfile.TemporaryDirectory() as aside:
        file = Path(aside) / Path(folder.transcript).name
        file.write_bytes(content)
        plan = plan_update(run.root, known.slug, file)
    gone = len(plan.by_fate["gone"])
    by_hand = f"onrecord update {known.slug} FILE, with the file from {known.transcript}"
    if short_digest(ours) != known.fingerprint:
        run.say(
            "changed",
            slug=known.slug,
            detail=f"at its source, but it was edited here too; to take it: {by_hand}",
        )
        return known
    if plan.is_foreign:
        run.say(
            "broken",
            slug=known.slug,
            detail="the transcript at its source looks like another episode; "
            f"to take it: {by_hand} --force",
        )
        return known
    if plan.rebased.conflicts:
        detail = (
            f"at its source, but {len(plan.rebased.conflicts)} entries of overlay.yml conflict; "
            f"to take it: {by_hand}"
        )
        run.say("changed", slug=known.slug, detail=detail)
        return known
    if not update:
        run.say(
            "changed",
            slug=known.slug,
            detail=f"at its source ({gone} linked sentences would be gone); take it with --update",
        )
        return known
    replace_transcript(run.root, plan)
    run.say("updated", slug=known.slug, detail=f"{gone} linked sentences are gone")
    return replace(known, fingerprint=short_digest(content), etag=etag, last_modified=last_modified)


def _same_kind(item: FeedEpisode, known: TakenState) -> str:
    """Return the current address of the transcript taken, in the same format if possible."""

    def ending(url: str) -> str:
        return url.partition("?")[0].rpartition(".")[2].lower()

    links: tuple[TranscriptLink, ...] = item.transcripts
    return next(
        (link.url for link in links if ending(link.url) == ending(known.transcript)),
        known.transcript,
    )


def _free_slug(root: Path, item: FeedEpisode) -> str:
    """Return a slug for a new episode that no other has."""
    title = slug_of(item.front.title) or f"episode-{short_digest(item.guid.encode())}"
    day: date | None = item.front.date
    dated = [f"{title}-{day.isoformat()}"] if day else []
    for slug in (title, *dated, f"{title}-{short_digest(item.guid.encode())}"):
        try:
            check_free(root, slug)
        except ConfigurationError:
            continue
        return slug
    raise ConfigurationError(f"no free name for {item.front.title!r}")


def _guids(root: Path) -> Iterator[tuple[str, str]]:
    """Yield guid and slug of each episode, so that none is added twice if the state is lost."""
    for folder in archive.find(root).episodes:
        if folder.episode and folder.transcript:
            front, _ = archive.read_episode(
                archive.read_bytes(root / folder.episode, archive.MAX_BYTES), folder.episode
            )
            if front.guid:
                yield front.guid, folder.slug


def _brief(error: OnrecordError) -> str:
    return str(error.issues[0]) if isinstance(error, ContentError) else str(error)
