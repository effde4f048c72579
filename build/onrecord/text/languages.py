"""Language tags (BCP 47), as files and people write them."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=1024)
def base_language(tag: str) -> str:
    """Return the language of a tag without script and region.

    >>> base_language("de-AT"), base_language("ZH_Hant")
    ('de', 'zh')
    """
    return tag.replace("_", "-").partition("-")[0].lower()
