"""Sentences as tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.model import Span

# A.I. and U.S.A. keep their points; words keep hyphens, inner points (Node.js, OpenA.I) and ampersands; C++ and C# their signs.
TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-‐‑.&_:][^\W_]+)*(?:\+\+|#)?(?:[’'][^\W_]+)?")
POSSESSIVE = re.compile(r"[’']s?\Z", re.IGNORECASE)
# [laughter], (applause), [00:12]: notes of who typed it, not words of who spoke.
# Addresses of the web are no words either.
NOTE = re.compile(
    r"https?://\S+|www\.\S+|\[[^\]]{0,60}\]|\((?:laughter|laughs|applause|music|inaudible|crosstalk|chuckles)[^)]{0,20}\)", re.IGNORECASE
)
# What stands between two words of one phrase.
JOINS = re.compile(r"[\s]+\Z")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a sentence."""

    text: str
    """As written, without the possessive."""
    lower: str
    span: Span
    """Characters of the sentence, without the possessive."""
    joined: bool
    """Nothing but a space stands between it and the word before."""
    possessive: bool
    initial: bool
    """It is the first word, or follows a quotation mark or colon: a capital says nothing."""

    @property
    def capital(self) -> bool:
        """Say whether it starts with a capital."""
        return self.text[0].isupper()

    @property
    def shouted(self) -> bool:
        """Say whether it has capitals beyond its first letter, as acronyms and OpenAI have."""
        return any(letter.isupper() for letter in self.text[1:])


def tokenise(sentence: str) -> tuple[Token, ...]:
    """Divide a sentence.

    >>> [(token.text, token.joined) for token in tokenise("Google's A.I., peer-to-peer.")]
    [('Google', False), ('A.I.', False), ('peer-to-peer', False)]
    """
    tokens: list[Token] = []
    end = 0
    # Blanks of the same length keep the characters in their places.
    if any(sign in sentence for sign in ("[", "(", "://", "www.")):
        sentence = NOTE.sub(lambda note: "|" + " " * (len(note.group()) - 1), sentence)
    for match in TOKEN.finditer(sentence):
        text = match.group()
        between = sentence[end : match.start()]
        contraction = max(text.rfind("'"), text.rfind("’"))
        possessive = contraction > 0 and text[contraction + 1 :].lower() == "s"
        kept = text[:contraction] if possessive else text
        joined = bool(tokens) and JOINS.match(between) is not None and not tokens[-1].possessive
        tokens.append(
            Token(
                text=kept,
                lower=kept.lower().replace("’", "'"),
                span=(match.start(), match.start() + len(kept)),
                joined=joined,
                possessive=possessive,
                initial=not tokens or not set('"“”?!.:').isdisjoint(between),
            )
        )
        end = match.end()
    return tuple(tokens)
