"""The sitemap: all pages, of which MkDocs has seen only the changed ones."""

from __future__ import annotations

from collections import defaultdict
from hashlib import blake2b
from html import escape
from itertools import chain
from string import ascii_letters, digits
from typing import TYPE_CHECKING
from urllib.parse import quote

from mkdocs.structure.files import InclusionLevel

from onrecord.store import digest_of, fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from onrecord.incremental.site import ExpectedFiles, ListedBuild

_OWNER = ":sitemap"
SITEMAP = "sitemap.xml"
# One file may have 50,000 addresses (sitemaps.org); 2,000 episodes have as many.
MOST = 50_000
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_AT_ONCE = 1000
_DECLARED = '<?xml version="1.0" encoding="UTF-8"?>\n'
# Characters that are not quoted in an address (RFC 3986).
_PLAIN = f"{ascii_letters}{digits}_.-~/".encode()
_END = "\n"


def expect_sitemaps(files: Files, listed: ListedBuild, config: MkDocsConfig) -> ExpectedFiles:
    """Write the sitemap anew, and stage those of its files that are not in the site."""
    written = [file.url for file in files.documentation_pages(inclusion=InclusionLevel.is_included)]
    contents = write_sitemaps(config.site_url or "", listed.page_urls(), written)
    keys = {path: digest_of(content) for path, content in contents.items()}
    return listed.stage(listed.expect(_OWNER, fingerprint(keys), keys), contents)


def write_sitemaps(
    site_url: str, generated: Iterable[tuple[str, Sequence[str]]], written: Iterable[str]
) -> Mapping[str, bytes]:
    """Return the sitemap by path: one file, or several and an index of them.

    Without `lastmod`: the day of the build says nothing about a page, and would change the files
    every day.

    Args:
        site_url: address of home; if it is not known, nothing can be listed.
        generated: URLs of our pages, relative to the site, by episode; an empty name stands for
            no episode.
        written: addresses of the pages that people wrote, as MkDocs has them: quoted.
    """
    if not site_url:
        return {SITEMAP: _list("urlset", "url", "", ())}
    base = site_url if site_url.endswith("/") else site_url + "/"
    owned = [*generated]
    others = ["" if url in {".", "./"} else url for url in written]
    listed = dict.fromkeys(chain(others, *(_quote(urls) for _, urls in owned)))
    if len(listed) <= MOST:
        return {SITEMAP: _list("urlset", "url", base, listed)}
    # A power of two: one more episode changes one file, and seldom their number. Twice as many as
    # needed, since their sizes differ.
    count = 1 << (2 * len(listed) // MOST).bit_length()
    shares: defaultdict[int, set[str]] = defaultdict(set)
    shares[_draw("", count)].update(others)
    for owner, urls in owned:
        if owner:
            shares[_draw(owner, count)].update(_quote(urls))
        else:
            for url in urls:
                shares[_draw(url, count)].add(quote(url))
    files = {
        f"sitemaps/{number}.xml": _list("urlset", "url", base, own)
        for number, own in sorted(shares.items())
        if own
    }
    return files | {SITEMAP: _list("sitemapindex", "sitemap", base, files)}


def _draw(owner: str, count: int) -> int:
    return int.from_bytes(blake2b(owner.encode(), digest_size=4).digest()) % count


def _quote(urls: Sequence[str]) -> Sequence[str]:
    """Quote addresses; nearly all are plain."""
    return [quote(url) for url in urls] if "".join(urls).encode().translate(None, _PLAIN) else urls


def _list(root: str, one: str, base: str, urls: Iterable[str]) -> bytes:
    # Escaped a thousand at a time: a call for each takes longer than everything else, and escaping
    # all at once copies the whole file.
    start, end = f"<{one}><loc>{escape(base)}", f"</loc></{one}>\n"
    ordered = sorted(urls)
    parts = [f"{_DECLARED}<{root} {_NAMESPACE}>\n".encode()]
    for first in range(0, len(ordered), _AT_ONCE):
        joined = escape(_END.join(ordered[first : first + _AT_ONCE]))
        parts.append(f"{start}{joined.replace(_END, end + start)}{end}".encode())
    return b"".join((*parts, f"</{root}>\n".encode()))
