"""Navigation: what one page needs, never the whole archive on each page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.structure.nav import Navigation, Section

from onrecord.model import Link

if TYPE_CHECKING:
    from mkdocs.structure import StructureItem

    from onrecord.incremental.site import ListedBuild
    from onrecord_plugins.pages import GeneratedPage


# Lists of the archive that the header links to, if they exist. URLs are relative to the site.
_LISTS = (
    Link(title="Episodes", url="episodes/"),
    Link(title="Quotes", url="quotes/"),
    Link(title="Topics", url="topics/"),
    Link(title="People", url="people/"),
)


def site_links(nav: Navigation, listed: ListedBuild) -> tuple[Link, ...]:
    """Return the lists of the archive, and the top level of the publisher's navigation.

    A list that has become a stub is left out, and so is home: the title links there.
    """
    own = [link for entry in nav.items if (link := _link(entry)) and link.url]
    lists = [
        link
        for link in _LISTS
        if (page := listed.pages.find_page(link.url)) and page.kind != "stub"
    ]
    return (*lists, *(link for link in own if link.url not in {each.url for each in lists}))


def _link(entry: StructureItem) -> Link | None:
    if isinstance(entry, Section):
        first = next((link for child in entry.children if (link := _link(child))), None)
        return Link(title=entry.title, url=first.url) if first else None
    return Link(title=entry.title or "", url=getattr(entry, "url", "") or "")


def episode_navigation(page: GeneratedPage, nav: Navigation) -> Navigation:
    """Return a navigation of this page's episode, for themes with a sidebar.

    Every page with a site-wide sidebar would make the size of the site quadratic.
    """
    near = Navigation([page.around] if page.around else nav.items, [page])
    near.homepage = nav.homepage
    return near
