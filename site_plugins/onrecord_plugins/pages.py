"""Our pages as pages of MkDocs: none is written to `docs_dir` or goes through Python-Markdown."""

from __future__ import annotations

import logging
import posixpath
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from markupsafe import Markup, escape
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from onrecord.files.atomic_write import write_file
from onrecord.pages import frame_written, render_markdown
from onrecord.publish.minify import STYLE, STYLES, minify
from onrecord_plugins.settings import base_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Section

    from onrecord.model import Page as Product
    from onrecord.store.facts import OutputFact

log = logging.getLogger("mkdocs.plugins.onrecord")


class GeneratedPage(Page):
    """A page that the build step has made. Its content is read on demand."""

    def __init__(
        self, fact: OutputFact, load: Callable[[str], Product], file: File, config: MkDocsConfig
    ) -> None:
        self.fact = fact
        self._load = load
        self.around: Section | None = None
        """The episode's pages."""
        super().__init__(fact.title, file, config)

    @cached_property
    def product(self) -> Product:
        """The page with its content."""
        return self._load(self.fact.url)

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002 - MkDocs' signature
        """Set the metadata that themes look for."""
        self.markdown = ""
        product = self.product
        head = Markup(product.head)  # noqa: S704 - ours
        self.meta = {
            "title": self.fact.title,
            "description": escape(product.description),
            "kind": self.fact.kind,
            "head": head,
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - MkDocs' signature
        """Set the content, and the anchors that other pages may link to."""
        self.content = self.product.content
        self.toc = get_toc(
            [{"level": 1, "id": self.fact.heading, "name": self.fact.title, "children": []}]
        )
        self.present_anchor_ids = self.find_anchors()
        self.links_to_anchors = {}

    def find_anchors(self) -> set[str]:
        """Return the anchors that pages may link to."""
        return {self.fact.heading, *self.product.anchors}


class WrittenPage(Page):
    """A page that somebody wrote in `content/pages`, rendered by markdown-it-py."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Render, and check each link."""
        self.links_to_anchors = {}
        rendered = render_markdown(
            self.markdown or "", lambda url: resolve(url, self, files, config)
        )
        headings = rendered.headings
        self.content = frame_written(rendered.html)
        top = [heading for heading in headings if heading.level == 1]
        self._title_from_render = top[0].text if top else None
        self.toc = get_toc(
            [
                {"level": heading.level, "id": heading.id, "name": heading.text, "children": []}
                for heading in top[:1]
            ]
        )
        self.present_anchor_ids = {heading.id for heading in headings}
        self.meta.setdefault("kind", "page")


def resolve(url: str, page: Page, files: Files, config: MkDocsConfig) -> str:
    """Return the root-absolute URL of a link: to a file relative to its page, or to our page.

    A broken link is a warning, and an error in strict builds.
    """
    parts = urlsplit(url)
    if parts.scheme or parts.netloc or not parts.path:
        if not parts.scheme and not parts.netloc and parts.fragment:
            _remember(page, page.file, parts.fragment, url)
        return url
    base = base_of(config)
    path = unquote(parts.path)
    wanted = (
        path.removeprefix(base)
        if path.startswith("/")
        else posixpath.normpath(posixpath.join(posixpath.dirname(page.file.src_uri), path))
    )
    target = files.get_file_from_path(wanted) or files.get_file_from_path(
        posixpath.join(wanted.strip("/"), "index.md").removeprefix("./")
    )
    if target is None:
        target = files.get_file_from_path(wanted.strip("/") + ".md")
    if target is None:
        log.warning(
            "Doc file '%s' contains a link '%s', but the target is not found in content/pages or"
            " among the pages of the archive.",
            page.file.src_uri,
            url,
        )
        return url
    if parts.fragment:
        _remember(page, target, parts.fragment, url)
    address = "" if target.url in {".", "./"} else target.url
    return base + address + (f"#{parts.fragment}" if parts.fragment else "")


def _remember(page: Page, target: File, fragment: str, url: str) -> None:
    if page.links_to_anchors is not None:
        page.links_to_anchors.setdefault(target, {}).setdefault(fragment, url)


def take_over_written(files: Files, config: MkDocsConfig) -> None:
    """Make the pages that people wrote ours, to be rendered by markdown-it-py."""
    for file in files.documentation_pages(inclusion=InclusionLevel.is_included):
        if file.page is None:
            WrittenPage(None, file, config)


def hide_templates(files: Files) -> None:
    """Remove the templates of our pages, which MkDocs would publish with the theme's files."""
    for file in [file for file in files if file.src_uri.endswith(".jinja")]:
        files.remove(file)


def publish_scripts(files: Files, folder: Path, config: MkDocsConfig) -> None:
    """Publish our scripts and style sheets minified, the style sheets as one file in `folder`."""
    minified: dict[str, str] = {}
    for file in [
        file
        for file in files
        if file.src_uri.startswith("assets/onrecord/") and file.src_uri.endswith((".js", ".css"))
    ]:
        minified[file.src_uri] = minify(file.content_string, file.src_uri)
        files.remove(file)
    minified[STYLE] = "".join(minified.pop(f"assets/onrecord/{name}.css") for name in STYLES)
    for uri, text in minified.items():
        content, place = text.encode(), folder / uri
        if not place.is_file() or place.read_bytes() != content:
            write_file(place, content)
        files.append(File(uri, str(folder), config.site_dir, config.use_directory_urls))


def read_introduction(home: File, known: Files, config: MkDocsConfig) -> Markup:
    """Return the text that people wrote for the home page, as HTML.

    Args:
        home: `content/pages/index.md`.
        known: files that it may link to.
        config: of MkDocs.
    """
    page = WrittenPage(None, home, config)
    page.read_source(config)
    page.links_to_anchors = {}
    return render_markdown(page.markdown or "", lambda url: resolve(url, page, known, config)).html
