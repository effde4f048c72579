"""`llms.txt`: the archive for programs that read text (llmstxt.org): what there is, and where its words are as Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.pages.markdown import plain_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Site, Summary

LLMS = "llms.txt"


def write_llms(summaries: Sequence[Summary], site: Site) -> str:
    """Give the file: title, description, and a line an episode that leads to its transcript.

    >>> from onrecord.model import Site
    >>> print(write_llms((), Site(title="Talks", description="All *talks*")))
    # Talks
    <BLANKLINE>
    > All talks
    <BLANKLINE>
    Every sentence of a transcript has an address of its own that stays: quote with it.
    <BLANKLINE>
    ## Episodes
    <BLANKLINE>
    <BLANKLINE>
    """
    address = site.url or site.base
    described = plain_text(site.description)
    newest = sorted(
        (summary for summary in summaries if not summary.withdrawn),
        key=lambda summary: (-(summary.date.toordinal() if summary.date else 0), summary.slug),
    )
    file = "transcript.md" if site.markdown_downloads else "transcript.txt"
    lines = [
        f"- [{_plain(summary.title)}]({address}{summary.url}{file})"
        + (f": {_plain(', '.join(person.name for person in summary.people))}" if summary.people else "")
        + (f", {summary.date.isoformat()}" if summary.date else "")
        for summary in newest
    ]
    head = [f"# {_plain(site.title)}", "", *([f"> {described}", ""] if described else [])]
    return "\n".join(
        [*head, "Every sentence of a transcript has an address of its own that stays: quote with it.", "", "## Episodes", "", *lines, ""]
    )


def _plain(text: str) -> str:
    return re.sub(r"([\[\]\\])", r"\\\1", text)
