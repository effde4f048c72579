"""Links with which readers begin a correction.

They open an e-mail or an issue in the form that `onrecord apply` reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from onrecord.model import Episode, Site


def suggest_url(episode: Episode, site: Site, page: str) -> str:
    """Return the address that begins a correction of a page; empty if the archive takes none.

    >>> from onrecord.model import Episode, FrontMatter, Site, Slug
    >>> front, site = FrontMatter(title="Talk"), Site(title="Talks", suggestions="mailto:a@x.org")
    >>> talk = Episode(slug=Slug("talk"), front=front, sentences=(), chapters=())
    >>> suggest_url(talk, site, "episodes/talk/")[:59]
    'mailto:a@x.org?subject=Correction%3A%20Talk&body=%2Fepisode'
    """
    if not site.suggestions:
        return ""
    body = (
        f"{site.address}{page}\n\n"
        f"```yaml\nepisode: {episode.slug}\ncorrections:\n"
        '  - at: "0:00"\n    was: ""\n    now: ""\n    why: ""\n    by: ""\n```\n'
    )
    subject = "subject" if site.suggestions.startswith("mailto:") else "title"
    query = urlencode(
        {subject: f"Correction: {episode.front.title}", "body": body}, quote_via=quote
    )
    return f"{site.suggestions}{'&' if '?' in site.suggestions else '?'}{query}"
