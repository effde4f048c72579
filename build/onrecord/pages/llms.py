"""`llms.txt`: the archive for programs that read text (llmstxt.org): what there is, and where its words are as Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.model import Download, Draft, from_newest
from onrecord.pages.markdown import plain_text
from onrecord.store import fingerprint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Site, Summary

LLMS = "llms.txt"


def write_llms(summaries: Sequence[Summary], site: Site) -> Draft:
    """Give the file: title, description, and a line an episode that leads to its transcript.

    >>> from onrecord.model import Site
    >>> print(write_llms((), Site(title="Talks", description="All *talks*")).make().content)
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
    newest = from_newest(summary for summary in summaries if not summary.withdrawn)

    def make() -> Download:
        described = plain_text(site.description)
        head = [f"# {_plain(site.title)}", "", *([f"> {described}", ""] if described else [])]
        stays = (
            "Every sentence of a transcript has an address of its own that stays: quote with it."
        )
        lines = [_line(summary, site) for summary in newest]
        return Download(
            url=LLMS, content="\n".join([*head, stays, "", "## Episodes", "", *lines, ""])
        )

    return Draft(
        url=LLMS, fingerprint=fingerprint([summary.version for summary in newest]), make=make
    )


def _line(summary: Summary, site: Site) -> str:
    file = "transcript.md" if site.markdown_downloads else "transcript.txt"
    people = (
        f": {_plain(', '.join(person.name for person in summary.people))}" if summary.people else ""
    )
    day = f", {summary.date.isoformat()}" if summary.date else ""
    return f"- [{_plain(summary.title)}]({site.url or site.base}{summary.url}{file}){people}{day}"


def _plain(text: str) -> str:
    return re.sub(r"([\[\]\\])", r"\\\1", text)
