"""The files that describe the whole archive: `content/*.yml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord import archive, overlays
from onrecord.inputs.episode_files import MAX_BESIDE
from onrecord.model import AUTOMATIC_QUOTES, Site

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.errors import Issue
    from onrecord.model import Topic


def read_shared(root: Path) -> overlays.Shared:
    """Read `people.yml` and `corrections.yml`."""
    return overlays.read_shared(*read_shared_documents(root))


def read_shared_documents(root: Path) -> tuple[archive.Document | None, archive.Document | None]:
    """Return the bytes of `people.yml` and `corrections.yml`; None for a missing file."""
    return read_document(root, "people.yml"), read_document(root, "corrections.yml")


def read_archive_file(root: Path) -> tuple[archive.ArchiveFront, tuple[Issue, ...]]:
    """Read `archive.yml`. Returns an empty one if the file does not exist."""
    document = read_document(root, "archive.yml")
    if document is None:
        return archive.ArchiveFront(), ()
    return archive.read_archive(document.content, document.path)


def validate_archive(
    root: Path, listing: archive.Listing, shared: overlays.Shared
) -> tuple[Issue, ...]:
    """Return the issues of the files that describe the whole archive."""
    slugs = [folder.slug for folder in listing.episodes]
    return (
        *read_archive_file(root)[1],
        *shared.issues,
        *overlays.validate_episode_slugs(shared.corrections, slugs),
        *_read_topic_file(root)[1],
    )


def read_site(root: Path, *, title: str, url: str, base: str) -> Site:
    """Return the site that `archive.yml` and `topics.yml` describe, at the renderer's address."""
    front, _ = read_archive_file(root)
    vocabulary, _ = _read_topic_file(root)
    automatic = front.automatic_quotes
    return Site(
        title=front.title or title,
        description=front.description,
        language=front.language or "en",
        licence=front.licence,
        links=front.links,
        suggestions=front.suggestions,
        quote_weights=front.quote_weights,
        repeats=front.repeats,
        automatic_quotes=AUTOMATIC_QUOTES if automatic is None else automatic,
        comments=front.comments,
        url=url if not url or url.endswith("/") else url + "/",
        base=base,
        topics=vocabulary,
    )


def _read_topic_file(root: Path) -> tuple[tuple[Topic, ...], tuple[Issue, ...]]:
    document = read_document(root, "topics.yml")
    return archive.read_topics(document.content, document.path) if document else ((), ())


def read_document(root: Path, name: str) -> archive.Document | None:
    """Return the bytes of a file about the whole archive; None if it is missing."""
    path = f"{archive.CONTENT}/{name}"
    if not (root / path).is_file():
        return None
    return archive.Document(path=path, content=archive.read_bytes(root / path, MAX_BESIDE))
