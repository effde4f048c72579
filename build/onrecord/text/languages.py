"""Language tags (BCP 47), as files and people write them."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING

from onrecord.text.word_lists import load_word_lists

if TYPE_CHECKING:
    from collections.abc import Mapping

_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?", re.IGNORECASE)
# Flags after the language in names of subtitle files: only foreign parts, described sounds.
_FLAGS = frozenset({"forced", "foreign", "default", "sdh", "cc"})


@lru_cache(maxsize=1024)
def base_language(tag: str) -> str:
    """Return the language of a tag without script and region.

    >>> base_language("de-AT"), base_language("ZH_Hant")
    ('de', 'zh')
    """
    return tag.replace("_", "-").partition("-")[0].lower()


def canonical_tag(tag: str) -> str:
    """Return a tag with the two-letter code of its language, if there is one.

    >>> canonical_tag("eng"), canonical_tag("deu-AT"), canonical_tag("gsw"), canonical_tag("pt-BR")
    ('en', 'de-AT', 'gsw', 'pt-BR')
    """
    base = base_language(tag)
    return _two_letters().get(base, tag[: len(base)]) + tag[len(base) :]


def language_in_name(path: str) -> str:
    """Return the language tag in the name of a file; empty if there is none.

    >>> language_in_name("talks/transcript.es.vtt"), language_in_name("talk.v2.srt")
    ('es', '')
    >>> language_in_name("talk.en.hi.srt"), language_in_name("talk.hi.srt")
    ('en', 'hi')
    """
    parts = [part[1:] for part in PurePath(path).suffixes[:-1] if part[1:].lower() not in _FLAGS]
    found = [_known_tag(part) for part in ("", *parts)]
    # After another language, "hi" means "hearing impaired"; otherwise Hindi.
    return found[-2] if found[-1] == "hi" and found[-2] else found[-1]


def _known_tag(tag: str) -> str:
    # yt-dlp adds "-orig" to the language that is spoken.
    tag = tag.replace("_", "-").removesuffix("-orig")
    known = {*_two_letters(), *_two_letters().values()}
    return canonical_tag(tag) if _TAG.fullmatch(tag) and base_language(tag) in known else ""


@cache
def _two_letters() -> Mapping[str, str]:
    codes = load_word_lists(__file__, "languages.txt")["codes"]
    return dict(code.split(":") for code in sorted(codes))
