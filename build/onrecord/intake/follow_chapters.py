"""Chapters that change in a feed after they were taken."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord import archive
from onrecord.files.atomic_write import write_file
from onrecord.files.digest import short_digest
from onrecord.inputs import MAX_BESIDE
from onrecord.intake.take_episode import read_feed_chapters

if TYPE_CHECKING:
    from onrecord.intake.feeds import FeedEpisode
    from onrecord.intake.sync_run import Run
    from onrecord.intake.sync_state import TakenState


def follow_chapters(run: Run, item: FeedEpisode, known: TakenState) -> TakenState:
    """Take or report the chapters of an item that differ from those taken.

    Chapters that were edited or removed here are never replaced.
    """
    name = f"{archive.EPISODES}/{known.slug}/{archive.CHAPTERS}"
    if not (run.root / name).is_file() or not (item.chapters or item.inline_chapters):
        return known
    marks = read_feed_chapters(run, item)
    latest = short_digest(marks)
    if not marks or latest == known.chapters:
        return known
    ours = short_digest(archive.read_bytes(run.root / name, MAX_BESIDE))
    if ours == latest:
        return replace(known, chapters=latest)
    if ours != known.chapters:
        # Of episodes taken by earlier versions, it is unknown whether they were edited.
        if known.chapters or run.update:
            detail = (
                "its chapters in its feed have changed, but they were edited here too; "
                f"to take them, copy them to {name}"
            )
            run.say("changed", slug=known.slug, detail=detail)
        return known
    if not run.update:
        detail = "its chapters have changed in its feed; take them with --update"
        run.say("changed", slug=known.slug, detail=detail)
        return known
    write_file(run.root / name, marks)
    run.say("updated", slug=known.slug, detail="its feed has other chapters now")
    return replace(known, chapters=latest)
