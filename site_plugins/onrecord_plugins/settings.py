"""Settings of the site, from the configuration of MkDocs and the archive."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mkdocs.exceptions import ConfigurationError

from onrecord.inputs import read_site

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from onrecord.model import Site


_PACKAGES = ("onrecord", "onrecord_plugins", "onrecord_theme")


def archive_root(config: MkDocsConfig) -> Path:
    """Return the folder of `mkdocs.yml`, which holds `content/`."""
    return Path(config.config_file_path).resolve().parent


def validate(config: MkDocsConfig) -> None:
    """Check the settings that onrecord depends on.

    Raises:
        ConfigurationError: `docs_dir` would publish raw transcripts, or URLs are not directories.
    """
    if not config.use_directory_urls:
        raise ConfigurationError(
            "onrecord needs 'use_directory_urls: true': published addresses are directories"
        )
    root, docs = archive_root(config), Path(config.docs_dir).resolve()
    if (
        docs == root / "content"
        or docs in (root / "content").parents
        or (root / "content" / "episodes") in (docs, *docs.parents)
    ):
        raise ConfigurationError(
            f"docs_dir is {config.docs_dir}: it would publish the raw transcripts;"
            " use 'docs_dir: content/pages'"
        )


def input_roots(config: MkDocsConfig) -> tuple[str, ...]:
    """Return the files and folders that a build depends on; the first is the configuration."""
    specs = [find_spec(name) for name in _PACKAGES]
    packages = [place for spec in specs if spec for place in spec.submodule_search_locations or ()]
    content = str(archive_root(config) / "content")
    roots = (config.config_file_path, content, config.docs_dir, *config.theme.dirs, *packages)
    return tuple(dict.fromkeys(roots))


def base_of(config: MkDocsConfig) -> str:
    """Return the path under which the site is published, with slashes at both ends."""
    path = urlsplit(config.site_url or "").path
    return path if path.endswith("/") else path + "/"


def site_of(config: MkDocsConfig) -> Site:
    """Return the site as `archive.yml` describes it, at the address in `mkdocs.yml`."""
    return read_site(
        archive_root(config),
        title=config.site_name,
        url=config.site_url or "",
        base=base_of(config),
    )
