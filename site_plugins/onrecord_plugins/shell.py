"""The shell: everything around the content of our pages, and what it depends on."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
import mkdocs

from onrecord.store import fingerprint
from onrecord_plugins.foreign_plugins import foreign_plugins_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation

    from onrecord.model import Link

# Settings that change nothing around a page, or are covered in another way.
_IRRELEVANT = frozenset(
    {
        "site_dir",
        "config_file_path",
        "docs_dir",
        "theme",
        "plugins",
        "hooks",
        "watch",
        "strict",
        "dev_addr",
        "nav",
        "validation",
    }
)
_TEMPLATES = frozenset({".html", ".yml", ".svg", ".xml", ".jinja"})
# Thousands of icons, of which a page uses a handful; and files whose names contain a digest.
_SKIPPED = frozenset({".icons", "assets"})


def shell_key(config: MkDocsConfig, nav: Navigation, links: tuple[Link, ...]) -> str:
    """Return a fingerprint of templates, configuration, foreign plugins and library versions."""
    settings = {name: _describe(value) for name, value in config.items() if name not in _IRRELEVANT}
    theme = {name: _describe(config.theme[name]) for name in config.theme}
    home = (nav.homepage.title, nav.homepage.url) if nav.homepage else None
    versions = [mkdocs.__version__, version("mkdocs-material"), jinja2.__version__]
    own = sorted(Path(__file__).parent.glob("*.py"))
    return fingerprint(
        versions,
        settings,
        theme,
        foreign_plugins_key(config),
        [(link.title, link.url) for link in links],
        home,
        list(_templates(config)),
        [path.read_bytes() for path in own],
    )


def _templates(config: MkDocsConfig) -> Iterator[tuple[str, bytes]]:
    """Yield each template of the theme, the publisher's overrides first: 100 files, 2 ms."""
    for folder in config.theme.dirs:
        for place, folders, files in os.walk(folder):
            folders[:] = sorted(set(folders) - _SKIPPED)
            for name in sorted(files):
                path = Path(place) / name
                if path.suffix in _TEMPLATES:
                    yield path.relative_to(folder).as_posix(), path.read_bytes()


def _describe(value: object) -> str:
    """Describe a setting in the same words in every process.

    A function is described by its name, since its address in memory changes.
    """
    if isinstance(value, Mapping):
        return (
            "{"
            + ",".join(
                f"{_describe(name)}:{_describe(value[name])}" for name in sorted(value, key=str)
            )
            + "}"
        )
    if isinstance(value, list | tuple | set | frozenset):
        parts = [_describe(each) for each in value]
        return "[" + ",".join(sorted(parts) if isinstance(value, set | frozenset) else parts) + "]"
    if callable(value):
        name = getattr(value, "__qualname__", type(value).__qualname__)
        return f"{getattr(value, '__module__', '')}.{name}"
    if value is None or isinstance(value, str | int | float | bool):
        return repr(value)
    return (
        f"{type(value).__qualname__}({value})"
        if type(value).__str__ is not object.__str__
        else type(value).__qualname__
    )
