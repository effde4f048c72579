"""Tokens of a sentence, for finding terms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from onrecord.model import Span

# A.I. and U.S.A. keep their points; words keep hyphens, inner points (Node.js, OpenA.I) and
# ampersands; C++ and C# their signs.
TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-‐‑.&_:][^\W_]+)*(?:\+\+|#)?(?:[’'][^\W_]+)?")
# Combining vowels and accents. Few texts have any, and the pattern without them is faster.
MARK = re.compile(
    r"[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f"
    r"\u0980-\u0983\u09bc-\u09cd\u0a01-\u0a4d\u0b82\u0bbe-\u0bcd]"
)
_OTHER = re.compile(f"({TOKEN.pattern})")
_MARKED = re.compile(_OTHER.pattern.replace(r"[^\W_]", rf"(?:[^\W_]|{MARK.pattern})"))
# Equivalent for ASCII text, a third faster.
_ASCII = re.compile(
    r"((?:[A-Za-z]\.){2,}|[A-Za-z0-9]+(?:[-.&_:][A-Za-z0-9]+)*(?:\+\+|#)?(?:'[A-Za-z0-9]+)?)"
)
# Notes of the transcriber ([laughter], (applause), [00:12]) and web addresses are not spoken words.
NOTE = re.compile(
    r"https?://\S+|www\.\S+|\[[^\]]{0,60}\]"
    r"|\((?:laughter|laughs|applause|music|inaudible|crosstalk|chuckles)[^)]{0,20}\)",
    re.IGNORECASE,
)
# After these characters a capital is no evidence of a name.
NEW_START = frozenset('"“”?!.:')


class Token(NamedTuple):
    """A word of a sentence."""

    text: str
    """As written, without the possessive."""
    lower: str
    span: Span
    """Characters of the sentence, without the possessive."""
    joined: bool
    """Only a space separates it from the previous word."""
    possessive: bool
    initial: bool
    """First in its sentence, or after a quotation mark or colon: a capital is no evidence."""

    @property
    def capital(self) -> bool:
        """Return whether it starts with a capital."""
        return self.text[0].isupper()

    @property
    def shouted(self) -> bool:
        """Return whether it has capitals after its first letter, like acronyms and OpenAI."""
        rest = self.text[1:]
        return not (rest.islower() or rest == self.lower[1:]) and any(map(str.isupper, rest))


def tokenise(sentence: str) -> tuple[Token, ...]:
    """Return the tokens of a sentence.

    >>> [(token.text, token.joined) for token in tokenise("Google's A.I., peer-to-peer.")]
    [('Google', False), ('A.I.', False), ('peer-to-peer', False)]
    """
    tokens: list[Token] = []
    end = 0
    possessive = False
    # Blank out notes without moving the other characters.
    if "[" in sentence or "(" in sentence or "://" in sentence or "www." in sentence:
        sentence = NOTE.sub(lambda note: "|" + " " * (len(note.group()) - 1), sentence)
    parts = iter(word_pattern(sentence).split(sentence))
    for between, word in zip(parts, parts, strict=False):
        start = end + len(between)
        end = start + len(word)
        if between == " ":
            joined, initial = bool(tokens) and not possessive, not tokens
        else:
            blank = between.isspace()
            joined = blank and bool(tokens) and not possessive
            initial = not tokens or not (blank or NEW_START.isdisjoint(between))
        text, lower, possessive = word, word.lower(), False
        if not lower.isalpha() and ("'" in lower or "’" in lower):
            text, lower, possessive = _without_possessive(text, lower)
        span = (start, start + len(text))
        # Equivalent to Token(), in half the time.
        tokens.append(tuple.__new__(Token, (text, lower, span, joined, possessive, initial)))
    return tuple(tokens)


def _without_possessive(text: str, lower: str) -> tuple[str, str, bool]:
    """Return a word and its lower case without the possessive, and whether it had one."""
    lower = lower.replace("’", "'")
    owner, _, ending = lower.rpartition("'")
    return (text[:-2], owner, True) if owner and ending == "s" else (text, lower, False)


def word_pattern(sentence: str) -> re.Pattern[str]:
    """Return the pattern that matches the words of a sentence."""
    if sentence.isascii():
        return _ASCII
    return _MARKED if MARK.search(sentence) else _OTHER
