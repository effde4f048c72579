"""The form of a citation in each style: HTML in prose styles, text in formats for programs.

Prose follows the styles' own examples for podcast episodes: APA 7 (10.13), MLA 9 (5.54, time ranges
6.59). Chicago 18 (14.168) follows the order of its elements; no printed example of the 18th edition
has been compared.

`⟦url⟧`, `⟦time⟧` and `⟦accessed⟧` are placeholders, which `citation.fill_in` and `cite.js` replace.
`⟦before|time|after⟧` has text that is left out together with an empty value.
"""

from __future__ import annotations

import json
import re
from html import escape
from typing import TYPE_CHECKING

from onrecord.pages.person_names import divide_name, initials, inverted_name
from onrecord.text.times import MONTHS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from onrecord.pages.citation import CitedEpisode

URL = "⟦url⟧"

SHORT_MONTHS = (
    "Jan.", "Feb.", "Mar.", "Apr.", "May", "June",
    "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.",
)  # fmt: skip
LATEX = str.maketrans(
    {
        **{mark: "\\" + mark for mark in "&%$#_{}"},
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "\\": r"\textbackslash{}",
    }
)


def _time(before: str) -> str:
    return f"⟦{before}|time⟧"


def apa(episode: CitedEpisode) -> str:
    """APA 7."""
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


def apa_in_text(episode: CitedEpisode) -> str:
    """APA 7, in the text."""
    families = [family for _, family in map(divide_name, episode.hosts)]
    names = {
        0: _quoted(_short(episode.title), ","),
        1: "".join(families[:1]),
        2: " & ".join(families[:2]),
    }.get(len(families), f"{''.join(families[:1])} et al.")
    year = str(episode.date.year) if episode.date else "n.d."
    comma = "" if not families else ","
    return f"({escape(names, quote=False)}{comma} {year}{_time(', ')})"


def mla(episode: CitedEpisode) -> str:
    """MLA 9."""
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
    return (
        f"{_quoted(episode.title, '.')} <i>{escape(episode.show)}</i>"
        f"{hosts}{number}{publisher}{day}, {URL}.⟦ Accessed |accessed|.⟧"
    )


def mla_in_text(episode: CitedEpisode) -> str:
    """MLA 9, in the text."""
    return f"({_quoted(_short(episode.title))}{_time(' ')})"


def chicago(episode: CitedEpisode) -> str:
    """Chicago 18, bibliography."""
    first, *others = episode.hosts or ("",)
    names = _listed((inverted_name(first), *others), last=", and ")
    role = f", {'host' if len(episode.hosts) == 1 else 'hosts'}. " if episode.hosts else ""
    number = f"Episode {escape(episode.number)}, " if episode.number else ""
    publisher = f"{escape(episode.publisher)}, " if episode.publisher else ""
    kind = "Video podcast" if episode.video else "Podcast"
    return (
        f"{escape(names)}{role}<i>{escape(episode.show)}</i>. "
        f"{number}{_quoted(episode.title, '.')} "
        f"{publisher}{_american(episode.date)}. {kind}{_time(', ')}. {URL}."
    )


def chicago_note(episode: CitedEpisode) -> str:
    """Chicago 18, note."""
    names = escape(_listed(episode.hosts, last=" and ", many=", and "))
    hosts = f"{names}, {'host' if len(episode.hosts) == 1 else 'hosts'}, "
    number = f"episode {escape(episode.number)}, " if episode.number else ""
    publisher = f"{escape(episode.publisher)}, " if episode.publisher else ""
    kind = "video podcast" if episode.video else "podcast"
    return (
        f"{hosts if episode.hosts else ''}<i>{escape(episode.show)}</i>, "
        f"{number}{_quoted(episode.title, ',')} "
        f"{publisher}{_american(episode.date)}, {kind}{_time(', ')}, {URL}."
    )


def bibtex(episode: CitedEpisode) -> str:
    """BibTeX."""
    year = str(episode.date.year) if episode.date else "nd"
    key = re.sub(r"[^a-z0-9]+", "-", f"{episode.slug}-{year}".lower()).strip("-")
    fields = {
        "author": " and ".join(_latex(inverted_name(name)) for name in episode.hosts),
        "title": f"{{{_latex(episode.title)}}}",
        "howpublished": rf"Podcast episode, \emph{{{_latex(episode.show)}}}",
        "publisher": _latex(episode.publisher),
        "number": _latex(episode.number),
        "date": episode.date.isoformat() if episode.date else "",
        "year": str(episode.date.year) if episode.date else "",
        "url": URL,
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    passage = "⟦  note = {At |time|},\n⟧⟦  urldate = {|accessed|},\n⟧"
    return f"@misc{{{key},\n{''.join(lines)}{passage}}}\n"


def csl(episode: CitedEpisode) -> str:
    """CSL-JSON."""
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


def ris(episode: CitedEpisode) -> str:
    """RIS."""
    lines = [
        ("TY", "SOUND"),
        ("TI", episode.title),
        ("T2", episode.show),
        *(("AU", inverted_name(name)) for name in episode.hosts),
        *(("A2", inverted_name(name)) for name in episode.guests),
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
    """Join names with commas, and with `last` before the last name.

    In lists of three and more, `many` takes the place of `last`, if given.
    """
    if len(names) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(names)
    return ", ".join(names[:-1]) + (last if len(names) == 2 else many or last) + names[-1]  # noqa: PLR2004 - a pair


def _quoted(title: str, stop: str = "") -> str:
    """Put a title in quotation marks, with the stop inside unless the title ends in one."""
    inner = escape(title, quote=False).replace("“", "‘").replace("”", "’")
    return f"“{inner}{'' if inner[-1:] in '?!' else stop}”"


def _short(title: str) -> str:
    """Shorten a title to its first part, for citations in the text."""
    return re.split(r"[:–—|]| - ", title)[0].strip() or title


def _ended(text: str) -> str:
    return text if text.endswith(".") else text + "."


def _latex(text: str) -> str:
    return text.translate(LATEX)
