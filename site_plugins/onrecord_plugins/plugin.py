"""The MkDocs plugin: each event handler calls the next step of `onrecord.incremental.site`."""

from __future__ import annotations

import logging
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal, TypeVar

from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.nav import Navigation
from mkdocs.utils import CountHandler

from onrecord.errors import ContentError, OnrecordError
from onrecord.incremental.publish import Report, commit, publish
from onrecord.incremental.render import RenderedBuild, render
from onrecord.incremental.site import (
    CompiledBuild,
    ListedBuild,
    OpenBuild,
    open_build,
    remove_damaged,
)
from onrecord.pages import bytecode_cache
from onrecord_plugins.known_files import KnownFiles, add_home, add_whole_site, refuse_doubles
from onrecord_plugins.navigation import episode_navigation, site_links
from onrecord_plugins.pages import (
    GeneratedPage,
    hide_templates,
    publish_scripts,
    read_introduction,
    take_over_written,
)
from onrecord_plugins.render import ThemeRenderer
from onrecord_plugins.settings import archive_root, site_of, validate
from onrecord_plugins.setup import BuildSetup, RunOptions
from onrecord_plugins.shell import shell_key
from onrecord_plugins.sitemap import SITEMAP, expect_sitemaps
from onrecord_plugins.theme_files import QuickTheme, expect_theme_files, leave_out_current

if TYPE_CHECKING:
    from collections.abc import Iterator

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

    from onrecord.model import Link

log = logging.getLogger("mkdocs.plugins.onrecord")

Value = TypeVar("Value")


class OnrecordConfig(Config):
    """The plugin has no options: everything about an archive is in `content/`."""


