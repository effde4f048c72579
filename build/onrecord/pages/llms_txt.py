"""`llms.txt` (llmstxt.org): the archive for programs that read text."""

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
_ADVICE = "Every sentence of a transcript has an address of its own that stays: quote with it."


def write_llms(summaries: Sequence[Summary], site: Site) -> Draft:
    """Write the file: title, description, and for each episode a line that links to its transcript.

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
        head = [f"# {_escape(site.title)}", "", *([f"> {described}", ""] if described else [])]
        lines = [*head, _ADVICE, "", "## Episodes", "", *(_line(one, site) for one in newest), ""]
        return Download(url=LLMS, content="\n".join(lines))

    return Draft(
        url=LLMS, fingerprint=fingerprint([summary.version for summary in newest]), make=make
    )


def _line(summary: Summary, site: Site) -> str:
    file = "transcript.md" if site.markdown_downloads else "transcript.txt"
    names = _escape(", ".join(person.name for person in summary.people))
    people = f": {names}" if names else ""
    day = f", {summary.date.isoformat()}" if summary.date else ""
    address = f"{site.address}{summary.url}{file}"
    return f"- [{_escape(summary.title)}]({address}){people}{day}"


def _escape(text: str) -> str:
    """Escape text for the title of a Markdown link."""
    return re.sub(r"([\[\]\\])", r"\\\1", text)
