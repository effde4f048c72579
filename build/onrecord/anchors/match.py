"""Finding published sentences in a changed transcript: `describe` records them, `match` finds them.

1. The words of live entries are aligned with those of the new sentences (`align`): globally,
   forwards, each word once.
2. The heirs of an entry are the sentences with enough of its words, by their rarity (`weigh`).
3. Few words prove nothing: if the words around do not match, an entry needs a long match (`weigh`).
4. Merged and split entries follow their own words inside the sentences that had them.
5. An entry that is gone, merged or split returns if its words are back at their place: the words of
   all entries are aligned with the new ones, and a sentence has the same words.
6. A long sentence, unique on both sides, returns at any place (`restore`).
7. Of a passage that was said twice in succession, the copy that is gone joins the one that stays
   (`join_duplicates`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from onrecord.anchors.align import align
from onrecord.anchors.duplicates import join_duplicates
from onrecord.anchors.ledger import Entry
from onrecord.anchors.normalise import words_of_all
from onrecord.anchors.restore import restore
from onrecord.anchors.stream import Stream, lay
from onrecord.anchors.weigh import NONE, THRESHOLD, Evidence, Heirs, places_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from onrecord.model import Anchor, Sentence

Fate = Literal["kept", "edited", "merged", "split", "gone"]

# Characters of context on each side, as in W3C Web Annotation and in the client of Hypothesis.
CONTEXT = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The fate of an entry."""

    fate: Fate
    """`kept`: the same words; `merged`: others have the same heir; `split`: several heirs."""
    heirs: tuple[int, ...] = ()
    """Indexes of the sentences with its words, ascending; empty if gone."""
    largest: int = -1
    """The heir with most of its words, to which its link leads."""
    likeness: float = 0.0
    """Share of words in common with its heirs, 0 to 1; 1 only if the words are the same."""


def describe(
    sentences: Sequence[Sentence], pages: Sequence[str], *, source: str = ""
) -> tuple[Entry, ...]:
    """Return ledger entries for sentences with ids, each on its page."""
    texts = [sentence.received for sentence in sentences]
    return tuple(
        Entry(
            anchor=sentence.id,
            page=page,
            words=text,
            corrected="" if sentence.text == text else sentence.text,
            prefix=before[-CONTEXT:],
            suffix=after[:CONTEXT],
            start=sentence.start,
            end=sentence.end,
            speaker=sentence.speaker,
            source=source,
        )
        for sentence, page, text, before, after in zip(
            sentences,
            pages,
            texts,
            ["", *texts[:-1]][: len(texts)],
            [*texts[1:], ""][: len(texts)],
            strict=True,
        )
    )


def match(
    entries: Sequence[Entry], sentences: Sequence[Sentence], whole: Sequence[str] = ()
) -> tuple[Outcome, ...]:
    """Return the fate of each entry of a ledger in new sentences; uncertain ones are gone.

    A sentence is found by its words as received or as corrected, since a better transcription has
    the latter, or by `whole`, whichever is most similar.

    Args:
        entries: of the ledger.
        sentences: the new ones.
        whole: texts of the sentences with redacted words, if there are any.

    >>> from onrecord.model import Sentence
    >>> def said(*texts):
    ...     fixed = {"span": (0, 0), "start": None, "end": None, "timing": "none"}
    ...     return [Sentence(text=text, id=text[:1], **fixed) for text in texts]
    >>> old = said("Are you worried about spies?", "I'm really not worried about that.", "Okay.")
    >>> new = said("Are you worried about spies? I am really not worried about that.")
    >>> [outcome.fate for outcome in match(describe(old, ["p/"] * 3), new)]
    ['merged', 'merged', 'gone']
    """
    if not entries:
        return ()
    received = [sentence.received for sentence in sentences]
    heard = [entry.words for entry in entries]
    outcomes = _match(entries, heard, sentences, received)
    corrected = [entry.corrected or entry.words for entry in entries]
    if corrected != heard:
        outcomes = _likest(
            outcomes,
            _match(entries, corrected, sentences, received),
            [bool(entry.corrected) for entry in entries],
        )
    if whole and list(whole) != received:
        outcomes = _likest(
            outcomes, _match(entries, heard, sentences, whole), [True] * len(entries)
        )
    return outcomes


