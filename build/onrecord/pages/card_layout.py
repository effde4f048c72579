"""The lines of a card: breaking, balancing and cutting text to its width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.pages.card_fonts import load_font

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT, MARGIN = 1200, 630, 92
ROOM = WIDTH - 2 * MARGIN
BOTTOM = 190
"""Height kept for name and source."""
# From the largest, at which a short quote fills the card, to the smallest that can be read in a
# list of links.
SIZES = (116, 96, 84, 76, 68, 60, 52, 46, 40, 36)
LEADING = 1.28
JOINT = " · "
# Never at the start of a line; there is room for one in the margin.
HANGING = frozenset("，。、；：？！）」』》〉”’…,.;:?!)")


def fit_words(text: str, path: str) -> tuple[FreeTypeFont, list[str]]:
    """Return the largest font in which the words fit, and their lines.

    At the smallest size the words are cut.
    """
    room = HEIGHT - BOTTOM - MARGIN
    for size in SIZES:
        font = load_font(path, size, 500)
        lines = wrap(text, font)
        if len(lines) * size * LEADING <= room:
            return font, _balance(text, font, lines)
    smallest = load_font(path, SIZES[-1], 500)
    lines = wrap(text, smallest)
    fitting = int(room // (SIZES[-1] * LEADING))
    last = cut(f"{lines[fitting - 1]} {lines[fitting]}", smallest).rstrip("…”. ")
    return smallest, [*lines[: fitting - 1], f"{last}…”"]


def _balance(text: str, font: FreeTypeFont, lines: list[str]) -> list[str]:
    """Return the same number of lines, evenly filled, so that no word is alone on the last."""
    narrow, wide = ROOM // 3, ROOM
    while wide - narrow > 8:  # noqa: PLR2004 - pixels that nobody sees
        middle = (narrow + wide) // 2
        tried = wrap(text, font, middle)
        narrow, wide, lines = (
            (narrow, middle, tried) if len(tried) <= len(lines) else (middle, wide, lines)
        )
    return lines


def wrap(text: str, font: FreeTypeFont, room: int = ROOM) -> list[str]:
    """Break words into lines at spaces.

    A word that is longer than a line, as in scripts without spaces, is broken anywhere.
    """
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


def join_source(parts: Sequence[str], font: FreeTypeFont, *, right_to_left: bool) -> str:
    """Join the parts of a source in a line.

    The first, which may be a long title, is cut to leave room for the others.
    """
    rest = "".join(JOINT + part for part in parts[1:])
    line = cut(parts[0], font, ROOM - font.getlength(rest)) + rest
    # Each part is isolated, otherwise a date between Arabic words is reordered.
    return (
        JOINT.join(f"\u2068{part}\u2069" for part in line.split(JOINT)) if right_to_left else line
    )


def cut(text: str, font: FreeTypeFont, room: float = ROOM) -> str:
    """Cut text to a width in pixels, with an ellipsis."""
    if font.getlength(text) <= room:
        return text
    whole = text
    while text and font.getlength(text + "…") > room:
        text = text[:-1]
    words = text.rpartition(" ")[0]
    if len(words) > len(text) // 2 and not whole[len(text)].isspace():
        # Between words, unless the last word is long.
        text = words
    return text.rstrip(" ,;:·-–—") + "…"
