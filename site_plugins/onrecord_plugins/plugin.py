"""The MkDocs plugin: every event handler is a few lines over a function that does not know MkDocs' order of events."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority

from onrecord.errors import ContentError, OnrecordError
from onrecord.files.template_cache import template_cache
from onrecord.incremental.episodes import BuildOptions
from onrecord_plugins.navigation import episode_navigation
from onrecord_plugins.pages import (
    GeneratedPage,
    hide_templates,
    publish_scripts,
    read_introduction,
    take_over_written,
)
from onrecord_plugins.ranges import answer_ranges
from onrecord_plugins.session import Report, Session
from onrecord_plugins.settings import archive_root, settle

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

log = logging.getLogger("mkdocs.plugins.onrecord")


class OnrecordConfig(Config):
    """The plugin has no options: all that can be said of an archive stands in `content/`."""


class OnrecordPlugin(BasePlugin[OnrecordConfig]):
    """Publishes the archive beside `mkdocs.yml`."""

    def __init__(self) -> None:
        self.serving = False
        self.build_options = BuildOptions()
        """What the command line says of how to build."""
        self.session: Session | None = None
        self.report: Report | None = None
        """Of the last build that came to its end."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002 - MkDocs' signature
        """A preview publishes nothing, so it must not write to the ledgers."""
        self.serving = command == "serve"

    # Last, so that what other plugins say of the configuration is known.
    @event_priority(-100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Let MkDocs render into a folder of ours: the site changes at the end of the build, and where something has changed."""
        settle(config)
        self.on_shutdown()
        self.session = Session(
            config,
            serving=self.serving,
            build_options=replace(self.build_options, publishing=not self.serving),
        )
        self.session.divert(config)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Compile before anything else: a mistake in the content leaves the old site whole."""
        try:
            refreshed = self._running.compile(config)
        except ContentError as error:
            raise PluginError(
                f"{error}\n{len(error.issues)} problem(s) in the archive; the site is as it was"
            ) from error
        except OnrecordError as error:
            raise PluginError(str(error)) from error
        for issue in refreshed.issues:
            log.warning("%s", issue)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages and downloads, and take over those that people wrote."""
        hide_templates(files)
        publish_scripts(files, self._running.folder / "lean", config)
        introduction = read_introduction(files, self._running.known(files, config), config)
        known = self._running.list_files(files, config, introduction)
        take_over_written(known, config)
        return known

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002 - MkDocs' signature
        """Remember the navigation, which the pages rendered by us need."""
        self._running.nav = nav
        return nav

    @event_priority(-100)
    def on_env(
        self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files
    ) -> jinja2.Environment:
        """Render our pages."""
        env.bytecode_cache = env.bytecode_cache or template_cache(env.extensions)
        try:
            self._running.render(env, config, files)
        except OnrecordError as error:
            raise PluginError(str(error)) from error
        return env

    def on_page_context(
        self,
        context: TemplateContext,
        *,
        page: Page,
        config: MkDocsConfig,  # noqa: ARG002
        nav: Navigation,
    ) -> TemplateContext:
        """Show the site's few links in the header and an episode's own pages as its navigation."""
        context["site_links"] = self._running.links  # type: ignore[typeddict-unknown-key]
        if isinstance(page, GeneratedPage):
            context["nav"] = episode_navigation(page, nav)
        return context

    def on_template_context(
        self,
        context: TemplateContext,
        *,
        template_name: str,  # noqa: ARG002
        config: MkDocsConfig,  # noqa: ARG002
    ) -> TemplateContext:
        """Show the site's few links on the error page too."""
        context["site_links"] = self._running.links  # type: ignore[typeddict-unknown-key]
        return context

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put all that has changed in its place."""
        try:
            self.report = self._running.publish(config)
        except OnrecordError as error:
            raise PluginError(str(error)) from error
        if self.report:
            log.info("%s", self.report)
        self.on_shutdown()

    def on_build_error(self, *, error: Exception) -> None:  # noqa: ARG002 - MkDocs' signature
        """Let the next build begin."""
        self.on_shutdown()

    def on_shutdown(self) -> None:
        """Let go of the archive."""
        if self.session:
            self.session.close()

    def on_serve(
        self,
        server: LiveReloadServer,
        *,
        config: MkDocsConfig,
        builder: object,  # noqa: ARG002
    ) -> LiveReloadServer:
        """Serve what the build keeps, and rebuild when somebody edits the archive."""
        site = self._running.site_dir
        server.root = str(site)
        server.error_handler = lambda code: (
            (site / f"{code}.html").read_bytes() if (site / f"{code}.html").is_file() else None
        )
        server.watch(str(archive_root(config) / "content"))
        server.set_app(answer_ranges(server.serve_request))
        return server

    @property
    def _running(self) -> Session:
        if self.session is None:
            raise PluginError("onrecord: MkDocs has not called on_config")
        return self.session
