"""Our pages as MkDocs' pages: nothing is written to `docs_dir`, and Python-Markdown has no part in them."""

from __future__ import annotations

import logging
import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from markupsafe import Markup
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.nav import Section
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from onrecord.lean import make_lean
from onrecord.pages import frame_written, render_markdown
from onrecord_plugins.settings import base_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from onrecord.model import Download
    from onrecord.model import Page as Product

log = logging.getLogger("mkdocs.plugins.onrecord")


class DownloadFile(File):
    """A file that is handed out as it is, `transcript.md` too."""

    def is_documentation_page(self) -> bool:
        """Say that MkDocs is not to make a page of it."""
        return False


class GeneratedPage(Page):
    """A page of which everything is known before MkDocs sees it."""

    def __init__(self, product: Product, file: File, config: MkDocsConfig) -> None:
        self.product = product
        self.around: Section | None = None
        """The episode's pages."""
        super().__init__(product.title, file, config)

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002 - MkDocs' signature
        """Give MkDocs the metadata that themes look for."""
        self.markdown = ""
        self.meta = {
            "title": self.product.title,
            "description": self.product.description,
            "kind": self.product.kind,
            "head": self.product.head,
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - MkDocs' signature
        """Give MkDocs the content, and the anchors that links from other pages may lead to."""
        product = self.product
        self.content = product.content
        self.toc = get_toc([{"level": 1, "id": product.heading, "name": product.title, "children": []}])
        self.present_anchor_ids = {product.heading, *product.anchors}
        self.links_to_anchors = {}


class WrittenPage(Page):
    """A page that somebody wrote in `content/pages`, rendered by markdown-it-py."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Render, and see that each link leads somewhere."""
        self.links_to_anchors = {}
        rendered = render_markdown(self.markdown or "", lambda url: resolve(url, self, files, config))
        headings = rendered.headings
        self.content = frame_written(rendered.html)
        top = [heading for heading in headings if heading.level == 1]
        self._title_from_render = top[0].text if top else None
        self.toc = get_toc([{"level": heading.level, "id": heading.id, "name": heading.text, "children": []} for heading in top[:1]])
        self.present_anchor_ids = {heading.id for heading in headings}
        self.meta.setdefault("kind", "page")


def resolve(url: str, page: Page, files: Files, config: MkDocsConfig) -> str:
    """Give the root-absolute address for a link as people write it: to a file beside theirs, or to a page of the site.

    A link that leads nowhere is a warning, and an error in strict builds.
    """
    parts = urlsplit(url)
    if parts.scheme or parts.netloc or not parts.path:
        if not parts.scheme and not parts.netloc and parts.fragment:
            _remember(page, page.file, parts.fragment, url)
        return url
    base = base_of(config)
    path = unquote(parts.path)
    wanted = (
        path.removeprefix(base) if path.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(page.file.src_uri), path))
    )
    target = files.get_file_from_path(wanted) or files.get_file_from_path(posixpath.join(wanted.strip("/"), "index.md").removeprefix("./"))
    if target is None:
        target = files.get_file_from_path(wanted.strip("/") + ".md")
    if target is None:
        log.warning(
            "Doc file '%s' contains a link '%s', but the target is not found in content/pages or among the pages of the archive.",
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


def add_pages(products: Iterable[Product], files: Files, config: MkDocsConfig) -> None:
    """Take over the pages that people wrote, and add the generated ones, each with its neighbours in reading order."""
    for file in files.documentation_pages(inclusion=InclusionLevel.is_included):
        if file.src_uri != "index.md":
            WrittenPage(None, file, config)
    pages: dict[str, GeneratedPage] = {}
    for product in products:
        uri = product.url + "index.md"
        written = files.get_file_from_path(uri)
        if written is None:
            file = File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
            files.append(file)
        elif product.kind == "home":
            file = written
        else:
            raise PluginError(f"content/pages/{uri}: a page of the archive has this address; rename the file")
        pages[product.url] = GeneratedPage(product, file, config)
    for page in pages.values():
        page.previous_page = pages[page.product.previous] if page.product.previous else None
        page.next_page = pages[page.product.next] if page.product.next else None
    for head in [page for page in pages.values() if page.product.kind == "episode"]:
        around = [page for url, page in pages.items() if url.startswith(head.product.url)]
        section = Section(head.product.title, [*around])
        for page in around:
            page.parent = page.around = section


def add_downloads(downloads: Iterable[Download], files: Files, config: MkDocsConfig) -> Files:
    """Add the files that stand beside the pages."""
    for download in downloads:
        files.append(DownloadFile.generated(config, download.url, content=download.content, inclusion=InclusionLevel.NOT_IN_NAV))
    return files


def hide_templates(files: Files) -> None:
    """Take out the templates of our own pages, which MkDocs would publish with the other files of the theme."""
    for file in [file for file in files if file.src_uri.endswith(".jinja")]:
        files.remove(file)


def publish_scripts(files: Files, config: MkDocsConfig) -> None:
    """Put our scripts and styles in place without what only their authors need."""
    for file in [file for file in files if file.src_uri.startswith("assets/onrecord/") and file.src_uri.endswith((".js", ".css"))]:
        files.remove(file)
        files.append(File.generated(config, file.src_uri, content=make_lean(file.content_string)))


def read_introduction(files: Files, config: MkDocsConfig) -> Markup:
    """Give what people wrote for the home page, `content/pages/index.md`, as HTML; empty where there is none."""
    file = files.get_file_from_path("index.md")
    if file is None:
        return Markup()
    page = WrittenPage(None, file, config)
    page.read_source(config)
    page.links_to_anchors = {}
    return render_markdown(page.markdown or "", lambda url: resolve(url, page, files, config)).html