class OnrecordPlugin(BasePlugin[OnrecordConfig]):
    """Publishes the archive beside `mkdocs.yml`."""

    def __init__(self) -> None:
        self.serving = False
        self.options = RunOptions()
        """Options from the command line."""
        self.report: Report | None = None
        """Report of the last build that finished."""
        self.store_removed = False
        """The last build failed because the store was damaged; building again makes a new one."""
        self._setup: BuildSetup | None = None
        self._open: OpenBuild | None = None
        self._step: CompiledBuild | ListedBuild | RenderedBuild | None = None
        """Result of the last step."""
        self._nav = Navigation([], [])
        self._links: tuple[Link, ...] = ()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002 - MkDocs' signature
        """A preview publishes nothing, so it must not write ledgers."""
        self.serving = command == "serve"

    # Last, so that what other plugins say of the configuration is known.
    @event_priority(-100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check the configuration, and divert what MkDocs renders."""
        self.on_shutdown()
        validate(config)
        self._setup = BuildSetup.of(config, self.options, serving=self.serving)
        self._setup.divert(config)
        config.theme = QuickTheme(config.theme)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Compile before anything else: a mistake in the content leaves the old site whole."""
        setup = _expect(self._setup, BuildSetup)
        if setup.whole:
            log.info(
                "All pages are rendered: %s must see the whole site", " and ".join(setup.whole)
            )
        with _plugin_errors():
            self._open = open_build(
                setup.root,
                state=setup.state,
                site_dir=setup.site_dir,
                snapshot=setup.snapshot,
                options=setup.options.build,
                waiting=lambda process: log.warning(
                    "another build of this archive is running (process %s); waiting for its end",
                    process,
                ),
            )
            compiled = self._step = self._open.compile(site_of(config))
        refreshed = compiled.refreshed
        issues = refreshed.issues if config.strict else refreshed.new_issues
        for issue in issues:
            log.warning("%s", issue)
        if not_repeated := len(refreshed.issues) - len(issues):
            log.info(
                "Warnings reported before and not repeated: %d (onrecord check lists them)",
                not_repeated,
            )

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages and downloads, and take over the pages that people wrote."""
        setup, compiled = _expect(self._setup, BuildSetup), _expect(self._step, CompiledBuild)
        hide_templates(files)
        publish_scripts(files, setup.state / "minified", config)
        listed = compiled.list_pages()
        if home := files.get_file_from_path("index.md"):
            # What people wrote for the home page may link to any page.
            introduction = read_introduction(home, KnownFiles(files, listed, config), config)
            listed = listed.with_introduction(introduction)
        self._step = listed
        with _plugin_errors():
            refuse_doubles(files, listed)
        add_home(files, listed, config)
        # Not MkDocs' own template of a sitemap, which is a plain file once it is not rendered.
        present = [file for file in files if setup.own_sitemap or file.dest_uri != SITEMAP]
        if not setup.whole:
            present = leave_out_current(present, expect_theme_files(present, listed))
        known = KnownFiles(present, listed, config)
        if setup.whole:
            add_whole_site(known, listed, config)
        take_over_written(known, config)
        return known

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002 - MkDocs' signature
        """Remember the navigation, which our pages show too."""
        self._nav = nav
        return nav

    @event_priority(-100)
    def on_env(
        self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files
    ) -> jinja2.Environment:
        """Render our pages."""
        setup, listed = _expect(self._setup, BuildSetup), _expect(self._step, ListedBuild)
        # Not before: now MkDocs has read the titles of the pages that people wrote.
        self._links = site_links(self._nav, listed)
        key = shell_key(config, self._nav, self._links)
        # An extension of Jinja, from another plugin, may compile the same template differently.
        if not setup.foreign:
            env.bytecode_cache = bytecode_cache()
        renderer = ThemeRenderer(env=env, config=config, files=files, nav=self._nav, key=key)
        with _plugin_errors():
            others = [expect_theme_files(files, listed)]
            if not setup.own_sitemap:
                others.append(expect_sitemaps(files, listed, config))
            self._step = render(
                listed,
                renderer,
                others,
                whole=bool(setup.whole),
                home_written="index.md" in files.src_uris,
            )
        return env

    def on_page_context(
        self,
        context: TemplateContext,
        *,
        page: Page,
        config: MkDocsConfig,  # noqa: ARG002
        nav: Navigation,
    ) -> TemplateContext:
        """Show the site's few links in the header, and an episode's pages as its navigation."""
        context["site_links"] = self._links  # type: ignore[typeddict-unknown-key]
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
        context["site_links"] = self._links  # type: ignore[typeddict-unknown-key]
        return context

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put everything that has changed in its place, unless warnings are errors."""
        setup, rendered = _expect(self._setup, BuildSetup), _expect(self._step, RenderedBuild)
        config.site_dir = str(setup.site_dir)
        if config.strict and any(map(_has_counted, logging.getLogger("mkdocs").handlers)):
            log.info("The site is as it was")
            return
        with _plugin_errors():
            published = publish(rendered, setup.rendered())
            if not published.has_search:
                log.warning(
                    "no search on this site: Pagefind is not installed (pip install pagefind_bin)"
                )
            refreshed = rendered.listed.compiled.refreshed
            not_repeated = len(refreshed.issues) - len(refreshed.new_issues)
            commit(published, setup.last_build(published.report.episodes, not_repeated))
        self.report = published.report
        log.info("%s", self.report)
        self.on_shutdown()

    def on_build_error(self, *, error: Exception) -> None:
        """Let the next build begin, with a new store if this one is damaged."""
        self.on_shutdown()
        if self._setup and remove_damaged(self._setup.state, error):
            self.store_removed = True
            log.info("The store was damaged, and is deleted")

    def on_shutdown(self) -> None:
        """Close the archive."""
        if self._open and self._setup:
            self._open.close()
            shutil.rmtree(self._setup.rendered_dir, ignore_errors=True)
        self._open = self._step = None

    def on_serve(
        self,
        server: LiveReloadServer,
        *,
        config: MkDocsConfig,
        builder: object,  # noqa: ARG002
    ) -> LiveReloadServer:
        """Serve the site that the build keeps, and rebuild when somebody edits the archive."""
        site = _expect(self._setup, BuildSetup).site_dir
        server.root = str(site)
        server.error_handler = lambda code: (
            (site / f"{code}.html").read_bytes() if (site / f"{code}.html").is_file() else None
        )
        server.watch(str(archive_root(config) / "content"))
        return server


def _expect(value: object, kind: type[Value]) -> Value:
    """Give the result of the step before."""
    if not isinstance(value, kind):
        raise PluginError(f"onrecord: MkDocs has left out an event, {kind.__name__} is missing")
    return value


@contextmanager
def _plugin_errors() -> Iterator[None]:
    """Report our errors as MkDocs does."""
    try:
        yield
    except ContentError as error:
        raise PluginError(
            f"{error}\n{len(error.issues)} problem(s) in the archive; the site is as it was"
        ) from error
    except OnrecordError as error:
        raise PluginError(str(error)) from error


def _has_counted(handler: logging.Handler) -> bool:
    return isinstance(handler, CountHandler) and any(count for _, count in handler.get_counts())
