"""Facts of an episode for scripts, as JSON in each of its pages."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from onrecord.pages.citation import cite, cited_episode
from onrecord.pages.json_text import embed_json
from onrecord.pages.media import file_url, media_time, video_id
from onrecord.pages.suggest_correction import suggestion_facts

if TYPE_CHECKING:
    from markupsafe import Markup

    from onrecord.model import Episode, Site


def build_facts(episode: Episode, site: Site) -> Markup:
    """Return names, addresses of the recording, and citations as JSON.

    Facts that are empty are left out.
    """
    front = episode.front
    facts: dict[str, object] = {
        "slug": episode.slug,
        "title": front.title,
        "show": front.show or site.title,
        "date": front.date.isoformat() if front.date else "",
        "audio": file_url(front.media.audio, site),
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
        "suggest": suggestion_facts(episode, site),
        "cite": cite(cited_episode(episode, site)),
    }
    return embed_json({name: value for name, value in facts.items() if value})
