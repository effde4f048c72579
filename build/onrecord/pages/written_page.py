"""The pages that editors write in `content/pages`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.pages.environment import fill

if TYPE_CHECKING:
    from markupsafe import Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPage:
    """Context of `pages/page.html.jinja`."""

    content: Markup


def frame_written(html: Markup) -> Markup:
    """Put the HTML of a page into the frame of our pages."""
    return fill("page", WrittenPage(content=html))
