"""Merging the metadata in a transcript with that of `episode.yml`, which wins."""

from __future__ import annotations

from dataclasses import fields, replace

from onrecord.model import FrontMatter, Media, Site, Slug
from onrecord.text.languages import base_language
from onrecord.text.titles import title_from_name


def merge(stated: FrontMatter, written: FrontMatter) -> FrontMatter:
    """Return each field of `episode.yml` (`written`), or of the transcript (`stated`) if empty.

    Lists are replaced as a whole. The addresses of media are merged one by one.

    >>> merge(FrontMatter(title="Ep. 7", show="Talks"), FrontMatter(title="On anchors"))
    ... # doctest: +ELLIPSIS
    FrontMatter(title='On anchors', show='Talks', ...)
    """
    merged = {
        field.name: getattr(written, field.name) or getattr(stated, field.name)
        for field in fields(FrontMatter)
    }
    media = Media(
        audio=written.media.audio or stated.media.audio,
        youtube=written.media.youtube or stated.media.youtube,
        time_map=written.media.time_map or stated.media.time_map,
    )
    return FrontMatter(**{**merged, "media": media, "withdrawn": written.withdrawn})


def fill_defaults(front: FrontMatter, slug: Slug, site: Site, detected: str = "") -> FrontMatter:
    """Fill in defaults where neither the transcript nor `episode.yml` says anything.

    A detected language has no region: the site's tag is used unless it is of another language.
    """
    another = base_language(detected) not in {"", base_language(site.language)}
    language = front.language or (detected if another else site.language)
    return replace(
        front,
        title=front.title or title_from_name(slug, front.show or site.title, language),
        language=language,
        # The licence of the site is not that of an episode with terms of its own.
        licence=front.licence or ("" if front.rights or front.usage else site.licence),
    )
