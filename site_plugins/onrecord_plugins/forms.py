"""The fast path of rendering: what is the same on all pages of a class is rendered once, and filled in like a form.

1. Pages of a class (kind, depth, neighbours) differ in a few strings. The theme renders one page in which each of them is a mark.
2. A mark with signs shows whether the theme escapes it. One that the theme changes in another way makes the form unusable.
3. One page of each class is rendered both ways. Where they differ, the class has no form in this build.

Of the theme as it is 1.4 ms a page become 0.1. With templates of the publisher's own, or foreign plugins, nothing is known of what they do
with a string, and every page is rendered by itself.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from types import SimpleNamespace
from typing import TYPE_CHECKING, Final

from markupsafe import escape
from mkdocs.commands.build import get_context
from mkdocs.structure.toc import get_toc
from mkdocs.utils import get_relative_url, normalize_url

from onrecord_plugins.others import find_foreign
from onrecord_plugins.render import Frame, render_page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord_plugins.navigation import SiteLink
    from onrecord_plugins.pages import GeneratedPage

# A form costs two pages: a class with fewer than this is not worth one.
WORTH: Final = 4
_MARK: Final = "onrecord-mark-"
# An address of another site stays as it is when a template makes it relative.
_SITE: Final = f"https://{_MARK}"
_TITLE: Final = f"{_MARK}title<&\"'>"
_BEFORE, _AFTER = (f"{_MARK}{name}<&\"'>" for name in ("before", "after"))
_DESCRIPTION: Final = str(escape(f"{_MARK}description<&\"'>"))
_CONTENT, _HEAD = (f"<!--{_MARK}{name}-->" for name in ("content", "head"))
_HEADING: Final = f"{_MARK}heading"
_CANONICAL, _PREVIOUS, _NEXT = (f"{_SITE}{name}/" for name in ("canonical", "previous", "next"))


@dataclass
class Forms:
    """The forms of one build."""

    frame: Frame
    links: tuple[SiteLink, ...]
    """The words in the header, one of which is marked on the page that it leads to."""
    _forms: dict[object, list[str] | None] = field(default_factory=dict)
    _met: Counter[object] = field(default_factory=Counter)

    def render(self, page: GeneratedPage) -> str:
        """Give the HTML of a page."""
        if (
            page.fact.kind == "home"
            or any(link.url == page.url for link in self.links)
            or not self._is_known
        ):
            return render_page(page, self.frame)
        page.read_source(self.frame.config)
        key = (
            page.fact.kind,
            page.url.count("/"),
            page.previous_page is None,
            page.next_page is None,
            *(bool(page.meta[name]) for name in ("description", "head")),
        )
        self._met[key] += 1
        if self._met[key] < WORTH:
            return render_page(page, self.frame)
        if key not in self._forms:
            form = self._make(page)
            rendered = render_page(page, self.frame)
            self._forms[key] = form if form and self._fill(form, page) == rendered else None
            return rendered
        known = self._forms[key]
        return self._fill(known, page) if known else render_page(page, self.frame)

    @cached_property
    def _is_known(self) -> bool:
        config = self.frame.config
        return (
            config.theme.name == "onrecord"
            and not config.theme.custom_dir
            and not find_foreign(config)
        )

    def _make(self, page: GeneratedPage) -> list[str] | None:
        """Steps 1 and 2: give text and marks by turns."""
        config = self.frame.config
        marked = SimpleNamespace(
            title=_TITLE,
            url=page.url,
            file=page.file,
            canonical_url=_CANONICAL,
            content=_CONTENT,
            meta={**page.meta, "title": _TITLE, **({"head": _HEAD} if page.meta["head"] else {})},
            toc=get_toc([{"level": 1, "id": _HEADING, "name": _TITLE, "children": []}]),
            previous_page=page.previous_page and SimpleNamespace(url=_PREVIOUS, title=_BEFORE),
            next_page=page.next_page and SimpleNamespace(url=_NEXT, title=_AFTER),
            is_homepage=False,
            ancestors=page.ancestors,
            edit_url=page.edit_url,
            active=True,
        )
        if page.meta["description"]:
            marked.meta["description"] = _DESCRIPTION
        context = {
            **get_context(self.frame.nav, self.frame.files, config, None),
            "page": marked,
            "site_links": self.links,
        }
        context["base_url"] = get_relative_url(".", page.url)
        parts = _MARKS.split(self.frame.env.get_template("main.html").render(context))
        return None if any(_MARK in text for text in parts[::2]) else parts

    def _fill(self, form: list[str], page: GeneratedPage) -> str:
        values = _values(page)
        return "".join([values[part] if place % 2 else part for place, part in enumerate(form)])


def _values(page: GeneratedPage) -> Mapping[str, str]:
    """Give what stands for each mark on a page."""
    base = get_relative_url(".", page.url)
    values = {
        _DESCRIPTION: str(page.meta["description"]),
        _CONTENT: page.product.content,
        _HEAD: str(page.meta["head"]),
        _HEADING: page.fact.heading,
        _CANONICAL: page.canonical_url or "",
    }
    for mark, title in (
        (_TITLE, page.fact.title),
        (_BEFORE, _title(page.previous_page)),
        (_AFTER, _title(page.next_page)),
    ):
        values[mark], values[str(escape(mark))] = title, str(escape(title))
    for mark, other in ((_PREVIOUS, page.previous_page), (_NEXT, page.next_page)):
        values[mark] = normalize_url(other.url, page, base) if other else ""
    return values


def _title(page: object) -> str:
    return getattr(page, "title", None) or ""


_PLAIN = (_DESCRIPTION, _CONTENT, _HEAD, _HEADING, _CANONICAL, _PREVIOUS, _NEXT)
_TITLES = (_TITLE, _BEFORE, _AFTER)
_MARKS = re.compile(
    "("
    + "|".join(map(re.escape, (*_PLAIN, *_TITLES, *(str(escape(title)) for title in _TITLES))))
    + ")"
)
