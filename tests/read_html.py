"""Read built HTML with html5lib, as a browser does; shares no code with the code under test."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import html5lib


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A sentence in a page."""

    id: str
    tag: str
    start: str
    text: str
    heard: str
    """The words as received: without the corrections, which name the words they replace."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The contents of a page."""

    errors: tuple[str, ...]
    """Deviations from the HTML standard."""
    title: str
    headings: tuple[str, ...]
    """Texts of `h1`."""
    ids: tuple[str, ...]
    old_ids: tuple[str, ...]
    """Ids that only lead to where words are now, or say that they are gone."""
    sentences: tuple[Spoken, ...]
    """Elements with `data-start`, in order."""
    links: tuple[str, ...]
    """URLs that a reader may follow."""
    resources: tuple[str, ...]
    """URLs that a browser fetches by itself."""
    canonical: str


def read(path: Path) -> Reading:
    """Read one file."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    document = parser.parse(path.read_bytes(), transport_encoding="utf-8")
    elements = [element for element in document.iter() if isinstance(element.tag, str)]
    links = [element for element in elements if element.tag == "link" and element.get("href")]
    canonical = [link.get("href") for link in links if link.get("rel") == "canonical"]
    # A browser does not fetch the URLs of `canonical` and the like.
    named = {"canonical", "prev", "next", "alternate", "edit"}
    return Reading(
        errors=tuple(
            f"{path.name}:{line}: {code} {details}" for (line, _), code, details in parser.errors
        ),
        title=_text(document.find("head/title")),
        headings=tuple(_text(element) for element in elements if element.tag == "h1"),
        ids=tuple(element.get("id") for element in elements if element.get("id") is not None),
        old_ids=tuple(
            element.get("id")
            for element in elements
            if not {"data-alias", "data-moved", "data-gone"}.isdisjoint(element.attrib)
        ),
        sentences=tuple(
            Spoken(
                id=element.get("id") or "",
                tag=element.tag,
                start=element.get("data-start"),
                text=_text(element),
                heard=_heard(element),
            )
            for element in elements
            if element.get("data-start") is not None
        ),
        links=tuple(
            [
                element.get("href")
                for element in elements
                if element.tag in {"a", "area"} and element.get("href") is not None
            ]
            + [link.get("href") for link in links if link.get("rel") in named]
        ),
        resources=tuple(
            [element.get("src") for element in elements if element.get("src")]
            + [link.get("href") for link in links if link.get("rel") not in named]
        ),
        canonical=canonical[0] if canonical else "",
    )


def _text(element) -> str:
    return "".join(element.itertext())


def _heard(element) -> str:
    if element.get("data-heard") is not None:
        return element.get("data-heard")
    return (element.text or "") + "".join(_heard(child) + (child.tail or "") for child in element)
