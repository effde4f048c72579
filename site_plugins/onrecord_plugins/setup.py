"""The setup of a build, as the configuration describes it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from onrecord.files.stat import Snapshot
from onrecord.incremental.current import STATE, environment_key
from onrecord.incremental.episodes import BuildOptions
from onrecord.store.builds import LastBuild
from onrecord_plugins.foreign_plugins import find_whole_site_plugins, has_foreign_plugins
from onrecord_plugins.settings import archive_root, input_roots
from onrecord_plugins.sitemap import SITEMAP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mkdocs.config.defaults import MkDocsConfig


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """The options of the command line; defaults if MkDocs is run by itself."""

    build: BuildOptions = field(default_factory=BuildOptions)
    started: int = 0
    """Time before the configuration was read, in nanoseconds; 0: unknown."""
    warnings: Sequence[str] | None = None
    """Printed warnings; None: not collected."""
    is_default_site: bool = False
    """The site is where the configuration says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildSetup:
    """The folders of a build, and how much of the site MkDocs renders."""

    root: Path
    """Root of the archive."""
    state: Path
    """Folder of the store and of unfinished files."""
    site_dir: Path
    options: RunOptions
    snapshot: Snapshot
    environment_key: str
    whole: tuple[str, ...]
    """Names of what must be given the whole site, so that MkDocs renders all pages."""
    own_sitemap: bool
    """The publisher has a template for the sitemap."""
    foreign: bool
    """Plugins or hooks that are not ours take part: nobody knows what they read."""

    @classmethod
    def of(cls, config: MkDocsConfig, options: RunOptions, *, serving: bool) -> Self:
        """Read the configuration. A preview is kept apart: other URL, and it writes no ledgers."""
        root = archive_root(config)
        state = root / STATE / "serve" if serving else root / STATE
        custom_dir = config.theme.custom_dir
        own_sitemap = bool(custom_dir and (Path(custom_dir) / SITEMAP).exists())
        whole = find_whole_site_plugins(config)
        roots = input_roots(config)
        return cls(
            root=root,
            state=state,
            site_dir=state / "site" if serving else Path(config.site_dir),
            options=replace(options, build=replace(options.build, publishing=not serving)),
            snapshot=Snapshot.take(roots, options.started),
            environment_key=environment_key(roots[0]),
            whole=(*whole, "your own sitemap.xml") if own_sitemap else whole,
            own_sitemap=own_sitemap,
            foreign=has_foreign_plugins(config),
        )

    @property
    def rendered_dir(self) -> Path:
        """Where MkDocs renders to."""
        return self.state / "rendered"

    def divert(self, config: MkDocsConfig) -> None:
        """Let MkDocs render into a folder of ours: changed files go to the site at the end."""
        config.site_dir = str(self.rendered_dir)
        if not self.own_sitemap:
            # MkDocs would list the pages that it has rendered in this build.
            config.theme.static_templates.discard(SITEMAP)

    def rendered(self) -> dict[str, Path]:
        """Return the files that MkDocs has rendered, by path in the site."""
        return {
            path.relative_to(self.rendered_dir).as_posix(): path
            for path in sorted(self.rendered_dir.rglob("*"))
            if path.is_file()
        }

    def last_build(self, episodes: int, not_repeated: int) -> LastBuild | None:
        """Return what lets the next build see that nothing has changed; None if unknown.

        Args:
            episodes: number of episodes in the archive.
            not_repeated: number of warnings that were not printed again.
        """
        if (
            self.options.warnings is None
            or self.foreign
            or not self.environment_key
            or not self.snapshot.complete
        ):
            return None
        return LastBuild(
            site=str(self.site_dir.resolve()),
            is_default=self.options.is_default_site,
            environment_key=self.environment_key,
            roots=self.snapshot.roots,
            warnings=len(self.options.warnings) + not_repeated,
            episodes=episodes,
        )
