"""The picture that is shown where a quote is shared: 1200 by 630, legible at a tenth of that. Needs Pillow, an extra."""

from __future__ import annotations

import io
import os
import unicodedata
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.clock import clock
from onrecord.pages.clock import long_date
from onrecord.pages.words import typographic
from onrecord.write_file import write_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL.ImageFont import FreeTypeFont

    from onrecord.model import Episode, Quote, Site

WIDTH, HEIGHT, MARGIN = 1200, 630, 92
BAR = 14
PAPER, INK, SOFT, ACCENT = (253, 252, 250), (35, 33, 30), (93, 87, 79), (163, 57, 15)
# From the largest at which a short quote fills the card, to the smallest that can be read in a list of links.
SIZES = (76, 68, 60, 52, 46, 40, 36)
LEADING = 1.28
BOTTOM = 190
"""Height kept for who and where."""

SERIF = "source-serif-4-latin-wght-normal.woff2"
SANS = "inter-latin-wght-normal.woff2"
# For letters that the theme's fonts lack; the first that has them all is taken. None of them is shipped.
FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts", "C:/Windows/Fonts")
PREFERRED = ("NotoSerif", "NotoSans", "DejaVuSerif", "DejaVuSans")
TRIED = 60

# Raised whenever a card of the same words is to look different.
DESIGN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a card says."""

    words: str
    name: str
    """The speaker, where known, else the episode."""
    source: str

    @property
    def key(self) -> str:
        """A name for its content: equal cards have equal names."""
        said = "\n".join((str(DESIGN), self.words, self.name, self.source))
        return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def make_card(episode: Episode, quote: Quote, site: Site) -> Card:
    """Give what the card of a quote says."""
    front = episode.front
    parts = [front.title] if quote.speaker else []
    parts += [front.show or site.title, *([long_date(front.date)] if front.date else [])]
    parts += [clock(quote.start)] if quote.start is not None else []
    return Card(words=f"“{typographic(quote.words)}”", name=quote.speaker or front.title, source=" · ".join(parts))


def draw_card(card: Card, folder: Path | None = None) -> bytes | None:
    """Give a card as PNG; None without Pillow, and where no font on this machine has all its letters.

    Args:
        card: what it says.
        folder: where cards drawn earlier are, and where new ones are put.
    """
    if find_spec("PIL") is None:
        return None
    place = folder / f"{card.key}.png" if folder else None
    if place and place.is_file():
        return place.read_bytes()
    drawn = _draw(card)
    if place and drawn:
        write_file(place, drawn)
    return drawn


def _draw(card: Card) -> bytes | None:
    from PIL import Image, ImageDraw  # noqa: PLC0415 - an extra, and 60 ms to import

    serif, name, source = _font_for(card.words, SERIF), _font_for(card.name, SANS), _font_for(card.source, SANS)
    if not (serif and name and source):
        return None
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, BAR, HEIGHT), fill=ACCENT)
    font, lines = _fit(card.words, serif)
    right_to_left = _is_right_to_left(card.words)
    line_height = font.size * LEADING
    top = MARGIN - 24 + max(0.0, (HEIGHT - BOTTOM - MARGIN - line_height * len(lines)) / 2)
    for number, line in enumerate(lines):
        x = WIDTH - MARGIN - font.getlength(line) if right_to_left else MARGIN
        pen.text((x, top + number * line_height), line, font=font, fill=INK)
    for text, path, weight, size, colour, y in (
        (card.name, name, 600, 32, INK, HEIGHT - 136),
        (card.source, source, 400, 25, SOFT, HEIGHT - 88),
    ):
        small = _font(path, size, weight)
        shown = _cut(text, small)
        x = WIDTH - MARGIN - small.getlength(shown) if right_to_left else MARGIN
        pen.text((x, y), shown, font=small, fill=colour)
    stream = io.BytesIO()
    # Few colours: a third of the bytes, and no difference to see.
    picture.quantize(64, dither=Image.Dither.NONE).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _fit(text: str, path: str) -> tuple[FreeTypeFont, list[str]]:
    """Give the largest font in which the words have room; at the smallest they are cut."""
    room = HEIGHT - BOTTOM - MARGIN
    for size in SIZES:
        font = _font(path, size, 500)
        lines = _wrap(text, font)
        if len(lines) * size * LEADING <= room:
            return font, _balance(text, font, lines)
    smallest = _font(path, SIZES[-1], 500)
    lines = _wrap(text, smallest)
    fitting = int(room // (SIZES[-1] * LEADING))
    last = _cut(f"{lines[fitting - 1]} {lines[fitting]}", smallest).rstrip("…”. ")
    return smallest, [*lines[: fitting - 1], f"{last}…”"]


def _balance(text: str, font: FreeTypeFont, lines: list[str]) -> list[str]:
    """Give as many lines as evenly filled as can be: no word alone on the last."""
    narrow, wide = (WIDTH - 2 * MARGIN) // 3, WIDTH - 2 * MARGIN
    while wide - narrow > 8:  # noqa: PLR2004 - pixels that nobody sees
        middle = (narrow + wide) // 2
        tried = _wrap(text, font, middle)
        narrow, wide, lines = (narrow, middle, tried) if len(tried) <= len(lines) else (middle, wide, lines)
    return lines


def _wrap(text: str, font: FreeTypeFont, room: int = WIDTH - 2 * MARGIN) -> list[str]:
    """Break words into lines: at spaces, and inside of what has none for a whole line (scripts without spaces)."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if font.getlength(longer) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        line = ""
        for character in word:
            if font.getlength(line + character) > room:
                lines.append(line)
                line = ""
            line += character
    return [*lines, line] if line else lines


