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
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.files.atomic_write import write_file
from onrecord.pages.words import typographic
from onrecord.text.times import format_time, long_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL.ImageFont import FreeTypeFont

    from onrecord.model import Episode, Quote, Site, Slug

WIDTH, HEIGHT, MARGIN = 1200, 630, 92
BAR = 14
# Places in a palette of 16 colours, half a byte a pixel. What is drawn on paper has edges of the shades between: smooth, and no difference
# to see from all 16 million.
ACCENT, PAPER, SOFT, INK = 0, 4, 12, 15
COLOURS = {ACCENT: (163, 57, 15), PAPER: (253, 252, 250), SOFT: (93, 87, 79), INK: (35, 33, 30)}
PALETTE = [
    round(one + (other - one) * step / (end - start))
    for start, end in pairwise(COLOURS)
    for step in range(end - start)
    for one, other in zip(COLOURS[start], COLOURS[end], strict=True)
] + [*COLOURS[INK]]
# From the largest at which a short quote fills the card, to the smallest that can be read in a list of links.
SIZES = (116, 96, 84, 76, 68, 60, 52, 46, 40, 36)
LEADING = 1.28
BOTTOM = 190
"""Height kept for who and where."""

SERIF = "source-serif-4-latin-wght-normal.woff2"
SANS = "inter-latin-wght-normal.woff2"
# For letters that the theme's fonts lack; the first that has them all is taken. None of them is shipped: one for
# Chinese and Japanese has 15 MB.
FOLDERS = (
    *("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"),
    *("/Library/Fonts", "/System/Library/Fonts", "~/Library/Fonts", "C:/Windows/Fonts"),
)
# In the order of their worth for one script; those that are named after it are tried before all others.
PREFERRED = ("NotoSerif", "NotoSans", "SourceHan", "wqy", "DejaVuSerif", "DejaVuSans")
TRIED = 80
# What fonts for some scripts have in their names.
NAMED = {
    "hiragana": ("cjk", "jp"),
    "katakana": ("cjk", "jp"),
    "hangul": ("cjk", "kr"),
    "cjk": ("cjk", "han", "wqy", "sc", "jp"),
}

JOINT = " · "
# Never at the start of a line; there is room for one in the margin.
HANGING = frozenset("，。、；：？！）」』》〉”’…,.;:?!)")

