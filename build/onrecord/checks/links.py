"""Check promise 1: every published link leads to its own words, their heir, or a dated note."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from onrecord.checks.built_page import BuiltPage, read_built_page
from onrecord.model import transcript_beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from onrecord.anchors import Entry
    from onrecord.archive import Address


@dataclass(slots=True)
class BuiltSite:
    """The pages of a built site, parsed on first use."""

    folder: Path
    base: str
    """Path of the site's address, with slashes at both ends."""
    _pages: dict[str, BuiltPage | None] = field(default_factory=dict)

    def page(self, url: str) -> BuiltPage | None:
        """Return a page by its address relative to the site; None if it does not exist."""
        if url not in self._pages:
            self._pages[url] = read_built_page(self.folder / url / "index.html")
        return self._pages[url]

    def has(self, url: str) -> bool:
        """Return whether a page exists, without parsing it."""
        return (self.folder / url / "index.html").is_file()

    def forget(self) -> None:
        """Release all pages: an archive may be larger than memory."""
        self._pages.clear()


def check_links(entries: Iterable[Entry], site: BuiltSite) -> Iterator[str]:
    """Report broken links, on each page that ever had the anchor and on the transcript page."""
    fault = partial("{0}#{1}: {2}".format)
    for entry in entries:
        heirs = {entry.anchor, *entry.to}
        for url in dict.fromkeys(
            page for own in (entry.page, *entry.pages) for page in (own, transcript_beside(own))
        ):
            page = site.page(url)
            if page is None:
                yield fault(url, entry.anchor, "published, but its page is gone")
            elif entry.anchor not in page.ids:
                yield fault(url, entry.anchor, "published, but leads nowhere")
            elif entry.state == "gone":
                if not page.gone.get(entry.anchor):
                    yield fault(url, entry.anchor, "gone, but without a dated note")
            elif entry.anchor in page.moved:
                yield from (
                    fault(url, entry.anchor, wrong)
                    for wrong in _follow(page.moved[entry.anchor], heirs, site)
                )
            elif (
                entry.anchor in page.gone
                or page.aliases.get(entry.anchor, next(iter(heirs))) not in heirs
            ):
                yield fault(url, entry.anchor, "leads to words that are not its own")


def check_addresses(addresses: Iterable[Address], site: BuiltSite) -> Iterator[str]:
    """Report published pages that the site lacks, or that are gone without a note."""
    for address in addresses:
        if not site.has(address.page):
            yield f"{address.page}: published, but not in the site"
        elif address.gone:
            page = read_built_page(site.folder / address.page / "index.html")
            if page and not (page.notice or page.onward):
                yield f"{address.page}: gone, but without a note that says so"


def _follow(href: str, heirs: AbstractSet[str], site: BuiltSite) -> Iterator[str]:
    url, _, anchor = href.removeprefix(site.base).partition("#")
    page = site.page(url)
    if page is None or anchor not in page.ids:
        yield f"leads on to {href}, which leads nowhere"
    elif anchor not in heirs:
        yield f"leads on to {href}, which is not its heir"
