"""The sitemap: all pages, of which MkDocs has seen but the changed ones."""

from __future__ import annotations

from collections import defaultdict
from hashlib import blake2b
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SITEMAP = "sitemap.xml"
# What one file may have is 50,000 addresses (sitemaps.org); 2,000 episodes have as many.
MOST = 50_000
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_DECLARED = '<?xml version="1.0" encoding="UTF-8"?>\n'


def write_sitemaps(site_url: str, generated: Iterable[tuple[str, str]], written: Iterable[str]) -> Mapping[str, bytes]:
    """Give the sitemap by path: one file, or as many as it takes and a list of them.

    Without days: that of the build says nothing about a page, and would change the files every day.

    Args:
        site_url: address of home; where it is not known, there is nothing to list.
        generated: our pages, each with what it comes and goes with, and its address, relative to the site.
        written: addresses of the pages that people wrote, as MkDocs has them: quoted.
    """
    if not site_url:
        return {SITEMAP: _list("urlset", "url", ())}
    base = site_url if site_url.endswith("/") else site_url + "/"
    urls = {quote(url): owner for owner, url in generated} | {("" if url in {".", "./"} else url): "" for url in written}
    if len(urls) <= MOST:
        return {SITEMAP: _list("urlset", "url", (base + url for url in urls))}
    # A power of two: one more episode changes one file, and seldom their number. Twice as many as must be, for they are not of one size.
    count = 1 << (2 * len(urls) // MOST).bit_length()
    shares: defaultdict[int, list[str]] = defaultdict(list)
    for url, owner in urls.items():
        shares[int.from_bytes(blake2b(owner.encode(), digest_size=4).digest()) % count].append(base + url)
    files = {f"sitemaps/{number}.xml": _list("urlset", "url", own) for number, own in sorted(shares.items())}
    return files | {SITEMAP: _list("sitemapindex", "sitemap", (base + path for path in files))}


def _list(root: str, one: str, addresses: Iterable[str]) -> bytes:
    lines = "".join(f"<{one}><loc>{escape(address)}</loc></{one}>\n" for address in sorted(addresses))
    return f"{_DECLARED}<{root} {_NAMESPACE}>\n{lines}</{root}>\n".encode()
