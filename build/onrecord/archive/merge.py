"""Merging the metadata in a transcript with that of `episode.yml`, which wins."""

from __future__ import annotations

from dataclasses import replace

from onrecord.model import FrontMatter, Media, Site, Slug
from onrecord.text.languages import base_language


def merge(stated: FrontMatter, written: FrontMatter) -> FrontMatter:
    """Return each field of `episode.yml` (`written`), or of the transcript (`stated`) if empty.

    Lists are replaced as a whole. The addresses of media are merged one by one.

    >>> merge(FrontMatter(title="Ep. 7", show="Talks"), FrontMatter(title="On anchors"))
    ... # doctest: +ELLIPSIS
    FrontMatter(title='On anchors', show='Talks', ...)
    """
    return FrontMatter(
        title=written.title or stated.title,
        show=written.show or stated.show,
        date=written.date or stated.date,
        description=written.description or stated.description,
        language=written.language or stated.language,
        encoding=written.encoding or stated.encoding,
        people=written.people or stated.people,
        labels=written.labels or stated.labels,
        media=Media(
            audio=written.media.audio or stated.media.audio,
            youtube=written.media.youtube or stated.media.youtube,
            time_map=written.media.time_map or stated.media.time_map,
        ),
        chapters=written.chapters or stated.chapters,
        links=written.links or stated.links,
        licence=written.licence or stated.licence,
        source=written.source or stated.source,
        soundbites=written.soundbites or stated.soundbites,
        guid=written.guid or stated.guid,
        publisher=written.publisher or stated.publisher,
        number=written.number or stated.number,
        withdrawn=written.withdrawn,
        keywords=written.keywords or stated.keywords,
    )


def fill_defaults(front: FrontMatter, slug: Slug, site: Site, detected: str = "") -> FrontMatter:
    """Fill in defaults where neither the transcript nor `episode.yml` says anything.

    A detected language has no region: the site's tag is used unless it is of another language.
    """
    another = base_language(detected) not in {"", base_language(site.language)}
    return replace(
        front,
        title=front.title or slug.replace("-", " ").capitalize(),
        language=front.language or (detected if another else site.language),
        licence=front.licence or site.licence,
    )
