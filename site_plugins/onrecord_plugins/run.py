"""Running MkDocs for the command line, with or without a `mkdocs.yml`."""

from __future__ import annotations

import json
import logging
import sys
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.commands.build import build
from mkdocs.config.base import load_config
from mkdocs.exceptions import Abort, BuildError
from mkdocs.exceptions import ConfigurationError as MkDocsConfigurationError

from onrecord.errors import ConfigurationError, OnrecordError, OutsideError
from onrecord_plugins.plugin import OnrecordPlugin
from onrecord_plugins.remember import Before, remember
from onrecord_plugins.settings import site_of

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from onrecord.incremental.episodes import BuildOptions
    from onrecord.incremental.standing import Glance
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
    glance: Glance | None = None,
) -> int:
    """Build the website of an archive and give the exit status.

    Args:
        archive: its folder.
        site_dir: where the site stands; None for where the configuration says.
        build_options: what episodes are compiled with.
        strict: warnings are errors.
        quiet: print problems only.
        as_json: print a report as JSON.
        glance: a look at what the last build depended on, if there was one just now.
    """
    warnings = listen(quiet=quiet)
    config = configuration(archive, site_dir, strict=strict)
    plugin = config.plugins.get("onrecord")
    if isinstance(plugin, OnrecordPlugin):
        plugin.build_options = build_options
    before = Before.of(config, glance)
    try:
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
    if isinstance(plugin, OnrecordPlugin) and plugin.report and plugin.session:
        remember(before, config, plugin.session, warnings.told, default=site_dir is None)
        if as_json:
            report = json.dumps(asdict(plugin.report), ensure_ascii=False, indent=1)
            print(report)  # noqa: T201 - a command line prints
    return 0


def _status(error: BaseException | None) -> int:
    """Give the exit status of an error: MkDocs raises its own in the course of ours."""
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

    listen(quiet=quiet)
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
    """Give the site as the configuration and the archive describe it."""
    return site_of(configuration(archive, None, strict=False))


def default_site_dir(archive: Path) -> Path:
    """Give where the website is built when nothing else is said."""
    return Path(configuration(archive, None, strict=False).site_dir)


def configuration(archive: Path, site_dir: Path | None, *, strict: bool) -> MkDocsConfig:
    """Load `mkdocs.yml`, or the defaults where there is none: nothing is required but `content/`.

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


class _Told(logging.Handler):
    """Keeps what was printed."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        self.told.append(self.format(record))


def listen(*, quiet: bool) -> _Told:
    """Print what MkDocs and the plugins report; give what keeps the warnings."""
    handlers: tuple[logging.Handler, _Told] = (logging.StreamHandler(), _Told())
    for handler in handlers:
        handler.setFormatter(logging.Formatter("%(levelname)s - %(message)s"))
    logger = logging.getLogger("mkdocs")
    logger.handlers = [*handlers]
    logger.setLevel(logging.WARNING if quiet else logging.INFO)
    return handlers[1]
