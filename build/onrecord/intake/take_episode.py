"""Creating an episode from an item of a feed."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord import archive, chapters
from onrecord.errors import ConfigurationError, ContentError, Issue, OutsideError
from onrecord.files.digest import short_digest
from onrecord.inputs import MAX_BESIDE, MAX_TRANSCRIPT
from onrecord.intake.add import (
    Addition,
    Received,
    check_free,
    plan_addition,
    slug_of,
    write_addition,
)
from onrecord.intake.download import fetch
from onrecord.intake.feeds import is_same_language
from onrecord.intake.known_episodes import KnownEpisode
from onrecord.intake.sync_run import brief
from onrecord.intake.sync_state import TakenState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from onrecord.errors import OnrecordError
    from onrecord.intake.download import Fetched
    from onrecord.intake.feeds import FeedEpisode, TranscriptLink
    from onrecord.intake.sync_run import Run
    from onrecord.model import ChapterMark, FrontMatter

    _Candidate = tuple[TranscriptLink, Fetched, Addition]

# Metadata of an item that an episode may lack at first.
KEYS = (
    *("title", "date", "description", "people", "media", "soundbites"),
    *("licence", "season", "number", "image", "source"),
)

# Metadata whose corrections are followed. Addresses and long descriptions change by themselves.
CORRECTED = ("title", "date", "people", "season", "number", "licence")


def take_episode(run: Run, item: FeedEpisode) -> TakenState | None:
    """Create an episode from the best transcript of an item that can be read.

    Returns:
        None if an episode has the same words; that is reported.

    Raises:
        OnrecordError: None of its transcripts can be read.
    """
    item = replace(item, front=replace(item.front, show=run.feed.show or item.front.show))
    failures: list[OnrecordError] = []
    foreign: list[_Candidate] = []
    marks = read_feed_chapters(run, item)
    slug = _free_slug(run.root, item)
    for link in item.transcripts:
        try:
            got = fetch(link.url, limit=MAX_TRANSCRIPT, allow_private=run.feed.allow_private)
            addition = _plan(run, item, link, got, marks=marks, slug=slug)
        except (ContentError, OutsideError) as error:
            failures.append(error)
            continue
        if addition.is_foreign and not link.language:
            foreign.append((link, got, addition))
            continue
        return _write(run, item, (link, got, addition), failures)
    if not foreign:
        raise failures[0]
    link, got, addition = foreign[0]
    found = addition.detected
    meant = replace(item, front=replace(item.front, language=found))
    addition = _plan(run, meant, link, got, marks=marks, slug=slug)
    detail = f"its feed says language {item.front.language}, but its words are " + (
        f"{found}; {found} was written to its {archive.EPISODE_FILE}"
        if found
        else f"probably in another; write that into its {archive.EPISODE_FILE}"
    )
    run.say("warning", title=item.front.title, slug=slug, detail=detail)
    return _write(run, meant, (replace(link, language=found), got, addition), failures)


def _write(
    run: Run,
    item: FeedEpisode,
    candidate: _Candidate,
    failures: Iterable[OnrecordError],
) -> TakenState | None:
    link, got, addition = candidate
    fingerprint = short_digest(got.content)
    if same := next((one for one in run.known if fingerprint in one.fingerprints), None):
        say_same(run, item, same, "the same words")
        return None
    write_addition(run.root, addition)
    run.known.append(
        KnownEpisode(
            slug=addition.slug,
            guids=frozenset({item.guid}),
            front=item.front,
            transcripts=frozenset({link.url}),
            fingerprints=frozenset({fingerprint}),
        )
    )
    others = ", ".join(_named(one) for one in item.transcripts if one.url != link.url)
    run.say(
        "added",
        title=item.front.title,
        slug=addition.slug,
        detail=f"{addition.report.format}, {addition.report.words:,} words, from {_named(link)}"
        + (f" (not taken: {others})" if others else ""),
    )
    for failure in failures:
        run.say("warning", title=item.front.title, slug=addition.slug, detail=brief(failure))
    return TakenState(
        slug=addition.slug,
        transcript=link.url,
        fingerprint=fingerprint,
        etag=got.etag,
        last_modified=got.last_modified,
        chapters=short_digest(marks)
        if (marks := dict(addition.files).get(archive.CHAPTERS))
        else "",
        offered=" ".join(list_offered(item)),
        values=digest_values(item.front),
    )


def say_same(run: Run, item: FeedEpisode, same: KnownEpisode, reason: str) -> None:
    """Ask whether an item is an episode of the archive."""
    url = item.transcripts[0].url
    if same.front is None:
        hint = f"{same.slug!r}, which was removed; to add it again: onrecord add {url}"
    else:
        path = f"{archive.EPISODES}/{same.slug}/{archive.EPISODE_FILE}"
        hint = (
            f'{same.slug!r}, under another guid; if it is, write "guid: {item.guid}" into {path}; '
            f"if not, onrecord add {url}, and write the guid into its {archive.EPISODE_FILE}"
        )
    run.say("warning", title=item.front.title, detail=f"not added: {reason} as {hint}")


def list_offered(item: FeedEpisode) -> list[str]:
    """Return the metadata that an item has, as keys of `episode.yml`."""
    keys = [key for key in KEYS if key != "media" and getattr(item.front, key)]
    return [
        *keys,
        *(["media"] if item.front.media.audio else []),
        *(["chapters"] if item.chapters or item.inline_chapters else []),
    ]


def digest_values(front: FrontMatter) -> str:
    """Return digests of the values that a publisher corrects later, for `TakenState.values`."""
    stated = ((key, getattr(front, key)) for key in CORRECTED)
    return " ".join(f"{key}={short_digest(repr(value).encode())}" for key, value in stated if value)


def _plan(
    run: Run, item: FeedEpisode, link: TranscriptLink, got: Fetched, *, marks: bytes, slug: str
) -> Addition:
    front = item.front
    if link.language and not is_same_language(link.language, front.language):
        front = replace(front, language=link.language)
    # A server may give plain text under an address without an extension, or with that of a script.
    path = f"{link.url.partition('?')[0]}.txt" if link.is_plain_text else ""
    received = Received(name=link.url, path=path, content=got.content, chapters=marks, front=front)
    addition = plan_addition(received, slug, run.surroundings)
    if addition.is_prose and not link.is_plain_text:
        hint = "perhaps a message of its server"
        issue = Issue(path=link.url, message=f"prose, announced as {link.kind!r}", hint=hint)
        raise ContentError([issue])
    return addition


def _named(link: TranscriptLink) -> str:
    return link.url + (f" ({link.language})" if link.language else "")


def read_feed_chapters(run: Run, item: FeedEpisode) -> bytes:
    """Return the chapters of an item; empty, with a warning, if they cannot be read."""
    inline = _write_marks(item.inline_chapters) if item.inline_chapters else b""
    if not item.chapters:
        return inline
    try:
        content = fetch(
            item.chapters, limit=MAX_BESIDE, allow_private=run.feed.allow_private
        ).content
    except OutsideError as error:
        run.say("warning", title=item.front.title, detail=f"its chapters were not taken: {error}")
        return inline
    _, issues = chapters.read_marks(content, item.chapters)
    if wrong := [issue for issue in issues if issue.severity == "error"]:
        detail = f"its chapters were not taken: {wrong[0]}"
        run.say("warning", title=item.front.title, detail=detail)
        return inline
    return content


def _write_marks(marks: Iterable[ChapterMark]) -> bytes:
    """Return chapters as Podcasting 2.0 JSON."""
    listed = [{"startTime": mark.start / 1000, "title": mark.title} for mark in marks]
    document = {"version": "1.2.0", "chapters": listed}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


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
