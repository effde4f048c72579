"""The MkDocs plugin: every event handler is a few lines over a function that does not know MkDocs' order of events."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority

from onrecord.errors import ContentError, OnrecordError
from onrecord.pipeline import Compiled, compile_archive, compile_episodes, publish_ledgers, refuse_changes, write_archive_downloads
from onrecord.search import index
from onrecord_plugins.navigation import episode_navigation, site_links
from onrecord_plugins.pages import GeneratedPage, add_downloads, add_pages, hide_templates, publish_scripts, read_introduction
from onrecord_plugins.ranges import answer_ranges
from onrecord_plugins.settings import archive_root, settle, site_of

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

log = logging.getLogger("mkdocs.plugins.onrecord")


SEARCH = ".onrecord/search"
"""Where parts of the search index are kept from build to build."""


class OnrecordConfig(Config):
    """The plugin has no options: all that can be said of an archive stands in `content/`."""


class OnrecordPlugin(BasePlugin[OnrecordConfig]):
    """Publishes the archive beside `mkdocs.yml`."""

    def __init__(self) -> None:
        self.publishing = False
        self.frozen = False
        """A build must find the ledgers of published episodes as they would be after it."""
        self.compiled = Compiled()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002 - MkDocs' signature
        """A preview publishes nothing, so it must not write to the ledgers."""
        self.publishing = command != "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Fill in what the archive says of itself."""
        return settle(config)

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Compile before MkDocs empties the site: a mistake in the content leaves the old site whole."""
        root = archive_root(config)
        try:
            self.compiled = compile_episodes(root, site_of(config))
            if self.frozen:
                refuse_changes(root, self.compiled)
        except ContentError as error:
            raise PluginError(f"{error}\n{len(error.issues)} problem(s) in the archive; the site is as it was") from error
        except OnrecordError as error:
            raise PluginError(str(error)) from error
        for issue in self.compiled.issues:
            log.warning("%s", issue)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages and downloads, and take over those that people wrote."""
        hide_templates(files)
        publish_scripts(files, config)
        introduction = read_introduction(files, config)
        archive_pages = compile_archive(self.compiled.summaries, site_of(config), introduction, self.compiled.addresses)
        add_pages((*self.compiled.pages, *archive_pages), files, config)
        archive_downloads = write_archive_downloads(self.compiled.summaries, site_of(config))
        return add_downloads((*self.compiled.downloads, *archive_downloads), files, config)

    def on_page_context(self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation) -> TemplateContext:  # noqa: ARG002 - MkDocs' signature
        """Show the site's few links in the header and an episode's own pages as its navigation."""
        context["site_links"] = site_links(nav)  # type: ignore[typeddict-unknown-key]
        if isinstance(page, GeneratedPage):
            context["nav"] = episode_navigation(page, nav)
        return context

    def on_template_context(self, context: TemplateContext, *, template_name: str, config: MkDocsConfig) -> TemplateContext:  # noqa: ARG002
        """Show the site's few links on the error page too."""
        context["site_links"] = site_links(context["nav"])  # type: ignore[typeddict-unknown-key]
        return context

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Index the words, and record what has been published."""
        if index(Path(config.site_dir), kept=archive_root(config) / SEARCH) is None:
            log.warning("no search on this site: Pagefind is not installed (pip install pagefind_bin)")
        if self.publishing:
            publish_ledgers(archive_root(config), self.compiled)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:  # noqa: ARG002
        """Rebuild when somebody edits the archive."""
        server.watch(str(archive_root(config) / "content"))
        server.set_app(answer_ranges(server.serve_request))
        return server
