"""Citations of an episode and of passages in it.

Each citation is made once, with placeholders for the address and the time of a passage. Pages that
cite a passage fill them in here; the toolbar fills in the same citations in the browser
(`cite.js`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from markupsafe import Markup, escape

from onrecord.pages import citation_styles as styles
from onrecord.pages.urls import sentences_url
from onrecord.text.times import format_time

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from onrecord.model import Episode, Sentence, Site

# Style, its name, and the style of the short form that belongs to it.
PROSE = (
    ("apa", "APA 7", "apa-text"),
    ("mla", "MLA 9", "mla-text"),
    ("chicago", "Chicago 18", "chicago-note"),
)
_PLACEHOLDER = re.compile(
    r"⟦(?:(?P<before>[^⟦⟧|]*)\|)?(?P<name>url|time|accessed)(?:\|(?P<after>[^⟦⟧|]*))?⟧"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedEpisode:
    """What citations say about an episode."""

    title: str
    show: str
    date: date | None = None
    hosts: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    publisher: str = ""
    number: str = ""
    video: bool = False
    language: str = ""
    slug: str = ""
    """Used in the key of a BibTeX entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyFormat:
    """A quote or a citation in one format, to be copied."""

    id: str
    title: str
    text: str | Markup
    short: Markup = field(default_factory=Markup)
    """The short form of a citation in prose: for the text, in Chicago the note."""


def cited_episode(episode: Episode, site: Site) -> CitedEpisode:
    """Return what citations say about an episode."""
    front = episode.front
    return CitedEpisode(
        title=front.title,
        show=front.show or site.title,
        date=front.date,
        hosts=tuple(person.name for person in front.people if person.is_host),
        guests=tuple(person.name for person in front.people if person.is_guest),
        publisher=front.publisher,
        number=front.number,
        video=bool(front.media.youtube and not front.media.audio),
        language=front.language,
        slug=episode.slug,
    )


def cite(episode: CitedEpisode) -> Mapping[str, str]:
    """Return the citation in each style, with placeholders.

    Prose styles are HTML, formats for programs are text.

    >>> from datetime import date
    >>> tea = CitedEpisode(title="Tea", show="Leaves", date=date(2018, 5, 16), hosts=("Ann Lee",))
    >>> cite(tea)["apa"]
    'Lee, A. (Host). (2018, May 16). Tea [Audio podcast episode]. In <i>Leaves</i>. ⟦url⟧'
    """
    return {
        "apa": styles.apa(episode),
        "apa-text": styles.apa_in_text(episode),
        "mla": styles.mla(episode),
        "mla-text": styles.mla_in_text(episode),
        "chicago": styles.chicago(episode),
        "chicago-note": styles.chicago_note(episode),
        "bibtex": styles.bibtex(episode),
        "csl": styles.csl(episode),
        "ris": styles.ris(episode),
    }


def fill_in(citation: str, *, url: str, time: str = "", accessed: str = "") -> str:
    """Replace the placeholders. Brackets and commas around an empty value are left out with it.

    >>> fill_in("(Patel, 2023⟦, |time⟧)", url="", time="10:57")
    '(Patel, 2023, 10:57)'
    >>> fill_in("(Patel, 2023⟦, |time⟧)", url="")
    '(Patel, 2023)'
    """
    values = {"url": url, "time": time, "accessed": accessed}

    def replace(match: re.Match[str]) -> str:
        value = values[match["name"]]
        return (match["before"] or "") + value + (match["after"] or "") if value else ""

    return _PLACEHOLDER.sub(replace, citation)


def cite_address(episode: Episode, site: Site, url: str, time: str = "") -> tuple[CopyFormat, ...]:
    """Return citations of an address: the prose styles and BibTeX, without a day of access.

    Args:
        episode: compiled.
        site: where it is published.
        url: relative to the site.
        time: of the cited passage; empty for the whole episode.
    """
    forms = cite(cited_episode(episode, site))
    address = site.address + url

    def filled(style: str) -> Markup:
        return Markup(fill_in(forms[style], url=str(escape(address)), time=time))  # noqa: S704 - prose forms are escaped HTML

    prose = [
        CopyFormat(id=style, title=name, text=filled(style), short=filled(short))
        for style, name, short in PROSE
    ]
    bibtex = fill_in(forms["bibtex"], url=address, time=time).strip()
    return (*prose, CopyFormat(id="bibtex", title="BibTeX", text=bibtex))


def cite_sentences(episode: Episode, site: Site, first: int, last: int) -> tuple[CopyFormat, ...]:
    """Return citations of sentences by their address and time, as the toolbar does."""
    time = passage_time(episode.sentences[first : last + 1])
    return cite_address(episode, site, sentences_url(episode, first, last), time)


def passage_time(sentences: Sequence[Sentence]) -> str:
    """Return the time of sentences in citations: a range if there are several.

    Empty without times.
    """
    first, last = sentences[0], sentences[-1]
    if first.start is None:
        return ""
    if first is last:
        return format_time(first.start)
    end = next((time for time in (last.end, last.start) if time is not None), first.start)
    return f"{format_time(first.start)}–{format_time(end)}"


def build_coins(episode: Episode, site: Site, *, title: str, url: str) -> Markup:
    """Return the element. Its Dublin Core type is the one that Zotero uses for podcasts."""
    front = episode.front
    fields = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", "podcast"),
        ("rft.title", title),
        ("rft.source", front.show or site.title),
        ("rft.publisher", front.publisher),
        ("rft.identifier", site.address + url),
        ("rft.date", front.date.isoformat() if front.date else ""),
        ("rft.language", front.language),
        *(("rft.creator", person.name) for person in front.people if person.is_host),
        *(("rft.contributor", person.name) for person in front.people if not person.is_host),
    ]
    query = urlencode([field for field in fields if field[1]])
    return Markup('<span class="Z3988" title="{}"></span>').format(query)
