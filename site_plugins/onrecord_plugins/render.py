"""Rendering our pages one by one: a build holds one of them in memory, not all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mkdocs.commands.build import get_context
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.nav import Section

from onrecord_plugins.pages import GeneratedPage

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

    from onrecord.model import Page as Product
    from onrecord.store.facts import OutputFact


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeRenderer:
    """Renders pages as MkDocs does."""

    env: jinja2.Environment
    config: MkDocsConfig
    files: Files
    nav: Navigation
    key: str
    """Fingerprint of everything that the theme puts around a page."""

    def render(
        self, pages: Collection[OutputFact], urls: Collection[str], load: Callable[[str], Product]
    ) -> Iterator[tuple[str, str]]:
        """Yield address and HTML of pages.

        Args:
            pages: that may show each other's titles.
            urls: of those to render.
            load: gives a page by address.
        """
        made = make_pages(pages, load, self.config)
        for url in urls:
            yield url, self._render_page(made[url])

    def _render_page(self, page: GeneratedPage) -> str:
        """Return the HTML of a page, by the steps and events of MkDocs."""
        config, files, plugins = self.config, self.files, self.config.plugins
        # 1. The content.
        plugins.on_pre_page(page, config=config, files=files)
        page.read_source(config)
        page.markdown = plugins.on_page_markdown(
            page.markdown or "", page=page, config=config, files=files
        )
        page.render(config, files)
        page.content = plugins.on_page_content(
            page.content or "", page=page, config=config, files=files
        )
        # 2. The theme around it.
        page.active = True
        try:
            context = plugins.on_page_context(
                get_context(self.nav, files, config, page), page=page, config=config, nav=self.nav
            )
            output = self.env.get_template(page.meta.get("template", "main.html")).render(context)
            return plugins.on_post_page(output, page=page, config=config) or ""
        finally:
            page.active = False


def make_pages(
    facts: Collection[OutputFact], load: Callable[[str], Product], config: MkDocsConfig
) -> dict[str, GeneratedPage]:
    """Return pages by URL, with neighbours in reading order and the episode as a section."""
    pages: dict[str, GeneratedPage] = {}
    for fact in facts:
        file = File.generated(
            config, fact.url + "index.md", content="", inclusion=InclusionLevel.NOT_IN_NAV
        )
        pages[fact.url] = GeneratedPage(fact, load, file, config)
    for page in pages.values():
        page.previous_page = pages.get(page.fact.previous) if page.fact.previous else None
        page.next_page = pages.get(page.fact.next) if page.fact.next else None
    for head in [page for page in pages.values() if page.fact.kind == "episode"]:
        around = [page for url, page in pages.items() if url.startswith(head.fact.url)]
        section = Section(head.fact.title, [*around])
        for page in around:
            page.parent = page.around = section
    return pages