# Raised whenever a card of the same words is to look different.
DESIGN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a card says."""

    words: str
    name: str
    """The speaker, where known, else the episode."""
    source: tuple[str, ...]
    """Parts of a line, of which the first is cut where they have no room."""

    @property
    def key(self) -> str:
        """A name for its content: equal cards have equal names."""
        said = "\n".join((str(DESIGN), self.words, self.name, *self.source))
        return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def make_card(episode: Episode, quote: Quote, site: Site) -> Card:
    """Give what the card of a quote says."""
    front = episode.front
    parts = [front.title] if quote.speaker else []
    parts += [front.show or site.title, *([long_date(front.date)] if front.date else [])]
    parts += [format_time(quote.start)] if quote.start is not None else []
    return Card(
        words=f"“{typographic(quote.words)}”",
        name=quote.speaker or front.title,
        source=tuple(parts),
    )


def draw_card(card: Card, folder: Path | None = None) -> bytes | None:
    """Give a card as PNG; None without Pillow.

    Where no font on this machine has all letters of the words, the card shows a quotation mark in their place, and who and where, as far
    as these can be drawn: boxes in place of letters are worse than none.

    Args:
        card: what it says.
        folder: where cards drawn earlier are, and where new ones are put.
    """
    if find_spec("PIL") is None:
        return None
    place = folder / f"{card.key}.png" if folder else None
    if place and place.is_file():
        return place.read_bytes()
    serif = _font_for(card.words, SERIF)
    drawn = _draw(card, serif)
    if place and serif:
        # A card without its words is drawn again: there may be a font next time.
        write_file(place, drawn)
    return drawn


def _draw(card: Card, serif: str | None) -> bytes:
    from PIL import Image, ImageDraw  # noqa: PLC0415 - an extra, and 60 ms to import

    right_to_left = _is_right_to_left(card.words)
    direction = "rtl" if right_to_left and _can_shape() else None
    # Drawn in the few colours in which it is kept: to find such in 756,000 pixels takes 40 ms, and `optimize` takes another 40.
    picture = Image.new("P", (WIDTH, HEIGHT), PAPER)
    picture.putpalette(PALETTE)
    pen = ImageDraw.Draw(picture)
    pen.fontmode = "L"
    pen.rectangle(
        (WIDTH - BAR, 0, WIDTH, HEIGHT) if right_to_left else (0, 0, BAR, HEIGHT), fill=ACCENT
    )
    if serif:
        font, lines = _fit(card.words, serif)
        line_height = font.size * LEADING
        top = MARGIN - 24 + max(0.0, (HEIGHT - BOTTOM - MARGIN - line_height * len(lines)) / 2)
        for number, line in enumerate(lines):
            x = WIDTH - MARGIN - font.getlength(line) if right_to_left else MARGIN
            pen.text(
                (x, top + number * line_height), line, font=font, fill=INK, direction=direction
            )
    else:
        pen.text((MARGIN - 12, 60), "“", font=_font(SERIF, 420, 600), fill=ACCENT)
    for parts, weight, size, colour, y in (
        ((card.name,), 600, 34, INK, HEIGHT - 142),
        (card.source, 400, 28, SOFT, HEIGHT - 90),
    ):
        path = _font_for("".join(parts), SANS)
        drawable = parts if path else [part for part in parts if _font_for(part, SANS) == SANS]
        if drawable:
            small = _font(path or SANS, size, weight)
            shown = _line(drawable, small, right_to_left=right_to_left)
            x = WIDTH - MARGIN - small.getlength(shown) if right_to_left else MARGIN
            pen.text((x, y), shown, font=small, fill=colour, direction=direction)
    stream = io.BytesIO()
    picture.save(stream, "PNG")
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
        narrow, wide, lines = (
            (narrow, middle, tried) if len(tried) <= len(lines) else (middle, wide, lines)
        )
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
            if character not in HANGING and font.getlength(line + character) > room:
                lines.append(line)
                line = ""
            line += character
    return [*lines, line] if line else lines


def _line(parts: Sequence[str], font: FreeTypeFont, *, right_to_left: bool) -> str:
    """Join parts, the first of which is cut: the title may be long, and show, day and time are what the others are for."""
    rest = "".join(JOINT + part for part in parts[1:])
    line = _cut(parts[0], font, WIDTH - 2 * MARGIN - font.getlength(rest)) + rest
    # Each part by itself, or a day between Arabic words falls apart.
    return (
        JOINT.join(f"\u2068{part}\u2069" for part in line.split(JOINT)) if right_to_left else line
    )


def _cut(text: str, font: FreeTypeFont, room: float = WIDTH - 2 * MARGIN) -> str:
    if font.getlength(text) <= room:
        return text
    whole = text
    while text and font.getlength(text + "…") > room:
        text = text[:-1]
    words = text.rpartition(" ")[0]
    if len(words) > len(text) // 2 and not whole[len(text)].isspace():
        # Between words, where these are short enough.
        text = words
    return text.rstrip(" ,;:·-–—") + "…"


def _font_for(text: str, own: str) -> str | None:
    """Give the file of the first font that has all letters of a text."""
    letters = "".join(
        sorted(
            {
                letter
                for letter in text
                if not letter.isspace() and unicodedata.category(letter) != "Cf"
            }
        )
    )
    if _has(own, letters):
        return own
    if not _can_shape() and any(
        unicodedata.bidirectional(letter) in {"R", "AL"} or unicodedata.combining(letter)
        for letter in letters
    ):
        # Drawn letter by letter, in the wrong order.
        return None
    foreign = next((letter for letter in letters if not _has(own, letter)), "")
    return next(
        (path for path in _system_fonts(_script(foreign))[:TRIED] if _has(path, letters)), None
    )


def _script(letter: str) -> str:
    """Give the first word of a letter's name: most often its script.

    >>> _script("记"), _script("ש"), _script("の")
    ('cjk', 'hebrew', 'hiragana')
    """
    return unicodedata.name(letter, "").partition(" ")[0].partition("-")[0].lower()


@cache
def _can_shape() -> bool:
    from PIL import features  # noqa: PLC0415 - an extra

    return bool(features.check("raqm"))


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
    font = ImageFont.truetype(
        io.BytesIO((files("onrecord_theme") / "assets" / "fonts" / path).read_bytes()), size
    )
    font.set_variation_by_axes([weight])
    return font


@cache
def _system_fonts(script: str) -> Sequence[str]:
    """Give the fonts of this machine, those first that are named after a script."""
    folders = [place for folder in FOLDERS if (place := Path(folder).expanduser()).is_dir()]
    found = [path for folder in folders for path in folder.rglob("*.[to]t[fc]")]
    names = NAMED.get(script, (script,))

    def worth(path: Path) -> tuple[bool, int, bool, str]:
        place = next(
            (index for index, start in enumerate(PREFERRED) if path.name.startswith(start)),
            len(PREFERRED),
        )
        named = any(name in path.name.lower() for name in names)
        return not named, place, "Regular" not in path.stem and "-" in path.stem, path.name

    return tuple(str(path) for path in sorted(found, key=worth))


def _is_right_to_left(text: str) -> bool:
    return next(
        (unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text if letter.isalpha()),
        False,
    )


def draw_cards(episode: Episode, site: Site, folder: Path | None) -> dict[Slug, bytes]:
    """Give the picture of each quote that can be drawn here; none without a folder to cache them."""
    if not folder:
        return {}
    drawn = {
        quote.id: draw_card(make_card(episode, quote, site), folder) for quote in episode.quotes
    }
    return {name: picture for name, picture in drawn.items() if picture}