def _likest(
    outcomes: Sequence[Outcome], others: Sequence[Outcome], open_to: Sequence[bool]
) -> tuple[Outcome, ...]:
    """Return for each entry the better of two outcomes, if the second is allowed."""
    return tuple(
        other
        if free and (other.fate == "kept", other.likeness) > (one.fate == "kept", one.likeness)
        else one
        for one, other, free in zip(outcomes, others, open_to, strict=True)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Versions:
    """One version of the words of all entries, and one of the words of all sentences."""

    entries: Sequence[Entry]
    spoken: Sequence[tuple[str, ...]]
    """The words of each entry."""
    said: Sequence[tuple[str, ...]]
    """The words of each sentence."""
    brought: Mapping[Anchor, int]
    """Sentences that have their anchor and the same words."""
    new: Stream
    """The words of the sentences."""
    marked: Stream
    """The same, with anchors where sentences have them."""

    def align(self, chosen: Sequence[int]) -> tuple[Evidence, dict[int, list[int]]]:
        """Align some entries with the sentences; also return the places of their words."""
        old = lay(
            [
                (self.spoken[index], self.entries[index].start, self.entries[index].end)
                for index in chosen
            ]
        )
        marked = _mark(old, [self.entries[index].anchor for index in chosen], self.brought)
        places = places_of(old, len(chosen))
        return Evidence(old, self.new, align(marked, self.marked)), dict(
            zip(chosen, places, strict=True)
        )


def _match(
    entries: Sequence[Entry],
    words: Sequence[str],
    sentences: Sequence[Sentence],
    texts: Sequence[str],
) -> tuple[Outcome, ...]:
    """Match entries by one version of their words with one version of the sentences."""
    versions = _compare(entries, words, sentences, texts)
    spoken, said = versions.spoken, versions.said
    # Step 1.
    evidence, places = versions.align(
        [index for index, entry in enumerate(entries) if entry.state == "live"]
    )
    # Steps 2 and 3.
    heirs = [NONE] * len(entries)
    for index, found in places.items():
        own = versions.brought.get(entries[index].anchor)
        if own is not None:
            heirs[index] = _only(own)
        elif found:
            heirs[index] = evidence.heirs(found)
    # Step 4.
    _follow_former(versions, evidence, places, heirs)
    # Step 5.
    if len(places) < len(entries):
        for index, sentence in _return(versions, heirs):
            heirs[index] = _only(sentence)
    # Step 6.
    for index, sentence in restore(spoken, said, [found.sentences for found in heirs]).items():
        heirs[index] = _only(sentence)
    # Step 7.
    joined = join_duplicates(spoken, [found.sentences for found in heirs])
    for index, copy in joined.items():
        heirs[index] = replace(heirs[copy], likeness=0.0)
    claims = Counter(found.sentences for found in heirs)
    return tuple(
        Outcome(
            fate="merged"
            if index in joined
            else _fate(saying, found, said, claims[found.sentences]),
            heirs=found.sentences,
            largest=found.largest,
            likeness=found.likeness,
        )
        for index, (saying, found) in enumerate(zip(spoken, heirs, strict=True))
    )


def _compare(
    entries: Sequence[Entry],
    words: Sequence[str],
    sentences: Sequence[Sentence],
    texts: Sequence[str],
) -> _Versions:
    spoken, said = words_of_all(words), words_of_all(texts)
    brought = _brought(entries, spoken, sentences, said)
    timed = zip(said, sentences, strict=True)
    new = lay([(saying, sentence.start, sentence.end) for saying, sentence in timed])
    return _Versions(
        entries=entries,
        spoken=spoken,
        said=said,
        brought=brought,
        new=new,
        marked=_mark(new, [each.id for each in sentences], brought),
    )


def _only(sentence: int) -> Heirs:
    """Return the heirs of an entry that has the same words as a sentence."""
    return Heirs(sentences=(sentence,), largest=sentence, likeness=1.0)


def _brought(
    entries: Sequence[Entry],
    spoken: Sequence[Sequence[str]],
    sentences: Sequence[Sentence],
    said: Sequence[Sequence[str]],
) -> Mapping[Anchor, int]:
    """Return sentences that have their anchor and the same words, as in an export."""
    named = {sentence.id: index for index, sentence in enumerate(sentences) if sentence.id}
    found = [
        (entry.anchor, words)
        for entry, words in zip(entries, spoken, strict=True)
        if entry.state == "live" and entry.anchor in named
    ]
    return {anchor: named[anchor] for anchor, words in found if said[named[anchor]] == words}


def _mark(stream: Stream, anchors: Sequence[Anchor], brought: Mapping[Anchor, int]) -> Stream:
    """Mark the words of sentences with anchors, so that no other words are aligned with them."""
    if not brought:
        return stream
    marks = [f"#{anchor}" if anchor in brought else "" for anchor in anchors]
    return replace(
        stream,
        words=[word + marks[owner] for word, owner in zip(stream.words, stream.owner, strict=True)],
    )


def _follow_former(
    versions: _Versions,
    evidence: Evidence,
    places: Mapping[int, Sequence[int]],
    heirs: list[Heirs],
) -> None:
    """Step 4: set the heirs of merged and split entries.

    One whose words are not found in the sentences that had them goes where these go.
    """
    entries = versions.entries
    successors = {entry.anchor: found for entry, found in zip(entries, heirs, strict=True)}
    regions = {entries[index].anchor: found for index, found in places.items()}
    for index, entry in enumerate(entries):
        if entry.to:
            region = sorted(place for to in entry.to for place in regions.get(to, ()))
            own = evidence.locate(versions.spoken[index], region)
            if len(own) >= THRESHOLD * len(versions.spoken[index]) > 0:
                heirs[index] = evidence.heirs(own)
            else:
                following = [successors[to] for to in entry.to if to in successors]
                heirs[index] = Heirs(
                    sentences=tuple(sorted({one for each in following for one in each.sentences})),
                    largest=next((each.largest for each in following if each.sentences), -1),
                )


def _return(versions: _Versions, heirs: Sequence[Heirs]) -> Iterator[tuple[int, int]]:
    """Step 5: yield entries that are sentences again, unless another entry has the same words."""
    spoken, said = versions.spoken, versions.said
    taken = {
        found.sentences[0]
        for saying, found in zip(spoken, heirs, strict=True)
        if _fate(saying, found, said, 1) == "kept"
    }
    evidence, places = versions.align(range(len(spoken)))
    for index, place in places.items():
        if place and versions.entries[index].state != "live":
            found = evidence.heirs(place)
            if _fate(spoken[index], found, said, 1) == "kept" and found.sentences[0] not in taken:
                taken.add(found.sentences[0])
                yield index, found.sentences[0]


def _fate(saying: Sequence[str], heirs: Heirs, said: Sequence[Sequence[str]], claims: int) -> Fate:
    match heirs.sentences:
        case ():
            return "gone"
        case (heir,) if saying == said[heir]:
            return "kept"
        case (_,):
            return "merged" if claims > 1 else "edited"
        case _:
            return "split"
