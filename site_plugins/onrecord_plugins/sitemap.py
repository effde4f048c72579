"""The sitemap: all pages, of which MkDocs has seen but the changed ones."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'


def write_sitemap(site_url: str, generated: Iterable[str], written: Iterable[str]) -> bytes:
    """Give the sitemap, without days: that of the build says nothing about a page, and would change the file every day.

    Args:
        site_url: address of home; where it is not known, there is nothing to list.
        generated: addresses of our pages, relative to the site.
        written: those of the pages that people wrote, as MkDocs has them: quoted.
    """
    if not site_url:
        return f"{_HEAD}</urlset>\n".encode()
    base = site_url if site_url.endswith("/") else site_url + "/"
    urls = {*(quote(url) for url in generated), *("" if url in {".", "./"} else url for url in written)}
    lines = "".join(f"<url><loc>{escape(base + url)}</loc></url>\n" for url in sorted(urls))
    return f"{_HEAD}{lines}</urlset>\n".encode()
