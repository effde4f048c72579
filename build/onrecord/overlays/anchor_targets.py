"""The sentences of a transcript that the anchors of its ledger refer to."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from onrecord import anchors
from onrecord.model import REMOVED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.model import Anchor, Milliseconds, Sentence


class AnchorTargets:
    """The sentences that anchors refer to, among the sentences as received.

    The ledger has sentences as they were published: divided where speakers change, and without the
    words that are redacted.
    """

    def __init__(
        self, ledger: Sequence[anchors.Entry] = (), sentences: Sequence[Sentence] = ()
    ) -> None:
        """Keep both; they are matched when an anchor is first asked for."""
        self._ledger, self._sentences = ledger, sentences

    def sentences_of(self, anchor: Anchor) -> Sequence[int]:
        """Return the indexes of the sentences of an anchor; none for an unknown anchor."""
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
        pairs = list(zip(self._ledger, outcomes, strict=True))
        found: dict[Anchor, Sequence[int]] = {entry.anchor: one.heirs for entry, one in pairs}
        live = [entry for entry in self._ledger if entry.state == "live"]
        groups = [
            (is_matched, list(group))
            for is_matched, group in groupby(live, key=lambda entry: bool(found[entry.anchor]))
        ]
        for index, (is_matched, group) in enumerate(groups):
            if not is_matched:
                before = found[groups[index - 1][1][-1].anchor][-1] if index else -1
                is_last = index + 1 == len(groups)
                after = (
                    len(self._sentences) if is_last else found[groups[index + 1][1][0].anchor][0]
                )
                found |= _find_redacted(group, range(before + 1, after))
        return found

    @cached_property
    def _by_sentence(self) -> Mapping[int, Sequence[Anchor]]:
        found: defaultdict[int, list[Anchor]] = defaultdict(list)
        for entry in self._ledger:
            if entry.state == "live":
                for sentence in self.sentences_of(entry.anchor):
                    found[sentence].append(entry.anchor)
        return found


def _find_redacted(group: Sequence[anchors.Entry], between: range) -> dict[Anchor, Sequence[int]]:
    """Return the sentences of entries that are not matched, among those between their neighbours.

    Redaction may leave no words of a sentence by which it could be matched.
    """
    if len(group) == len(between):
        places: Sequence[Sequence[int]] = [(sentence,) for sentence in between]
    else:
        # A speaker may start inside a sentence: then the neighbours have the words.
        places = [between or (max(between.start - 1, 0),)] * len(group)
    return {
        entry.anchor: place
        for entry, place in zip(group, places, strict=True)
        if REMOVED in entry.words
    }
