"""Identity of sentences: a published link leads to the same words, their heir, or a dated note.

Builds call `publish`, which is based on `describe` and `match`; `read_ledger` and `write_ledger`
keep its results.
"""

from onrecord.anchors.anchor import fragment_of, is_anchor
from onrecord.anchors.ledger import Entry
from onrecord.anchors.ledger import read as read_ledger
from onrecord.anchors.ledger import write as write_ledger
from onrecord.anchors.match import Fate, Outcome, describe, match
from onrecord.anchors.publish import Alias, Gone, Moved, Publication, publish
from onrecord.anchors.tokens import Tokens, pair_tokens, tokenise

__all__ = [
    "Alias",
    "Entry",
    "Fate",
    "Gone",
    "Moved",
    "Outcome",
    "Publication",
    "Tokens",
    "describe",
    "fragment_of",
    "is_anchor",
    "match",
    "pair_tokens",
    "publish",
    "read_ledger",
    "tokenise",
    "write_ledger",
]
