"""Fonts for the cards of quotes.

The theme's own fonts, otherwise a font of this machine that has all letters.
"""

from __future__ import annotations

import io
import os
import unicodedata
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL.ImageFont import FreeTypeFont

SERIF = "source-serif-4-latin-wght-normal.woff2"
SANS = "inter-latin-wght-normal.woff2"
# Fonts for letters that the theme's fonts lack. None is shipped: one for Chinese and Japanese has
# 15 MB.
FOLDERS = (
    *("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"),
    *("/Library/Fonts", "/System/Library/Fonts", "~/Library/Fonts", "C:/Windows/Fonts"),
)
# Best first, within a script; fonts that are named after the script are tried before all others.
PREFERRED = ("NotoSerif", "NotoSans", "SourceHan", "wqy", "DejaVuSerif", "DejaVuSans")
TRIED = 80
# Parts of the names of fonts for some scripts.
NAMED = {
    "hiragana": ("cjk", "jp"),
    "katakana": ("cjk", "jp"),
    "hangul": ("cjk", "kr"),
    "cjk": ("cjk", "han", "wqy", "sc", "jp"),
}


def font_for(text: str, own: str) -> str | None:
    """Return the file of the first font that has all letters of a text; None if there is none."""
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
    if not can_shape() and any(
        unicodedata.bidirectional(letter) in {"R", "AL"} or unicodedata.combining(letter)
        for letter in letters
    ):
        # It would be drawn letter by letter, in the wrong order.
        return None
    foreign = next((letter for letter in letters if not _has(own, letter)), "")
    return next(
        (path for path in system_fonts(script_of(foreign))[:TRIED] if _has(path, letters)), None
    )


@cache
def load_font(path: str, size: int, weight: int) -> FreeTypeFont:
    """Load a font in a size in pixels and, if it is one of the theme's variable fonts, a weight."""
    from PIL import ImageFont  # noqa: PLC0415 - 60 ms to import

    if os.sep in path or "/" in path:
        return ImageFont.truetype(path, size)
    # FreeType reads WOFF2.
    content = (files("onrecord_theme") / "assets" / "fonts" / path).read_bytes()
    font = ImageFont.truetype(io.BytesIO(content), size)
    font.set_variation_by_axes([weight])
    return font


@cache
def can_shape() -> bool:
    """Whether Pillow can draw scripts that are written from the right, or join letters."""
    from PIL import features  # noqa: PLC0415 - 60 ms to import

    return bool(features.check("raqm"))


def is_right_to_left(text: str) -> bool:
    """Whether the first letter of a text is of a script that is written from the right."""
    return next(
        (unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text if letter.isalpha()),
        False,
    )


def script_of(letter: str) -> str:
    """Return the first word of a letter's Unicode name, which is usually its script.

    >>> script_of("记"), script_of("ש"), script_of("の")
    ('cjk', 'hebrew', 'hiragana')
    """
    return unicodedata.name(letter, "").partition(" ")[0].partition("-")[0].lower()


@cache
def system_fonts(script: str) -> Sequence[str]:
    """List the fonts of this machine, those named after a script first."""
    folders = [place for folder in FOLDERS if (place := Path(folder).expanduser()).is_dir()]
    names = NAMED.get(script, (script,))

    def order(path: Path) -> tuple[bool, int, bool, str]:
        preference = next(
            (index for index, start in enumerate(PREFERRED) if path.name.startswith(start)),
            len(PREFERRED),
        )
        named = any(name in path.name.lower() for name in names)
        return not named, preference, "Regular" not in path.stem and "-" in path.stem, path.name

    found = (path for folder in folders for path in folder.rglob("*.[to]t[fc]"))
    return tuple(map(str, sorted(found, key=order)))


@cache
def _has(path: str, letters: str) -> bool:
    try:
        font = load_font(path, 24, 400)
    except OSError:
        return False
    # A font draws the same box for everything that it lacks, such as this, which is no character.
    box = draw_letter(font, "\uffff")
    return all(draw_letter(font, letter) != box for letter in letters)


def draw_letter(font: FreeTypeFont, letter: str) -> bytes:
    """Return the pixels of a letter, to compare."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - 60 ms to import

    picture = Image.new("L", (48, 48))
    ImageDraw.Draw(picture).text((8, 4), letter, font=font, fill=255)
    return picture.tobytes()
