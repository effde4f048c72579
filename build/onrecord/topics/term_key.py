"""Term keys: the same for all spellings of a term (case, hyphens, points, spaces, plurals)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from onrecord.text.languages import base_language
from onrecord.topics import english

IRREGULAR = dict(pair.split(":") for pair in english.IRREGULAR_PLURALS)
SIGNS = str.maketrans({"+": "plus", "#": "sharp"})
# The Arabic article with the particles written before it.
ARTICLE = re.compile(r"\A(?:[وفبك]?ال|لل)(?=\w{3})")
# In Indic scripts, vowel signs are marks and must be kept.
NEITHER = re.compile(r"(?:(?![\u0900-\u0dff])[\W_])+")


@lru_cache(maxsize=65536)
def singular(word: str) -> str:
    """Return the singular of an English word. Acronyms lose an s only if it is lower-case (TPUs).

    >>> [singular(word) for word in ("models", "policies", "boxes", "analysis", "GPS", "TPUs")]
    ['model', 'policy', 'box', 'analysis', 'GPS', 'TPU']
    """
    if word[:1].isupper() and word[1:2].isupper():
        return word[:-1] if word.endswith("s") and word[:-1].isupper() else word
    lower = word.lower()
    if lower in IRREGULAR:
        return IRREGULAR[lower]
    if (
        len(lower) < 4  # noqa: PLR2004
        or lower in english.SINGULAR
        or not lower.endswith("s")
        or lower.endswith(("ss", "us", "is", "ics", "'s"))
    ):
        return word
    if lower.endswith("ies") and len(lower) > 4:  # noqa: PLR2004 - "ties"
        return word[:-3] + "y"
    if lower.endswith(("sses", "xes", "zzes", "ches", "shes")):
        return word[:-2]
    return word[:-1]


@lru_cache(maxsize=65536)
def term_key(term: str, language: str = "en") -> str:
    """Return the key that all spellings of a term share.

    >>> {term_key(term) for term in ("Open AI", "OpenAI", "OpenA.I.", "open-AI")}
    {'openai'}
    >>> term_key("TPUs"), term_key("Neural nets"), term_key("C++")
    ('tpu', 'neuralnet', 'cplusplus')
    """
    words = term.split()
    if base_language(language) == "ar":
        words = [ARTICLE.sub("", word) for word in words]
    if base_language(language) == "en" and words:
        words[-1] = singular(words[-1])
    # Fast path: most English terms consist of ASCII letters.
    letters = "".join(words)
    if letters.isascii() and letters.isalnum():
        return letters.lower()
    plain = unicodedata.normalize("NFKC", " ".join(words)).casefold().translate(SIGNS)
    return NEITHER.sub("", plain)
