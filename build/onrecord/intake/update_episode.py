"""Taking what has changed at the source of an episode: its transcript, or what its item says."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from onrecord import archive
from onrecord.archive import dump_kept, load_kept
from onrecord.editing.replace_transcript import plan_update, replace_transcript
from onrecord.errors import ContentError, OnrecordError, OutsideError, any_error
from onrecord.files.atomic_write import write_file
from onrecord.files.digest import short_digest
from onrecord.inputs import MAX_TRANSCRIPT, find_episode
from onrecord.intake.download import fetch
from onrecord.intake.sync_run import brief
from onrecord.intake.take_episode import digest_values, list_offered, read_feed_chapters
from onrecord.model import FrontMatter, Media

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from onrecord.archive import EpisodeFolder
    from onrecord.intake.feeds import FeedEpisode, TranscriptLink
    from onrecord.intake.sync_run import Run
    from onrecord.intake.sync_state import TakenState

# Of items that were taken before their keys were recorded, these were not read.
_NOT_READ_BEFORE: Final = frozenset({"licence", "season", "number", "image"})


def take_additions(run: Run, item: FeedEpisode, known: TakenState) -> TakenState:
    """Take or report metadata and chapters that an item has gained since it was taken.

    What an `episode.yml` states is never replaced.
    """
    offered = list_offered(item)
    before = frozenset(known.offered.split()) or _NOT_READ_BEFORE
    # An episode that was removed or withdrawn is not completed.
    is_here = any(one.slug == known.slug and one.front for one in run.known)
    if before.issuperset(offered) or not is_here:
        return known
    folder = find_episode(run.root, known.slug)
    content = (
        archive.read_bytes(run.root / folder.episode, archive.MAX_BYTES) if folder.episode else b""
    )
    front, _ = archive.read_episode(content, folder.episode)
    gained = [key for key in offered if key not in before and not _has(folder, front, key)]
    complete = replace(known, offered=" ".join(offered))
    if not gained:
        return complete
    marks = _write_gained(run, item, folder, content, gained) if run.update else None
    if marks is not None:
        run.say("updated", slug=known.slug, detail=f"its feed has gained {', '.join(gained)}")
        return replace(complete, chapters=short_digest(marks)) if marks else complete
    if not run.update:
        detail = f"its feed now has {', '.join(gained)}; take them with --update"
        run.say("changed", slug=known.slug, detail=detail)
    return replace(known, offered=" ".join({*before, *offered} - {*gained}))


def take_corrections(run: Run, item: FeedEpisode, known: TakenState) -> TakenState:
    """Take or report metadata that the publisher has corrected since it was taken.

    What was edited in `episode.yml` is never replaced.
    """
    values = digest_values(item.front)
    is_here = any(one.slug == known.slug and one.front for one in run.known)
    if values == known.values or not is_here:
        return known
    current = replace(known, values=values)
    before, now = _digests(known.values), _digests(values)
    folder = find_episode(run.root, known.slug)
    content = (
        archive.read_bytes(run.root / folder.episode, archive.MAX_BYTES) if folder.episode else b""
    )
    front, _ = archive.read_episode(content, folder.episode)
    ours = _digests(digest_values(front))
    keys = [key for key in now if before.get(key, now[key]) != now[key] != ours.get(key)]
    untouched = [key for key in keys if ours.get(key) == before[key]]
    for key in (key for key in keys if key not in untouched):
        detail = f"its feed has another {key} now, but it was edited here too; it stays"
        run.say("changed", slug=known.slug, detail=detail)
    if not untouched:
        return current
    if not run.update:
        detail = f"its feed has corrected its {', '.join(untouched)}; take it with --update"
        run.say("changed", slug=known.slug, detail=detail)
        return known
    path = run.root / folder.folder / archive.EPISODE_FILE
    write_file(path, _with_keys(content, item.front, untouched, folder.episode))
    detail = f"its feed has corrected its {', '.join(untouched)}"
    run.say("updated", slug=known.slug, detail=detail)
    return current


def _digests(values: str) -> dict[str, str]:
    """Return the digests in `TakenState.values`, by key."""
    return dict(one.split("=", 1) for one in values.split())


def _write_gained(
    run: Run, item: FeedEpisode, folder: EpisodeFolder, content: bytes, gained: Collection[str]
) -> bytes | None:
    """Write what an item has gained, and return its chapters; None if they cannot be read."""
    marks = read_feed_chapters(run, item) if "chapters" in gained else b""
    if keys := [key for key in gained if key != "chapters"]:
        path = run.root / folder.folder / archive.EPISODE_FILE
        write_file(path, _with_keys(content, item.front, keys, folder.episode))
    if marks:
        write_file(run.root / folder.folder / archive.CHAPTERS, marks)
    return None if "chapters" in gained and not marks else marks


def _has(folder: EpisodeFolder, front: FrontMatter, key: str) -> bool:
    if key == "chapters":
        return bool(folder.chapters or front.chapters)
    return bool(front.media.audio if key == "media" else getattr(front, key))


def _with_keys(content: bytes, front: FrontMatter, keys: Iterable[str], path: str) -> bytes:
    """Return an `episode.yml` with further keys, and its comments."""
    alone = FrontMatter(**{key: getattr(front, key) for key in keys if key != "media"})
    if "media" in keys:
        alone = replace(alone, media=Media(audio=front.media.audio))
    yaml, tree = load_kept(content)
    _, gained = load_kept(archive.write_episode(alone, known=frozenset(archive.TEMPLATE_KEYS)))
    for key, value in gained.items():
        if key == "media" and isinstance(tree.get(key), dict):
            tree[key].update(value)
        else:
            tree[key] = value
    written = dump_kept(yaml, tree)
    _, issues = archive.read_episode(written, path)
    if any_error(issues):
        raise ContentError(list(issues))
    return written


def recheck_transcript(run: Run, known: TakenState) -> TakenState:
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
        return _change(run, known, got.content, etag=got.etag, last_modified=got.last_modified)
    except OutsideError as error:
        run.say("unreachable", slug=known.slug, detail=str(error))
    except OnrecordError as error:
        run.say("broken", slug=known.slug, detail=brief(error))
    return known


def _change(
    run: Run, known: TakenState, content: bytes, *, etag: str, last_modified: str
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
    if not run.update:
        run.say(
            "changed",
            slug=known.slug,
            detail=f"at its source ({gone} linked sentences would be gone); take it with --update",
        )
        return known
    replace_transcript(run.root, plan)
    run.say("updated", slug=known.slug, detail=f"{gone} linked sentences are gone")
    return replace(known, fingerprint=short_digest(content), etag=etag, last_modified=last_modified)


def same_kind(item: FeedEpisode, known: TakenState) -> str:
    """Return the current address of the transcript taken, in the same format if possible."""

    def ending(url: str) -> str:
        return url.partition("?")[0].rpartition(".")[2].lower()

    links: tuple[TranscriptLink, ...] = item.transcripts
    return next(
        (link.url for link in links if ending(link.url) == ending(known.transcript)),
        known.transcript,
    )
