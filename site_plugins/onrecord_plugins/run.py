"""Running MkDocs for the command line, with or without a `mkdocs.yml`."""

from __future__ import annotations

import json
import logging
import sys
import time
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from mkdocs.commands.build import build
from mkdocs.config.base import load_config
from mkdocs.exceptions import Abort, BuildError
from mkdocs.exceptions import ConfigurationError as MkDocsConfigurationError

from onrecord.errors import ConfigurationError, OnrecordError, OutsideError
from onrecord.incremental.current import STATE
from onrecord.incremental.executor import collecting_rarely
from onrecord.incremental.site import STORE_ERRORS
from onrecord.store.database import FILE
from onrecord_plugins.plugin import OnrecordPlugin
from onrecord_plugins.settings import archive_root, base_of, site_of
from onrecord_plugins.setup import RunOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig

    from onrecord.incremental.episodes import BuildOptions
    from onrecord.model import Site

E = TypeVar("E", bound=BaseException)

DEFAULTS = b"""\
site_name: Transcripts
docs_dir: content/pages
theme: {name: onrecord}
plugins: [onrecord]
"""


def build_site(
    archive: Path,
    site_dir: Path | None,
    build_options: BuildOptions,
    *,
    strict: bool,
    quiet: bool,
    as_json: bool = False,
) -> int:
    """Build the website of an archive and give the exit status.

    Args:
        archive: its folder.
        site_dir: folder of the site; None: as configured.
        build_options: how to build.
        strict: warnings are errors.
        quiet: print problems only.
        as_json: print a report as JSON.

    Raises:
        ConfigurationError: no archive here, or MkDocs refuses the configuration.
        OutsideError: a file cannot be read or written.
    """
    started = time.time_ns()
    options = RunOptions(
        build=build_options,
        started=started,
        warnings=print_log(quiet=quiet),
        is_default_site=site_dir is None,
    )
    config = configuration(archive, site_dir, strict=strict)
    plugin = config.plugins.get("onrecord")
    if isinstance(plugin, OnrecordPlugin):
        plugin.options = options
    try:
        _run(config, "build")
    except (Abort, BuildError) as error:
        print(error, file=sys.stderr)  # noqa: T201 - a command line prints
        return next((each.exit_code for each in _causes(error, OnrecordError)), 1)
    except STORE_ERRORS as error:
        if isinstance(plugin, OnrecordPlugin) and plugin.store_removed:
            return build_site(
                archive, site_dir, build_options, strict=strict, quiet=quiet, as_json=as_json
            )
        raise OutsideError(str(archive / STATE / FILE), str(error)) from error
    if isinstance(plugin, OnrecordPlugin) and plugin.report and as_json:
        report = json.dumps(asdict(plugin.report), ensure_ascii=False, indent=1)
        print(report)  # noqa: T201 - a command line prints
    return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A site built to be looked at while its archive is edited."""

    site: str
    """Its folder."""
    base: str
    """The path under which it is served, with slashes at both ends."""
    inputs: tuple[str, ...]
    """Files and folders whose changes make another build necessary."""
    changed: tuple[str, ...]
    """Files of the site that this build replaced or removed."""


def build_preview(archive: Path) -> Preview:
    """Build the website as a preview: in a folder of its own, and without writing ledgers.

    Raises:
        ContentError: the content has errors; the site is as it was.
        ConfigurationError: no archive here, or MkDocs refuses the configuration or a page.
        OutsideError: a file cannot be read or written.
    """
    config = configuration(archive, None, strict=False)
    config.strict = False
    plugin = config.plugins.get("onrecord")
    if not isinstance(plugin, OnrecordPlugin):
        raise ConfigurationError("mkdocs.yml: a preview needs 'plugins: [onrecord]'")
    inputs = _edited_files(config)
    try:
        _run(config, "serve")
    except (Abort, BuildError) as error:
        # Else the first error of MkDocs, from which it may have raised others.
        first = [error, *_causes(error, BuildError)][-1]
        own = next(_causes(error, OnrecordError), ConfigurationError(str(first)))
        raise own from error
    except STORE_ERRORS as error:
        if plugin.store_removed:
            return build_preview(archive)
        raise OutsideError(str(archive / STATE), str(error)) from error
    report = plugin.report
    return Preview(
        site=config.site_dir,
        base=base_of(config),
        inputs=inputs,
        changed=(*report.replaced, *report.removed) if report else (),
    )


def _run(config: MkDocsConfig, command: Literal["build", "serve"]) -> None:
    try:
        with collecting_rarely():
            config.plugins.on_startup(command=command, dirty=False)
            build(config)
            config.plugins.on_shutdown()
    except OSError as error:
        raise OutsideError(
            str(error.filename or config.site_dir), error.strerror or str(error)
        ) from error


def _edited_files(config: MkDocsConfig) -> tuple[str, ...]:
    """Return what people edit; `input_roots` has installed packages too."""
    custom_dir = config.theme.custom_dir
    hooks = [str(archive_root(config) / str(name)) for name in config.hooks]
    content = str(archive_root(config) / "content")
    places = (str(config.config_file_path), content, config.docs_dir, *hooks, *config.watch)
    return tuple(dict.fromkeys((*places, *([str(custom_dir)] if custom_dir else ()))))


def _causes(error: BaseException | None, kind: type[E]) -> Iterator[E]:
    """Yield the errors of a kind from which MkDocs raised an error, the last one first."""
    while error is not None:
        if isinstance(error, kind):
            yield error
        error = error.__cause__ or error.__context__


def archive_site(archive: Path) -> Site:
    """Return the site as the configuration and the archive describe it."""
    return site_of(configuration(archive, None, strict=False))


def default_site_dir(archive: Path) -> Path:
    """Return the folder in which the website is built by default."""
    return Path(configuration(archive, None, strict=False).site_dir)


def configuration(archive: Path, site_dir: Path | None, *, strict: bool) -> MkDocsConfig:
    """Load `mkdocs.yml`, or the defaults if there is none: only `content/` is required.

    Raises:
        ConfigurationError: no archive here, or MkDocs refuses the configuration.
    """
    if not (archive / "content").is_dir():
        hint = "work in the folder of an archive, or name one with --archive DIR"
        raise ConfigurationError(f"{archive}: no folder 'content' here\n    hint: {hint}")
    written = archive / "mkdocs.yml"
    given: dict[str, Any] = {"strict": True} if strict else {}
    if site_dir:
        given["site_dir"] = str(site_dir.resolve())
    try:
        if written.exists():
            return load_config(str(written), **given)
        defaults = BytesIO(DEFAULTS)
        defaults.name = str(written.resolve())
        (archive / "content" / "pages").mkdir(exist_ok=True)
        return load_config(defaults, **given)
    except (MkDocsConfigurationError, Abort) as error:
        raise ConfigurationError(str(error)) from error


class _Collector(logging.Handler):
    """Collects the warnings printed."""

    def __init__(self, warnings: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.warnings = warnings

    def emit(self, record: logging.LogRecord) -> None:
        """Add a warning."""
        self.warnings.append(self.format(record))


def print_log(*, quiet: bool) -> list[str]:
    """Print MkDocs' and its plugins' log; return the list that collects printed warnings."""
    warnings: list[str] = []
    logger = logging.getLogger("mkdocs")
    logger.handlers = [logging.StreamHandler(), _Collector(warnings)]
    for handler in logger.handlers:
        handler.setFormatter(logging.Formatter("%(levelname)s - %(message)s"))
    logger.setLevel(logging.WARNING if quiet else logging.INFO)
    return warnings
