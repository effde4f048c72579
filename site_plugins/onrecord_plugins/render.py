"""Rendering our pages one by one: a build holds one of them in memory, not all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mkdocs.commands.build import get_context
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.nav import Section

from onrecord_plugins.pages import GeneratedPage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

    from onrecord.model import Page as Product
    from onrecord.store import PageFact


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What MkDocs renders a page with."""

    env: jinja2.Environment
    config: MkDocsConfig
    files: Files
    nav: Navigation


def make_pages(
    facts: Iterable[PageFact], load: Callable[[str], Product], config: MkDocsConfig
) -> dict[str, GeneratedPage]:
    """Give pages by address, each with its neighbours in reading order and, of an episode, with all its pages around it."""
    pages: dict[str, GeneratedPage] = {}
    for fact in facts:
        file = File.generated(
            config, fact.url + "index.md", content="", inclusion=InclusionLevel.NOT_IN_NAV
        )
        pages[fact.url] = GeneratedPage(fact, _loader(load, fact.url), file, config)
    return link_pages(pages)


def link_pages(pages: dict[str, GeneratedPage]) -> dict[str, GeneratedPage]:
    """Tell pages of each other."""
    for page in pages.values():
        page.previous_page = pages.get(page.fact.previous) if page.fact.previous else None
        page.next_page = pages.get(page.fact.next) if page.fact.next else None
    for head in [page for page in pages.values() if page.fact.kind == "episode"]:
        around = [page for url, page in pages.items() if url.startswith(head.fact.url)]
        section = Section(head.fact.title, [*around])
        for page in around:
            page.parent = page.around = section
    return pages


def _loader(load: Callable[[str], Product], url: str) -> Callable[[], Product]:
    return lambda: load(url)


def render_page(page: GeneratedPage, frame: Frame) -> str:
    """Give the HTML of a page, by the same steps and events as MkDocs'."""
    config, files, plugins = frame.config, frame.files, frame.config.plugins
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
            get_context(frame.nav, files, config, page), page=page, config=config, nav=frame.nav
        )
        output = frame.env.get_template(page.meta.get("template", "main.html")).render(context)
        return plugins.on_post_page(output, page=page, config=config) or ""
    finally:
        page.active = False
