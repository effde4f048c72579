"""The citation that reference managers read from a page: COinS, OpenURL 1.0."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from markupsafe import Markup

if TYPE_CHECKING:
    from onrecord.model import Episode, Site


def build_coins(episode: Episode, site: Site, *, title: str, url: str) -> Markup:
    """Return the element. Its Dublin Core type is the one that Zotero uses for podcasts."""
    front = episode.front
    fields = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", "podcast"),
        ("rft.title", title),
        ("rft.source", front.show or site.title),
        ("rft.publisher", front.publisher),
        ("rft.identifier", site.address + url),
        ("rft.date", front.date.isoformat() if front.date else ""),
        ("rft.language", front.language),
        *(("rft.creator", person.name) for person in front.people if person.is_host),
        *(("rft.contributor", person.name) for person in front.people if not person.is_host),
    ]
    query = urlencode([field for field in fields if field[1]])
    return Markup('<span class="Z3988" title="{}"></span>').format(query)
