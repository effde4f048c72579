"""The pages as a tree of Markdown files that hold HTML, for any other renderer."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from importlib.resources import files as package_files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from markupsafe import Markup

from onrecord.errors import ConfigurationError, Issue
from onrecord.files.atomic_write import write_file
from onrecord.model import CompiledEpisode, Download, Facts, Page
from onrecord.pages import draft_stubs, render_markdown
from onrecord.pipeline import CARDS, compile_archive, compile_episode
from onrecord.publish.minify import STYLES, minify
from onrecord.publish.whole_archive import compile_episodes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from onrecord.inputs import EpisodeFiles
    from onrecord.model import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """What was written."""

    count: int
    issues: tuple[Issue, ...]


def write_tree(root: Path, site: Site, out: Path) -> Tree:
    """Write `docs/` and a `mkdocs.yml` into a new or empty folder.

    MkDocs, ProperDocs and Zensical can read them.

    Raises:
        ConfigurationError: the folder holds something.
        ContentError: the archive has errors.
        OutsideError: something cannot be read or written.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise ConfigurationError(f"{out}: not an empty folder\n    hint: name a new one with --out")
    out.parent.mkdir(parents=True, exist_ok=True)
    # Beside its place, so that an archive with errors leaves nothing behind.
    with TemporaryDirectory(dir=out.parent, prefix=".onrecord-pages-") as aside:
        unfinished = Path(aside) / "tree"
        tree = _write(root, replace(site, markdown_downloads=False), unfinished)
        if out.exists():
            out.rmdir()
        unfinished.rename(out)
    return tree


def _write(root: Path, site: Site, out: Path) -> Tree:
    count = 0

    def write(path: str, content: bytes) -> None:
        nonlocal count
        count += 1
        write_file(out / path, content)

    def compile_one(files: EpisodeFiles, today: date) -> CompiledEpisode:
        record = compile_episode(files, site, today, root / CARDS)
        for page in record.pages:
            write(*_file(page))
        for download in record.downloads:
            write(*_file(download))
        return replace(record, pages=(), downloads=(), ledger=b"", quotes=b"")

    compiled = compile_episodes(root, site, compile_one)
    facts = Facts(
        summaries=compiled.summaries,
        headings=compiled.headings,
        store=compiled.store,
        held=compiled.addresses.held,
    )
    own = root / "content" / "pages"
    home = own / "index.md"
    introduction = (
        render_markdown(home.read_text(encoding="utf-8")).html if home.is_file() else Markup()
    )
    drafts = [*compile_archive(facts, site, introduction)]
    addresses = compiled.addresses
    live = {draft.url: draft.holder for draft in drafts if draft.is_page}
    _, stubs = draft_stubs(live, addresses.known, addresses.own, addresses.today, site)
    for draft in (*drafts, *stubs):
        write(*_file(draft.make()))
    for path in sorted(own.rglob("*")):
        if path.is_file() and path != home and path.resolve().is_relative_to(root.resolve()):
            write(f"docs/{path.relative_to(own).as_posix()}", path.read_bytes())
    for name, content in _assets():
        write(name, content)
    write("mkdocs.yml", _configuration(site).encode())
    return Tree(count=count, issues=compiled.issues)


def _file(made: Page | Download) -> tuple[str, bytes]:
    if isinstance(made, Page):
        return f"docs/{made.url}index.md", _document(made).encode()
    return f"docs/{made.url}", made.encoded


def _assets() -> Iterator[tuple[str, bytes]]:
    assets = package_files("onrecord_theme") / "assets"
    for folder in ("onrecord", "fonts"):
        for asset in (assets / folder).iterdir():
            content = asset.read_bytes()
            if asset.name.endswith((".js", ".css")):
                content = minify(content.decode(), asset.name).encode()
            yield f"docs/assets/{folder}/{asset.name}", content


def _document(page: Page) -> str:
    # JSON is YAML, and quotes everything that needs it. A blank line would end the block of HTML
    # for CommonMark.
    front = {"title": page.title, "description": page.description, "hide": ["navigation", "toc"]}
    lines = "\n".join(line for line in page.content.splitlines() if line.strip())
    return f"---\n{json.dumps(front, ensure_ascii=False)}\n---\n\n{lines}\n"


def _configuration(site: Site) -> str:
    settings = {
        "site_name": site.title,
        **({"site_url": site.url} if site.url else {}),
        "theme": {"name": "material", "font": False},
        "plugins": [],
        "extra_css": [f"assets/onrecord/{name}.css" for name in STYLES],
        "extra_javascript": [{"path": "assets/onrecord/reader.js", "type": "module"}],
        # Thousands of pages: they lead to each other, a site-wide navigation on each would be the
        # larger part of it.
        "nav": [
            {"Home": "index.md"},
            {"Episodes": "episodes/index.md"},
            {"Topics": "topics/index.md"},
        ],
    }
    return json.dumps(settings, ensure_ascii=False, indent=1) + "\n"
