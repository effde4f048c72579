"""What a built page says, read from its HTML and from nothing else."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(slots=True)
class BuiltPage(HTMLParser):
    """Ids of a page, the words of its sentences in order, and the marks of old links."""

    ids: Counter[str] = field(default_factory=Counter)
    sentences: list[tuple[str, str]] = field(default_factory=list)
    """Anchor and words of each, as received: of what was corrected, the page says what was heard."""
    aliases: dict[str, str] = field(default_factory=dict)
    """Old anchors, and the sentence in front of which they stand; empty where none follows."""
    moved: dict[str, str] = field(default_factory=dict)
    """Old anchors, and the address they lead to."""
    gone: dict[str, str] = field(default_factory=dict)
    """Old anchors with a note, and its date."""
    notice: bool = False
    """The page says of itself that it is no longer published."""
    _depth: int = 0
    _id: str = ""
    _words: list[str] = field(default_factory=list)
    _waiting: list[str] = field(default_factory=list)
    _corrected: bool = False

    def __post_init__(self) -> None:
        HTMLParser.__init__(self, convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Note ids; a sentence is an element with `id` and `data-start`, or an anchor without a time."""
        found = dict(attrs)
        identifier = found.get("id") or ""
        if identifier:
            self.ids[identifier] += 1
        if self._depth and (heard := found.get("data-heard")) is not None:
            self._words.append(heard)
            self._corrected = True
        elif self._depth and tag == "span":
            self._depth += 1
        elif (
            tag == "span" and identifier and ("data-start" in found or identifier.startswith("w-"))
        ):
            self._depth, self._id, self._words = 1, identifier, []
            self.aliases.update(dict.fromkeys(self._waiting, identifier))
            self._waiting = []
        elif "data-alias" in found:
            self.aliases[identifier] = ""
            self._waiting.append(identifier)
        elif "data-moved" in found:
            self.moved[identifier] = found.get("href") or ""
        elif "data-gone" in found:
            self.gone[identifier] = found.get("data-gone") or ""
        self.notice = self.notice or "data-notice" in found

    def handle_endtag(self, tag: str) -> None:
        """Close a correction or a sentence."""
        if tag == "a":
            self._corrected = False
        if self._depth and tag == "span":
            self._depth -= 1
            if not self._depth:
                self.sentences.append((self._id, "".join(self._words)))

    def handle_data(self, data: str) -> None:
        """Collect the words of a sentence."""
        if self._depth and not self._corrected:
            self._words.append(data)


def read_built_page(path: Path) -> BuiltPage | None:
    """Read a page; None where there is none."""
    if not path.is_file():
        return None
    page = BuiltPage()
    page.feed(path.read_text(encoding="utf-8"))
    return page