def _cut(text: str, font: FreeTypeFont) -> str:
    room = WIDTH - 2 * MARGIN
    if font.getlength(text) <= room:
        return text
    while text and font.getlength(text + "…") > room:
        text = text[:-1]
    return text.rstrip() + "…"


def _font_for(text: str, own: str) -> str | None:
    """Give the file of the first font that has all letters of a text."""
    letters = "".join(sorted({character for character in text if not character.isspace()}))
    return next((path for path in (own, *_system_fonts()) if _has(path, letters)), None)


@cache
def _has(path: str, letters: str) -> bool:
    try:
        font = _font(path, 24, 400)
    except OSError:
        return False
    # What a font lacks is drawn as the same box; so is this, which is no character.
    box = _drawn(font, "\uffff")
    return all(_drawn(font, letter) != box for letter in letters)


def _drawn(font: FreeTypeFont, letter: str) -> bytes:
    from PIL import Image, ImageDraw  # noqa: PLC0415 - an extra

    picture = Image.new("L", (48, 48))
    ImageDraw.Draw(picture).text((8, 4), letter, font=font, fill=255)
    return picture.tobytes()


@cache
def _font(path: str, size: int, weight: int) -> FreeTypeFont:
    from PIL import ImageFont  # noqa: PLC0415 - an extra

    if os.sep in path or "/" in path:
        return ImageFont.truetype(path, size)
    # FreeType reads WOFF2 by itself; the theme's fonts are variable ones.
    font = ImageFont.truetype(io.BytesIO((files("onrecord_theme") / "assets" / "fonts" / path).read_bytes()), size)
    font.set_variation_by_axes([weight])
    return font


@cache
def _system_fonts() -> Sequence[str]:
    found = [path for folder in FOLDERS if Path(folder).is_dir() for path in Path(folder).rglob("*.[to]t[fc]")]

    def worth(path: Path) -> tuple[int, int, str]:
        place = next((index for index, start in enumerate(PREFERRED) if path.name.startswith(start)), len(PREFERRED))
        return place, "Regular" not in path.stem and "-" in path.stem, path.name

    return tuple(str(path) for path in sorted(found, key=worth)[:TRIED])


def _is_right_to_left(text: str) -> bool:
    return next((unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text if letter.isalpha()), False)
