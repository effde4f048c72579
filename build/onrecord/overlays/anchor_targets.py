"""Which sentences of a transcript the anchors of its ledger name."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from onrecord import anchors
from onrecord.model import REMOVED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.model import Anchor, Milliseconds, Sentence


class AnchorTargets:
    """The sentences that anchors name, among the sentences as received.

    The ledger has sentences as they were published: divided where speakers change, and without the
    words that are redacted.
    """

    def __init__(
        self, ledger: Sequence[anchors.Entry] = (), sentences: Sequence[Sentence] = ()
    ) -> None:
        """Keep both; they are matched when an anchor is first asked for."""
        self._ledger, self._sentences = ledger, sentences

    def sentences_of(self, anchor: Anchor) -> Sequence[int]:
        """Return the indexes of the sentences that an anchor names; none for an unknown anchor."""
        return self._by_anchor.get(anchor, ())

    def start_of(self, anchor: Anchor) -> Milliseconds | None:
        """Return the time at which the sentence of an anchor starts by the ledger."""
        return next((entry.start for entry in self._ledger if entry.anchor == anchor), None)

    def anchors_of(self, sentence: int) -> Sequence[Anchor]:
        """Return the anchors of live sentences that are in a sentence."""
        return self._by_sentence.get(sentence, ())

    @cached_property
    def _by_anchor(self) -> Mapping[Anchor, Sequence[int]]:
        outcomes = anchors.match(self._ledger, self._sentences)
        found: list[Sequence[int]] = [outcome.heirs for outcome in outcomes]
        for index, entry in enumerate(self._ledger):
            # Of a short sentence, redaction leaves no words by which it can be matched.
            if not found[index] and entry.state == "live" and REMOVED in entry.words:
                found[index] = self._between_neighbours(index, found)
        return {entry.anchor: heirs for entry, heirs in zip(self._ledger, found, strict=True)}

    def _between_neighbours(self, index: int, found: Sequence[Sequence[int]]) -> Sequence[int]:
        """Return the sentences between those that the live neighbours of an entry name."""
        live = [other for other, entry in enumerate(self._ledger) if entry.state == "live"]
        before = max(
            (found[other][-1] for other in live if other < index and found[other]), default=-1
        )
        after = min(
            (found[other][0] for other in live if other > index and found[other]),
            default=len(self._sentences),
        )
        # The words may be part of a sentence that the neighbours share.
        return range(before + 1, after) or range(max(before, 0), after + 1)

    @cached_property
    def _by_sentence(self) -> Mapping[int, Sequence[Anchor]]:
        found: defaultdict[int, list[Anchor]] = defaultdict(list)
        for entry in self._ledger:
            if entry.state == "live":
                for sentence in self.sentences_of(entry.anchor):
                    found[sentence].append(entry.anchor)
        return found
