"""JSON in files, and inside HTML."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Mapping


def json_file(document: object) -> str:
    """Return the content of a JSON file that people may read."""
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def embed_json(document: Mapping[str, object]) -> Markup:
    r"""Return JSON for use in any element: nothing in it ends the element or is read as an entity.

    >>> print(embed_json({"name": "</script> & more"}))
    {"name": "\u003c/script\u003e \u0026 more"}
    """
    return htmlsafe_json_dumps(document, ensure_ascii=False)


def embed_json_ld(description: Mapping[str, object]) -> Markup:
    """Return JSON-LD as an element.

    >>> print(embed_json_ld({"name": "A"}))
    <script type="application/ld+json">{"name": "A"}</script>
    """
    return Markup('<script type="application/ld+json">{}</script>').format(embed_json(description))
