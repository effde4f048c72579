"""The passages of an episode's topics as HTML, for the pages of the archive that show those of many episodes.

Not templates: a hundred topics an episode, each in four forms, take 2 ms as strings and 8 as macros.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import escape

from onrecord.model import PassageHtml
from onrecord.pages.locator import Place, name_once, name_passage, passage_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.model import Episode, Passage, Site, Term

# In the index of several episodes, a heading shows so many passages of each.
PLACES_SHOWN = 4
# In the index of one episode, more passages than this stand under their chapters.
RUN_IN = 6


def locate(episode: Episode, term: Term, site: Site) -> PassageHtml:
    """Give the passages of a topic."""
    several = len(term.passages) > 1
    places = [_place(episode, passage, site, mark=several) for passage in term.passages]
    kept = sorted(term.passages, key=lambda passage: (not passage.main, -passage.mentions))[
        :PLACES_SHOWN
    ]
    shown = [place for passage, place in zip(term.passages, places, strict=True) if passage in kept]
    headed = [passage.subheading or _chapter(episode, passage) for passage in term.passages]
    long = len(places) > RUN_IN or any(passage.subheading for passage in term.passages)
    return PassageHtml(
        places=_run_in(shown),
        alone=_divided(headed, places) if long else f", {_run_in(places)}",
        said="".join(_said(*each) for each in zip(term.passages, places, headed, strict=True)),
    )


def _chapter(episode: Episode, passage: Passage) -> str:
    return (
        episode.chapters[passage.chapter].title
        if 0 <= passage.chapter < len(episode.chapters)
        else ""
    )


def _place(episode: Episode, passage: Passage, site: Site, *, mark: bool) -> Place:
    text = name_passage(passage, _chapter(episode, passage))
    # Escaped here: each is shown three times. Kept as texts: what is joined from Markup is escaped again.
    return Place(
        url=str(escape(passage_url(episode, passage, site))),
        text=str(escape(text)),
        main=mark and passage.main,
    )


def _link(place: Place, name: str = "") -> str:
    text = f"<b>{place.text}</b>" if place.main else place.text
    return f'<a{name} href="{place.url}">{text}</a>'


def _run_in(places: Sequence[Place]) -> str:
    return ", ".join(map(_link, name_once(places)))


def _divided(headed: Iterable[str], places: Sequence[Place]) -> str:
    """Group passages by an editor's subheading, or else by chapter, in the order in which each is first met."""
    found: dict[str, list[Place]] = {}
    for label, place in zip(headed, places, strict=True):
        found.setdefault(label, []).append(place)
    if len(places) == 1:
        return f', <a class="sub" href="{places[0].url}">{escape(*found)}</a>, {_run_in(places)}'
    lines = [
        f'<span class="sub">{escape(label)}</span>, {_run_in(own)}' for label, own in found.items()
    ]
    return (
        f", {lines[0]}"
        if len(lines) == 1
        else "\n<ul>\n" + "".join(f"<li>{line}</li>\n" for line in lines) + "</ul>"
    )


def _said(passage: Passage, place: Place, headed: str) -> str:
    context = f"<q>{escape(passage.context)}</q>" if passage.context else ""
    speaker = f"<b>{escape(passage.speaker)}</b> · " if passage.speaker else ""
    where = _link(place, ' class="where"')
    return f"<li>{where}<div>{context}\n<p>{speaker}{escape(headed or 'The whole episode')}</p></div></li>\n"
