"""Which keys a JSON document has, read from its beginning only, broken or not: for detection."""

from __future__ import annotations

import re
from itertools import islice

# A string is taken to the end of the file where it is not closed: then no character is looked at
# twice.
_TOKEN = re.compile(r'(?P<key>"(?:[^"\\]++|\\.)*+"?)(?P<colon>\s*+:)?|[\[\]{}]', re.DOTALL)
# AWS gives the times of all speakers' words before the words; an hour of them has 60,000 tokens,
# but what it is shows in the first hundred.
_MOST_TOKENS = 5_000
_DEEPEST = 16
_LONGEST_KEY = 60


def outline(text: str) -> frozenset[str]:
    """Return the paths of the keys; an element of a list is `[]`.

    >>> sorted(outline('{"text": "a", "segments": [{"start": 0, "te'))
    ['segments', 'segments[].start', 'text']
    """
    paths: set[str] = set()
    if text.lstrip()[:1] not in {"{", "["}:
        return frozenset()
    outer: list[str] = []
    inside = here = ""
    for token in islice(_TOKEN.finditer(text), _MOST_TOKENS):
        bracket = token[0]
        if token["key"]:
            if token["colon"] and len(token["key"]) <= _LONGEST_KEY:
                key = token["key"].strip('"')
                here = f"{inside}.{key}" if inside else key
                paths.add(here)
        elif bracket in "{[":
            if len(outer) == _DEEPEST:
                break
            outer.append(inside)
            inside = here = f"{here}[]" if bracket == "[" else here
        elif outer:
            inside = here = outer.pop()
    return frozenset(paths)
