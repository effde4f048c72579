"""Writing down what a build had read and what it left, so that the next one knows at a glance that nothing has changed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Self

from onrecord.archive import ADDRESSES
from onrecord.files.stat import look_at
from onrecord.incremental.episodes import ledger_of
from onrecord.incremental.standing import (
    Glance,
    Standing,
    digest,
    look,
    look_around,
    name_looks,
    write_standing,
)
from onrecord.search.index import FOLDER as SEARCH_FOLDER
from onrecord.store import is_settled
from onrecord_plugins.others import find_foreign
from onrecord_plugins.settings import archive_root

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mkdocs.config.defaults import MkDocsConfig

    from onrecord_plugins.session import Session

_PACKAGES = ("onrecord", "onrecord_plugins", "onrecord_theme")


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What a build is about to read."""

    glance: Glance
    around: str

    @classmethod
    def of(cls, config: MkDocsConfig, glance: Glance | None) -> Self:
        """Look at all that the build of a configuration depends on, unless that has just been done."""
        specs = [find_spec(name) for name in _PACKAGES]
        packages = [
            place for spec in specs if spec for place in spec.submodule_search_locations or ()
        ]
        content = archive_root(config) / "content"
        roots = tuple(
            map(
                str,
                dict.fromkeys(
                    [
                        config.config_file_path,
                        content,
                        config.docs_dir,
                        *config.theme.dirs,
                        *packages,
                    ]
                ),
            )
        )
        return cls(
            glance=glance if glance and glance.roots == roots else Glance.at(roots),
            around=look_around(roots[0]),
        )


def remember(
    before: Before,
    config: MkDocsConfig,
    session: Session,
    warnings: Sequence[str],
    *,
    default: bool,
) -> None:
    """Write down what a build had read and left, unless somebody changed a file meanwhile or just before, or foreign code had a part in it.

    Args:
        before: what it read.
        config: of MkDocs.
        session: the build, at its end.
        warnings: that it gave.
        default: the site stands where the configuration says.
    """
    glance = before.glance
    after = look(glance.roots)
    if glance.looks is None or after is None or not before.around or find_foreign(config):
        return
    written = {
        str(session.root / ledger_of(session.present.folders[slug], name))
        for slug, name in session.ledgers
    }
    written.add(str(session.root / ADDRESSES))
    for path in glance.looks.keys() | after.keys():
        if path not in written and (
            glance.looks.get(path) != after.get(path) or not is_settled(after[path][0], glance.seen)
        ):
            return
    # How they look, the build knows: it has looked at each, or put it there.
    rows = [row for row in session.left.values() if row.listed]
    site_dir = str(session.site_dir.resolve())
    found = [
        f"{place}/{name}".removeprefix(f"{site_dir}/")
        for place, _, names in os.walk(f"{site_dir}/{SEARCH_FOLDER}")
        for name in names
    ]
    apart = "\0".join(found).encode("utf-8", "surrogatepass")
    standing = Standing(
        roots=glance.roots,
        read=digest(after),
        around=before.around,
        site_dir=site_dir,
        default=default,
        left=name_looks(b"".join([*(row.looks for row in rows), look_at(site_dir, found)])),
        episodes=len(session.present.known),
        warnings=tuple(warnings),
        listed=b"\0".join([*(row.listed for row in rows), *([apart] if apart else [])]),
    )
    write_standing(session.root, standing)
