"""The values of a YAML file: text, lists and mappings, each with its place in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from onrecord.errors import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Scalar = str | float | bool | None

_UNPLACED = Place()


class YamlText(str):
    """A scalar as written, without quotes and escapes: `007` stays `007`; a null is empty text."""

    __slots__ = ("place", "value")
    place: Place
    value: Scalar
    """Its value in YAML 1.2 (core schema). Dates and numbers that are not finite are text."""

    def __new__(cls, text: str, value: Scalar, place: Place = _UNPLACED) -> Self:
        """Create the text and attach its value and its place."""
        new = super().__new__(cls, text)
        new.value, new.place = value, place
        return new

    @property
    def line(self) -> str:
        r"""The text on one line, as titles and names are shown.

        >>> YamlText("The age\n  of scaling ", None).line
        'The age of scaling'
        """
        return " ".join(self.split())


class YamlList(list["YamlValue"]):
    """A list."""

    def __init__(self, members: Iterable[YamlValue] = (), place: Place = _UNPLACED) -> None:
        """Create the list and attach its place."""
        super().__init__(members)
        self.place = place


class YamlMap(dict[str, "YamlValue"]):
    """A mapping, in the order of the file."""

    def __init__(
        self,
        entries: Mapping[str, YamlValue] | None = None,
        place: Place = _UNPLACED,
        key_places: Mapping[str, Place] | None = None,
    ) -> None:
        """Create the mapping and attach its place and those of its keys."""
        super().__init__(entries or {})
        self.place = place
        self.key_places = key_places or {}

    def text(self, key: str) -> str:
        """Return the text under a key, stripped; empty if there is none."""
        value = self.get(key)
        return value.strip() if isinstance(value, YamlText) else ""

    def line(self, key: str) -> str:
        """Return the text under a key on one line; empty if there is none."""
        return " ".join(self.text(key).split())

    def is_true(self, key: str) -> bool:
        """Return whether the value under a key is `true`."""
        value = self.get(key)
        return isinstance(value, YamlText) and value.value is True

    def map(self, key: str) -> YamlMap:
        """Return the mapping under a key; an empty one if there is none."""
        value = self.get(key)
        return value if isinstance(value, YamlMap) else YamlMap()

    def texts(self, key: str) -> Iterator[YamlText]:
        """Yield the members that are text of the list under a key."""
        value = self.get(key)
        if isinstance(value, YamlList):
            yield from (member for member in value if isinstance(member, YamlText))

    def maps(self, key: str) -> Iterator[YamlMap]:
        """Yield the members that are mappings of the list under a key."""
        value = self.get(key)
        if isinstance(value, YamlList):
            yield from (member for member in value if isinstance(member, YamlMap))


YamlValue = YamlText | YamlList | YamlMap
