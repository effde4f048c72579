"""The files that MkDocs can look up, with the pages of the archive as objects made on demand.

300 episodes have 20,000 pages; a build that renders 20 of them must not make objects for all.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, Files, InclusionLevel

from onrecord.errors import ConfigurationError
from onrecord_plugins.pages import GeneratedPage
from onrecord_plugins.render import make_pages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig

    from onrecord.incremental.site import ListedBuild


class PresentFile(File):
    """A file of the site that is current; links may lead to it."""

    def is_documentation_page(self) -> bool:
        """Say that MkDocs is not to render it."""
        return False

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - MkDocs' signature
        """Leave it as it is."""


class PresentPage(GeneratedPage):
    """A page that MkDocs need not render, with a title, an address and anchors."""

    @property
    def present_anchor_ids(self) -> set[str] | None:
        """Return the anchors that links may lead to."""
        return self.find_anchors()

    @present_anchor_ids.setter
    def present_anchor_ids(self, value: set[str] | None) -> None:
        """MkDocs resets it."""


class KnownFiles(Files):
    """Files of MkDocs, and behind them those of the archive."""

    def __init__(self, files: Iterable[File], listed: ListedBuild, config: MkDocsConfig) -> None:
        super().__init__(files)
        self._listed, self._config = listed, config
        self._found: dict[str, File | None] = {}

    def get_file_from_path(self, path: str) -> File | None:
        """Return a file by its path in `docs_dir`, as if the pages of the archive had one."""
        file = super().get_file_from_path(path)
        if file is not None:
            return file
        uri = PurePath(path).as_posix()
        if uri not in self._found:
            self._found[uri] = self._find(uri)
        return self._found[uri]

    def _find(self, uri: str) -> File | None:
        if uri.endswith("index.md"):
            fact = self._listed.find_page(uri.removesuffix("index.md"))
            if fact is not None:
                file = present_file(uri, self._config, uri.removesuffix(".md") + ".html")
                PresentPage(fact, self._listed.read_page, file, self._config)
                return file
        return present_file(uri, self._config) if self._listed.has_download(uri) else None


def present_file(uri: str, config: MkDocsConfig, dest_uri: str = "") -> File:
    """Return a file that this build need not write, published by default at its own path."""
    file = PresentFile(
        uri,
        None,
        config.site_dir,
        config.use_directory_urls,
        dest_uri=dest_uri or uri,
        inclusion=InclusionLevel.NOT_IN_NAV,
    )
    file.generated_by = "onrecord"
    return file


def refuse_doubles(files: Files, listed: ListedBuild) -> None:
    """Refuse what people wrote at an address of the archive.

    Raises:
        ConfigurationError: there is such a file.
    """
    for file in files:
        url = "" if file.url in {".", "./"} else file.url
        is_page = file.is_documentation_page()
        if (is_page and url and listed.find_page(url)) or (
            file.src_dir and not is_page and listed.has_download(file.src_uri)
        ):
            raise ConfigurationError(
                f"content/pages/{file.src_uri}: a page or file of the archive has this address;"
                " rename the file"
            )


def add_home(files: Files, listed: ListedBuild, config: MkDocsConfig) -> None:
    """Let MkDocs render the home page if people wrote one: it introduces the archive."""
    home, fact = files.get_file_from_path("index.md"), listed.find_page("")
    if home is not None and fact is not None:
        GeneratedPage(fact, listed.read_page, home, config)


def add_whole_site(files: KnownFiles, listed: ListedBuild, config: MkDocsConfig) -> None:
    """Let MkDocs render all pages, and list all downloads."""
    for facts in listed.page_groups():
        for page in make_pages(facts, listed.read_page, config).values():
            if page.file.src_uri not in files.src_uris:
                files.append(page.file)
    for url in listed.downloads():
        files.append(present_file(url, config))
