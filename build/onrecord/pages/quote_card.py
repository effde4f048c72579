"""The card of a quote, for link previews: 1200 by 630 pixels, legible at a tenth of that."""

from __future__ import annotations

import io
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.files.atomic_write import write_file
from onrecord.pages.card_fonts import (
    SANS,
    SERIF,
    can_shape,
    font_for,
    is_right_to_left,
    load_font,
)
from onrecord.pages.card_layout import (
    BOTTOM,
    HEIGHT,
    LEADING,
    MARGIN,
    WIDTH,
    fit_words,
    join_source,
)
from onrecord.pages.typography import typographic
from onrecord.text.times import format_time, long_date

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.ImageFont import FreeTypeFont

    from onrecord.model import Episode, Quote, Site, Slug

BAR = 14
# Indexes in a palette of 16 colours, half a byte a pixel. The colours between are for smooth edges;
# no difference from all 16 million is visible.
ACCENT, PAPER, SOFT, INK = 0, 4, 12, 15
COLOURS = {ACCENT: (163, 57, 15), PAPER: (253, 252, 250), SOFT: (93, 87, 79), INK: (35, 33, 30)}
PALETTE = [
    round(one + (other - one) * step / (end - start))
    for start, end in pairwise(COLOURS)
    for step in range(end - start)
    for one, other in zip(COLOURS[start], COLOURS[end], strict=True)
] + [*COLOURS[INK]]

# Increased whenever cards of the same words are to look different.
DESIGN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The text of a card."""

    words: str
    name: str
    """The speaker if known, otherwise the episode."""
    source: tuple[str, ...]
    """Parts of a line; the first is cut if there is no room for all."""

    @property
    def key(self) -> str:
        """Digest of the text: equal cards have equal keys."""
        text = "\n".join((str(DESIGN), self.words, self.name, *self.source))
        return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def make_card(episode: Episode, quote: Quote, site: Site) -> Card:
    """Return the text of the card of a quote."""
    front = episode.front
    parts = [front.title] if quote.speaker else []
    parts += [front.show or site.title, *([long_date(front.date)] if front.date else [])]
    parts += [format_time(quote.start)] if quote.start is not None else []
    return Card(
        words=f"“{typographic(quote.words)}”",
        name=quote.speaker or front.title,
        source=tuple(parts),
    )


def draw_cards(episode: Episode, site: Site, folder: Path | None) -> dict[Slug, bytes]:
    """Draw the cards of an episode; none without a folder to cache them."""
    if not folder:
        return {}
    return {
        quote.id: draw_card(make_card(episode, quote, site), folder) for quote in episode.quotes
    }


def draw_card(card: Card, folder: Path | None = None) -> bytes:
    """Draw a card as PNG.

    If no font of this machine has all letters of the words, the card shows a quotation mark
    instead, with name and source as far as they can be drawn: boxes in place of letters would be
    worse.

    Args:
        card: its text.
        folder: cache of cards.
    """
    cached = folder / f"{card.key}.png" if folder else None
    if cached and cached.is_file():
        return cached.read_bytes()
    serif = font_for(card.words, SERIF)
    drawn = _draw(card, serif)
    if cached and serif:
        # A card without its words is not cached: there may be a font next time.
        write_file(cached, drawn)
    return drawn


def _draw(card: Card, serif: str | None) -> bytes:
    from PIL import Image, ImageDraw  # noqa: PLC0415 - 60 ms to import

    right_to_left = is_right_to_left(card.words)
    direction = "rtl" if right_to_left and can_shape() else None
    # Drawn in its final colours: reducing 756,000 pixels to a palette takes 40 ms, and `optimize`
    # another 40.
    picture = Image.new("P", (WIDTH, HEIGHT), PAPER)
    picture.putpalette(PALETTE)
    pen = ImageDraw.Draw(picture)
    pen.fontmode = "L"

    def draw_line(y: float, text: str, font: FreeTypeFont, colour: int) -> None:
        x = WIDTH - MARGIN - font.getlength(text) if right_to_left else MARGIN
        pen.text((x, y), text, font=font, fill=colour, direction=direction)

    bar = (WIDTH - BAR, 0, WIDTH, HEIGHT) if right_to_left else (0, 0, BAR, HEIGHT)
    pen.rectangle(bar, fill=ACCENT)
    if serif:
        font, lines = fit_words(card.words, serif)
        line_height = font.size * LEADING
        top = MARGIN - 24 + max(0.0, (HEIGHT - BOTTOM - MARGIN - line_height * len(lines)) / 2)
        for number, line in enumerate(lines):
            draw_line(top + number * line_height, line, font, INK)
    else:
        pen.text((MARGIN - 12, 60), "“", font=load_font(SERIF, 420, 600), fill=ACCENT)
    for parts, weight, size, colour, y in (
        ((card.name,), 600, 34, INK, HEIGHT - 142),
        (card.source, 400, 28, SOFT, HEIGHT - 90),
    ):
        path = font_for("".join(parts), SANS)
        drawable = parts if path else [part for part in parts if font_for(part, SANS) == SANS]
        if drawable:
            small = load_font(path or SANS, size, weight)
            draw_line(y, join_source(drawable, small, right_to_left=right_to_left), small, colour)
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()
