"""Chapters as players read them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from onrecord.pages.rail import chapter_url, starts

if TYPE_CHECKING:
    from onrecord.model import Episode, Site


def write_chapters(episode: Episode, site: Site) -> str:
    """Give the chapters as JSON (Podcasting 2.0 namespace, "JSON chapters" 1.2.0). Chapters without a time are left out."""
    chapters = [
        {"startTime": start / 1000, "title": chapter.title, "url": f"{site.url or site.base}{chapter_url(episode, chapter)}"}
        for chapter in episode.chapters
        if (start := starts(episode, chapter)) is not None
    ]
    return json.dumps({"version": "1.2.0", "title": episode.front.title, "chapters": chapters}, ensure_ascii=False, indent=1) + "\n"
