"""The pages as a tree of Markdown files that hold HTML, for any other renderer."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from importlib.resources import files as package_files
from typing import TYPE_CHECKING

from markupsafe import Markup

from onrecord.errors import ConfigurationError, Issue
from onrecord.files.atomic_write import write_file
from onrecord.model import Facts, Page
from onrecord.pages import render_markdown
from onrecord.pipeline import compile_archive, compile_episodes, compile_headings
from onrecord.publish.minify import STYLES, minify

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.model import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """What was written."""

    count: int
    issues: tuple[Issue, ...]


def write_tree(root: Path, site: Site, out: Path) -> Tree:
    """Write `docs/` and a `mkdocs.yml` that MkDocs, ProperDocs and Zensical understand into a new or empty folder.

    Raises:
        ConfigurationError: the folder holds something.
        ContentError: the archive has errors.
        OutsideError: something cannot be read or written.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise ConfigurationError(f"{out}: not an empty folder\n    hint: name a new one with --out")
    site = replace(site, markdown_downloads=False)
    compiled = compile_episodes(root, site)
    own = root / "content" / "pages"
    home = own / "index.md"
    introduction = (
        render_markdown(home.read_text(encoding="utf-8")).html if home.is_file() else Markup()
    )
    files: dict[str, bytes] = {"mkdocs.yml": _configuration(site).encode()}
    for path in sorted(own.rglob("*")):
        if path.is_file() and path != home and path.resolve().is_relative_to(root.resolve()):
            files[f"docs/{path.relative_to(own).as_posix()}"] = path.read_bytes()
    summaries = compiled.summaries
    facts = Facts(
        summaries=summaries, headings=compile_headings(summaries, site), store=compiled.store
    )
    drafts = compile_archive(facts, site, introduction, compiled.addresses)
    overview = [draft.make() for draft in drafts]
    for made in (*compiled.pages, *compiled.downloads, *overview):
        if isinstance(made, Page):
            files[f"docs/{made.url}index.md"] = _document(made).encode()
        else:
            files[f"docs/{made.url}"] = made.encoded
    assets = package_files("onrecord_theme") / "assets"
    for folder in ("onrecord", "fonts"):
        for asset in (assets / folder).iterdir():
            content = asset.read_bytes()
            files[f"docs/assets/{folder}/{asset.name}"] = (
                minify(content.decode(), asset.name).encode()
                if asset.name.endswith((".js", ".css"))
                else content
            )
    for name, content in files.items():
        write_file(out / name, content)
    return Tree(count=len(files), issues=compiled.issues)


def _document(page: Page) -> str:
    # JSON is YAML, and quotes everything that needs it. A blank line would end the block of HTML for CommonMark.
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
        # Thousands of pages: they lead to each other, a site-wide navigation on each would be the larger part of it.
        "nav": [
            {"Home": "index.md"},
            {"Episodes": "episodes/index.md"},
            {"Topics": "topics/index.md"},
        ],
    }
    return json.dumps(settings, ensure_ascii=False, indent=1) + "\n"
