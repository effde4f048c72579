"""Citations of an episode, with places left open for the address and the time of a moment: a script only fills them in.

Forms follow the styles' own examples for podcast episodes: APA 7 (10.13), MLA 9 (5.54, time ranges 6.59). Chicago 18 (14.168) is written
after the order of its elements; no printed example of the 18th edition has been compared.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from onrecord.pages.names import divide_name, initials
from onrecord.text.times import MONTHS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

URL, TIME, ACCESSED = "⟦url⟧", "⟦time⟧", "⟦accessed⟧"
"""Open places: the address, where in the recording (empty for all of it), the day of today as 2026-11-24."""

SHORT_MONTHS = (
    "Jan.",
    "Feb.",
    "Mar.",
    "Apr.",
    "May",
    "June",
    "July",
    "Aug.",
    "Sept.",
    "Oct.",
    "Nov.",
    "Dec.",
)
LATEX = str.maketrans(
    {
        **{mark: "\\" + mark for mark in "&%$#_{}"},
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "\\": r"\textbackslash{}",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """What a citation says of an episode."""

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
    """For the key of a BibTeX entry."""


def cite(episode: Cited) -> Mapping[str, str]:
    """Give a citation in each style: HTML for people, text for programs.

    >>> from datetime import date
    >>> mills = Cited(title="Self-driving cars", show="Speaking of Psychology", date=date(2018, 5, 16), hosts=("Kaitlin Mills",))
    >>> cite(mills)["apa"]
    'Mills, K. (Host). (2018, May 16). Self-driving cars [Audio podcast episode]. In <i>Speaking of Psychology</i>. ⟦url⟧'
    """
    return {
        "apa": _apa(episode),
        "apa-text": _apa_in_text(episode),
        "mla": _mla(episode),
        "mla-text": f"({_quoted(_short(episode.title))}{_open_time(' ')})",
        "chicago": _chicago(episode),
        "chicago-note": _chicago_note(episode),
        "bibtex": _bibtex(episode),
        "csl": _csl(episode),
        "ris": _ris(episode),
    }


def fill_in(citation: str, *, url: str, time: str = "", accessed: str = "") -> str:
    """Close the open places; what would stand in brackets or between commas for an empty one goes with it.

    >>> fill_in("(Patel, 2023⟦, |time⟧)", url="", time="10:57"), fill_in("(Patel, 2023⟦, |time⟧)", url="")
    ('(Patel, 2023, 10:57)', '(Patel, 2023)')
    """
    values = {"url": url, "time": time, "accessed": accessed}

    def put(match: re.Match[str]) -> str:
        value = values[match["name"]]
        return (match["before"] or "") + value + (match["after"] or "") if value else ""

    return re.sub(
        r"⟦(?:(?P<before>[^⟦⟧|]*)\|)?(?P<name>url|time|accessed)(?:\|(?P<after>[^⟦⟧|]*))?⟧",
        put,
        citation,
    )


def _open_time(before: str, after: str = "") -> str:
    return f"⟦{before}|time{'|' + after if after else ''}⟧"


def _apa(episode: Cited) -> str:
    authors = [
        ", ".join(part for part in (family, initials(given)) if part)
        for given, family in map(divide_name, episode.hosts)
    ]
    names = _listed(authors, last=", & ")
    role = f" ({'Host' if len(authors) == 1 else 'Hosts'})." if authors else ""
    day = (
        f"({episode.date.year}, {MONTHS[episode.date.month - 1]} {episode.date.day})."
        if episode.date
        else "(n.d.)."
    )
    number = f" (No. {escape(episode.number)})" if episode.number else ""
    kind = f" [{'Video' if episode.video else 'Audio'} podcast episode]"
    title = f"{escape(episode.title)}{number}{kind}"
    publisher = f" {_ended(escape(episode.publisher))}" if episode.publisher else ""
    inside = f"In <i>{escape(episode.show)}</i>.{publisher} {URL}"
    # Without an author the title takes its place.
    return (
        f"{escape(names)}{role} {day} {title}. {inside}" if authors else f"{title}. {day} {inside}"
    )


def _apa_in_text(episode: Cited) -> str:
    families = [family for _, family in map(divide_name, episode.hosts)]
    names = {
        0: _quoted(_short(episode.title), ","),
        1: "".join(families[:1]),
        2: " & ".join(families[:2]),
    }.get(len(families), f"{''.join(families[:1])} et al.")
    year = str(episode.date.year) if episode.date else "n.d."
    comma = "" if not families else ","
    return f"({escape(names, quote=False)}{comma} {year}{_open_time(', ')})"


def _mla(episode: Cited) -> str:
    hosts = (
        f", hosted by {escape(_listed(episode.hosts, last=' and ', many=', and '))}"
        if episode.hosts
        else ""
    )
    number = f", episode {escape(episode.number)}" if episode.number else ""
    publisher = f", {escape(episode.publisher)}" if episode.publisher else ""
    day = (
        f", {episode.date.day} {SHORT_MONTHS[episode.date.month - 1]} {episode.date.year}"
        if episode.date
        else ""
    )
    return f"{_quoted(episode.title, '.')} <i>{escape(episode.show)}</i>{hosts}{number}{publisher}{day}, {URL}.⟦ Accessed |accessed|.⟧"


def _chicago(episode: Cited) -> str:
    first, *others = episode.hosts or ("",)
    given, family = divide_name(first)
    lead = ", ".join(part for part in (family, given) if part)
    names = _listed((lead, *others), last=", and ")
    role = f", {'host' if len(episode.hosts) == 1 else 'hosts'}. " if episode.hosts else ""
    number = f"Episode {escape(episode.number)}, " if episode.number else ""
    publisher = f"{escape(episode.publisher)}, " if episode.publisher else ""
    kind = "Video podcast" if episode.video else "Podcast"
    return (
        f"{escape(names)}{role}<i>{escape(episode.show)}</i>. {number}{_quoted(episode.title, '.')} "
        f"{publisher}{_american(episode.date)}. {kind}{_open_time(', ')}. {URL}."
    )


def _chicago_note(episode: Cited) -> str:
    hosts = f"{escape(_listed(episode.hosts, last=' and ', many=', and '))}, {'host' if len(episode.hosts) == 1 else 'hosts'}, "
    number = f"episode {escape(episode.number)}, " if episode.number else ""
    publisher = f"{escape(episode.publisher)}, " if episode.publisher else ""
    kind = "video podcast" if episode.video else "podcast"
    return (
        f"{hosts if episode.hosts else ''}<i>{escape(episode.show)}</i>, {number}{_quoted(episode.title, ',')} "
        f"{publisher}{_american(episode.date)}, {kind}{_open_time(', ')}, {URL}."
    )


def _bibtex(episode: Cited) -> str:
    year = str(episode.date.year) if episode.date else "nd"
    key = re.sub(r"[^a-z0-9]+", "-", f"{episode.slug}-{year}".lower()).strip("-")
    authors = [
        ", ".join(part for part in reversed(divide_name(name)) if part) for name in episode.hosts
    ]
    fields = {
        "author": " and ".join(map(_latex, authors)),
        "title": f"{{{_latex(episode.title)}}}",
        "howpublished": rf"Podcast episode, \emph{{{_latex(episode.show)}}}",
        "publisher": _latex(episode.publisher),
        "number": _latex(episode.number),
        "date": episode.date.isoformat() if episode.date else "",
        "year": str(episode.date.year) if episode.date else "",
        "url": URL,
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@misc{{{key},\n{''.join(lines)}⟦  note = {{At |time|}},\n⟧⟦  urldate = {{|accessed|}},\n⟧}}\n"


def _csl(episode: Cited) -> str:
    entry = {
        "id": episode.slug,
        "type": "broadcast",
        "genre": "Video podcast episode" if episode.video else "Audio podcast episode",
        "title": episode.title,
        "container-title": episode.show,
        "host": [_csl_name(name) for name in episode.hosts],
        "guest": [_csl_name(name) for name in episode.guests],
        "publisher": episode.publisher,
        "number": episode.number,
        "issued": {"date-parts": [[episode.date.year, episode.date.month, episode.date.day]]}
        if episode.date
        else None,
        "language": episode.language,
        "URL": URL,
    }
    text = json.dumps(
        [{name: value for name, value in entry.items() if value}], ensure_ascii=False, indent=2
    )
    return text.replace(f'"URL": "{URL}"', f'"URL": "{URL}"⟦,\n    "note": "At |time|"⟧') + "\n"


def _csl_name(name: str) -> dict[str, str]:
    given, family = divide_name(name)
    return {"family": family, "given": given} if given else {"literal": family}


def _ris(episode: Cited) -> str:
    lines = [
        ("TY", "SOUND"),
        ("TI", episode.title),
        ("T2", episode.show),
        *(
            ("AU", ", ".join(part for part in reversed(divide_name(name)) if part))
            for name in episode.hosts
        ),
        *(
            ("A2", ", ".join(part for part in reversed(divide_name(name)) if part))
            for name in episode.guests
        ),
        ("PB", episode.publisher),
        ("M1", episode.number),
        ("PY", str(episode.date.year) if episode.date else ""),
        ("DA", f"{episode.date:%Y/%m/%d}" if episode.date else ""),
        ("LA", episode.language),
        ("UR", URL),
    ]
    return (
        "".join(f"{tag}  - {value}\n" for tag, value in lines if value)
        + "⟦N1  - At |time|\n⟧ER  - \n"
    )


def _american(day: date | None) -> str:
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}" if day else "n.d."


def _listed(names: Sequence[str], *, last: str, many: str = "") -> str:
    """Join names as a style does: before the last one its own word, in lists of three and more `many`."""
    if len(names) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(names)
    return ", ".join(names[:-1]) + (last if len(names) == 2 else many or last) + names[-1]  # noqa: PLR2004 - a pair


def _quoted(title: str, stop: str = "") -> str:
    """Put a title in quotation marks, with the stop inside, where it has none of its own."""
    inner = escape(title, quote=False).replace("“", "‘").replace("”", "’")
    return f"“{inner}{'' if inner[-1:] in '?!' else stop}”"


def _short(title: str) -> str:
    """Shorten a title to its first part, as citations in the text do."""
    return re.split(r"[:–—|]| - ", title)[0].strip() or title


def _ended(text: str) -> str:
    return text if text.endswith(".") else text + "."


def _latex(text: str) -> str:
    return text.translate(LATEX)
