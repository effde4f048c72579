"""What scripts must know of an episode, as JSON in each of its pages."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup, escape

from onrecord.pages.citation import Cited, cite, fill_in
from onrecord.pages.media import audio_url, media_time, video_id

if TYPE_CHECKING:
    from onrecord.model import Episode, Site

STYLES = (("apa", "APA 7"), ("mla", "MLA 9"), ("chicago", "Chicago 18"))


def cited(episode: Episode, site: Site) -> Cited:
    """Give what a citation says of an episode."""
    front = episode.front
    return Cited(
        title=front.title,
        show=front.show or site.title,
        date=front.date,
        hosts=tuple(person.name for person in front.people if person.role == "host"),
        guests=tuple(person.name for person in front.people if person.role == "guest"),
        publisher=front.publisher,
        number=front.number,
        video=bool(front.media.youtube and not front.media.audio),
        language=front.language,
        slug=episode.slug,
    )


def cite_whole(episode: Episode, site: Site, page: str) -> tuple[tuple[str, Markup], ...]:
    """Give the citations of an episode as a whole, for readers without scripts: the name of each style, and its form as HTML."""
    forms = cite(cited(episode, site))
    url = str(escape((site.url or site.base) + page))
    return tuple((name, Markup(fill_in(forms[style], url=url))) for style, name in STYLES)  # noqa: S704 - the forms are escaped


def collect_facts(episode: Episode, site: Site) -> Markup:
    """Give the facts as JSON inside HTML: names, where the recording is, how to cite. What is empty is left out."""
    front = episode.front
    facts: dict[str, object] = {
        "slug": episode.slug,
        "title": front.title,
        "show": front.show or site.title,
        "date": front.date.isoformat() if front.date else "",
        "home": site.url,
        "audio": audio_url(front.media, site),
        "youtube": video_id(front.media.youtube),
        "timeMap": {
            medium: [
                [point.transcript / 1000, media_time(point.transcript, front.media, medium) / 1000]
                for point in front.media.time_map
                if getattr(point, medium) is not None
            ]
            for medium in ("audio", "youtube")
        }
        if front.media.time_map
        else None,
        "comments": {name: value for name, value in asdict(site.comments).items() if value},
        "cite": dict(cite(cited(episode, site))),
    }
    return htmlsafe_json_dumps(
        {name: value for name, value in facts.items() if value}, sort_keys=True
    )
