"""What MkDocs can look up: the pages of the archive too, which are made when something asks for them and not before.

A thousand episodes have 11,000 pages; a build that renders 11 of them must not make objects for all.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, Files, InclusionLevel

from onrecord_plugins.pages import GeneratedPage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mkdocs.config.defaults import MkDocsConfig


class PresentFile(File):
    """A file of the site that this build need not write; links may lead to it."""

    def is_documentation_page(self) -> bool:
        """Say that MkDocs is not to render it."""
        return False

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - MkDocs' signature
        """Leave it as it is."""


class PresentPage(GeneratedPage):
    """A page that MkDocs need not render, with a title, an address and anchors."""

    @property
    def present_anchor_ids(self) -> set[str] | None:
        """Give the anchors that links may lead to."""
        return self.find_anchors()

    @present_anchor_ids.setter
    def present_anchor_ids(self, value: set[str] | None) -> None:
        """MkDocs resets it."""


class KnownFiles(Files):
    """Files of MkDocs, with those of the archive behind them."""

    def __init__(self, files: Iterable[File], find: Callable[[str], File | None]) -> None:
        super().__init__(files)
        self._find = find
        self._found: dict[str, File | None] = {}

    def get_file_from_path(self, path: str) -> File | None:
        """Give a file by its path in `docs_dir`, as if the pages of the archive had one."""
        file = super().get_file_from_path(path)
        if file is not None:
            return file
        uri = PurePath(path).as_posix()
        if uri not in self._found:
            self._found[uri] = self._find(uri)
        return self._found[uri]


def present_page(uri: str, config: MkDocsConfig) -> File:
    """Give the file of a page that this build need not write."""
    dest = uri.removesuffix(".md") + ".html"
    file = PresentFile(
        uri,
        None,
        config.site_dir,
        config.use_directory_urls,
        dest_uri=dest,
        inclusion=InclusionLevel.NOT_IN_NAV,
    )
    file.generated_by = "onrecord"
    return file


def present_file(uri: str, config: MkDocsConfig) -> File:
    """Give a file that is handed out as it is, `transcript.md` too."""
    file = PresentFile(
        uri,
        None,
        config.site_dir,
        config.use_directory_urls,
        dest_uri=uri,
        inclusion=InclusionLevel.NOT_IN_NAV,
    )
    file.generated_by = "onrecord"
    return file
