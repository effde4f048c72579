"""Running MkDocs for the command line, with or without a `mkdocs.yml`."""

from __future__ import annotations

import json
import logging
import sys
import time
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
from onrecord_plugins.settings import site_of
from onrecord_plugins.setup import RunOptions

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from onrecord.incremental.episodes import BuildOptions
    from onrecord.model import Site

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
        with collecting_rarely():
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
            config.plugins.on_shutdown()
    except (Abort, BuildError) as error:
        print(error, file=sys.stderr)  # noqa: T201 - a command line prints
        return _status(error)
    except OSError as error:
        raise OutsideError(
            str(error.filename or config.site_dir), error.strerror or str(error)
        ) from error
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


def _status(error: BaseException | None) -> int:
    """Return the exit status of an error; MkDocs raises its own errors from ours."""
    while error is not None:
        if isinstance(error, OnrecordError):
            return error.exit_code
        error = error.__cause__ or error.__context__
    return 1


def serve_site(archive: Path, *, port: int, quiet: bool) -> int:
    """Preview the website of an archive until interrupted.

    Raises:
        ConfigurationError: there is no `mkdocs.yml`, which MkDocs reads again on every change.
        OutsideError: the port is in use.
    """
    from mkdocs.commands.serve import serve  # noqa: PLC0415 - a build needs no server

    print_log(quiet=quiet)
    config = configuration(archive, None, strict=False)
    if not (archive / "mkdocs.yml").is_file():
        least = "".join(f"\n      {line}" for line in DEFAULTS.decode().splitlines())
        raise ConfigurationError(
            f"{archive}: a preview needs a mkdocs.yml\n    hint: write one with at least{least}"
        )
    address = f"127.0.0.1:{port}"
    try:
        serve(str(config.config_file_path), dev_addr=address)
    except OSError as error:
        raise OutsideError(address, error.strerror or str(error)) from error
    except (Abort, BuildError) as error:
        print(error, file=sys.stderr)  # noqa: T201 - the same
        return 1
    return 0


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
