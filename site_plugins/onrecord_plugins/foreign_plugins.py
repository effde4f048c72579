"""Plugins and hooks that are not ours: they decide how much of the site must be rendered."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.store import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig

# A plugin that handles one of these events may read or add any page, so it needs the whole site.
_WHOLE_SITE_EVENTS = frozenset({"files", "nav", "env", "post_build"})


def find_whole_site_plugins(config: MkDocsConfig) -> tuple[str, ...]:
    """Return the names of the plugins that must be given the whole site."""
    return tuple(
        dict.fromkeys(name for event, name, _ in _handlers(config) if event in _WHOLE_SITE_EVENTS)
    )


def has_foreign_plugins(config: MkDocsConfig) -> bool:
    """Return whether plugins or hooks that are not ours take part."""
    return any(_handlers(config))


def foreign_plugins_key(config: MkDocsConfig) -> str:
    """Return a fingerprint of the foreign plugins, their settings, and their handlers' sources."""
    others = [
        (name, plugin) for name, plugin in sorted(config.plugins.items()) if not _is_ours(plugin)
    ]
    # A hook is a module, and has no settings.
    settings = [
        (name, repr(sorted(getattr(plugin, "config", {}).items(), key=str)))
        for name, plugin in others
    ]
    return fingerprint(
        settings, [(event, name, _source(module)) for event, name, module in _handlers(config)]
    )


def _handlers(config: MkDocsConfig) -> Iterator[tuple[str, str, str]]:
    """Yield event, name of the plugin and name of the module of each handler that is not ours."""
    for event, methods in config.plugins.events.items():
        for method in methods:
            owner = getattr(method, "__self__", None)
            module = getattr(method, "__module__", None) or type(method).__module__
            if not _is_ours(owner):
                names = (name for name, plugin in config.plugins.items() if plugin is owner)
                yield event, next(names, module), module


def _is_ours(plugin: object) -> bool:
    return type(plugin).__module__.partition(".")[0] == __name__.partition(".")[0]


def _source(module: str) -> bytes:
    """Return the source of a module: a hook is edited like a template."""
    place = getattr(sys.modules.get(module), "__file__", None)
    try:
        return Path(place).read_bytes() if place else b""
    except OSError:
        return b""
