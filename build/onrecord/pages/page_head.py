"""Metadata in the head of pages: JSON-LD, Dublin Core, Open Graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from onrecord.pages.json_text import embed_json_ld
from onrecord.pages.jsonld import (
    describe_chapter,
    describe_corrections,
    describe_episode,
    describe_quote,
)
from onrecord.pages.media import file_url
from onrecord.pages.quote_formats import credit_words, quote_title
from onrecord.pages.urls import chapter_url, quote_url
from onrecord.text.shorten import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Episode, Page, Quote, Site

# What X shows of the words for a picture, with the marks around it.
ALTERNATIVE_LENGTH = 420


def build_head(page: Page, episode: Episode, site: Site) -> str:
    """Return the metadata of a page of an episode; empty for pages that only link elsewhere."""
    numbers = {
        chapter_url(episode, chapter): number for number, chapter in enumerate(episode.chapters)
    }
    if page.kind == "chapter":
        number = numbers[page.url]
        markdown = [("text/markdown", "Markdown", page.url.rstrip("/") + ".md")]
        tags = [
            *_dublin_core(episode, site, episode.chapters[number].title),
            *_alternates(markdown if site.markdown_downloads else [], site),
        ]
        description = describe_chapter(episode, number, site)
    elif page.kind == "episode":
        sound = file_url(episode.front.media.audio, site, whole=True)
        image = file_url(episode.front.image, site, whole=True)
        tags = [
            *_dublin_core(episode, site, page.title),
            *_alternates(_transcripts(page.url, site), site),
            *([_property("og:audio", sound)] if sound else []),
            *([_property("og:image", image)] if image else []),
        ]
        description = describe_episode(episode, site)
    elif page.kind == "transcript":
        # Not in the page's content, which the theme's instant navigation would run as a script.
        tags, description = [], describe_corrections(episode, site)
    else:
        return ""
    if not description:
        return ""
    return "\n".join([*tags, embed_json_ld(description)])


def build_quote_head(episode: Episode, quote: Quote, site: Site, *, has_card: bool) -> str:
    """Return the metadata of a quote's page: JSON-LD, oEmbed, and a picture for link previews."""
    url = site.address + quote_url(quote.id)
    tags = [embed_json_ld(describe_quote(episode, quote, url, site))]
    if site.url:
        link = Markup(
            '<link rel="alternate " type="application/json+oembed" href="{}oembed.json" title="{}">'
        )
        tags.append(link.format(url, quote_title(quote)))
    if not (has_card and site.url):
        return "\n".join([*tags, _name("twitter:card", "summary")])
    alternative = shorten(credit_words(episode, quote), ALTERNATIVE_LENGTH)
    tags += [
        _property("og:image", f"{url}card.png"),
        _property("og:image:type", "image/png"),
        _property("og:image:width", "1200"),
        _property("og:image:height", "630"),
        _property("og:image:alt", alternative),
        _name("twitter:card", "summary_large_image"),
        _name("twitter:image", f"{url}card.png"),
        _name("twitter:image:alt", alternative),
    ]
    return "\n".join(tags)


def _dublin_core(episode: Episode, site: Site, title: str) -> list[Markup]:
    """Return Dublin Core for reference managers.

    Zotero does not read the type and the roles from it, so they have its own names.
    """
    front = episode.front
    people = [(person.is_host, person.name) for person in front.people]
    fields = [
        ("z:itemType", "podcast"),
        *(("z:podcasters" if host else "z:guests", name) for host, name in people),
        ("DC.title", title),
        ("DC.type", "Sound"),
        *(("DC.creator" if host else "DC.contributor", name) for host, name in people),
        ("DC.date", front.date.isoformat() if front.date else ""),
        ("DC.language", front.language),
        ("DC.publisher", front.publisher),
        ("DC.source", front.show or site.title),
        ("DC.relation.ispartof", front.show or site.title),
    ]
    return [_name(name, value) for name, value in fields if value]


def _transcripts(folder: str, site: Site) -> list[tuple[str, str, str]]:
    files = [
        ("text/vtt", "Transcript", f"{folder}transcript.vtt"),
        ("application/json", "Transcript", f"{folder}transcript.json"),
        ("text/markdown", "Markdown", f"{folder}transcript.md"),
    ]
    return files if site.markdown_downloads else files[:-1]


def _alternates(files: Sequence[tuple[str, str, str]], site: Site) -> list[Markup]:
    """Return links to files for programs, from their media types, titles and addresses.

    With the space, which HTML allows, Material's script does not take a file for a version of the
    site in another language, whose sitemap it would request: a 404.
    """
    link = Markup('<link rel="alternate " type="{}" title="{}" href="{}">')
    return [link.format(kind, title, site.address + file) for kind, title, file in files]


def _name(name: str, content: str) -> Markup:
    return Markup('<meta name="{}" content="{}">').format(name, content)


def _property(name: str, content: str) -> Markup:
    return Markup('<meta property="{}" content="{}">').format(name, content)
