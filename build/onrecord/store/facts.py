"""Pages and downloads without their contents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.model import Page
from onrecord.store.fingerprint import fingerprint

if TYPE_CHECKING:
    from onrecord.model import Download


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputFact:
    """A page or download without its content."""

    url: str
    digest: str
    """Fingerprint of the whole page, or of the content of the download."""
    kind: str = ""
    """Empty for a download, like the fields below."""
    title: str = ""
    heading: str = ""
    previous: str = ""
    next: str = ""

    @property
    def path(self) -> str:
        """Path of its file in the site."""
        return f"{self.url}index.html" if self.kind else self.url


def fact_of(made: Page | Download) -> OutputFact:
    """Return a page or download without its content."""
    if not isinstance(made, Page):
        return OutputFact(url=made.url, digest=fingerprint(made.content))
    return OutputFact(
        url=made.url,
        digest=fingerprint(made),
        kind=made.kind,
        title=made.title,
        heading=made.heading,
        previous=made.previous,
        next=made.next,
    )
