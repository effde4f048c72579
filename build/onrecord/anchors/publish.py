"""Anchors for all sentences, and the present targets of all anchors ever published."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.anchors.anchor import mint
from onrecord.anchors.match import Outcome, describe, match
from onrecord.anchors.normalise import words_of_all
from onrecord.anchors.scrub import scrub

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from onrecord.anchors.ledger import Entry, State
    from onrecord.model import Anchor, Sentence

REASON = "no longer in the transcript"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """An old anchor in front of the sentence that has its words now, on every page with it."""

    anchor: Anchor
    page: str
    heir: Anchor
    """Id of the sentence with (most of) the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """An anchor that was published on one page and leads to another now."""

    page: str
    """The old page."""
    anchor: Anchor
    to_page: str
    heir: Anchor
    """Id of the sentence on `to_page`; the anchor itself where it is an id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A dated note on the page of an anchor whose words are gone."""

    page: str
    anchor: Anchor
    on: date
    why: str
    near: Anchor | None
    """The nearest sentence that is left; None if none is."""
    near_page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """Sentences with ids, the new ledger, and the targets of old links."""

    sentences: tuple[Sentence, ...]
    entries: tuple[Entry, ...]
    """In the order of the words; entries that are not live stay behind the one they followed."""
    aliases: tuple[Alias, ...] = ()
    moved: tuple[Moved, ...] = ()
    gone: tuple[Gone, ...] = ()

    @property
    def heirs(self) -> dict[Anchor, tuple[int, ...]]:
        """The indexes of the sentences with the words of each anchor ever published."""
        places = {sentence.id: index for index, sentence in enumerate(self.sentences)}
        return {
            entry.anchor: tuple(
                sorted(
                    places[anchor]
                    for anchor in ((entry.anchor,) if entry.state == "live" else entry.to)
                )
            )
            for entry in self.entries
        }


def publish(
    entries: Sequence[Entry],
    sentences: Sequence[Sentence],
    page_of: Sequence[str],
    *,
    on: date,
    fingerprint: str,
    why: str = REASON,
    whole: Sequence[str] = (),
) -> Publication:
    """Publish sentences, each on its page, with ids from the ledger or new ones.

    Publishing the same again changes nothing.

    Args:
        entries: of the ledger so far, which was read without issues, or links would be lost.
        sentences: of the whole episode, in order; empty for an episode that is withdrawn.
        page_of: for each sentence, the page that shows it.
        on: the day that notes and ledger give for anchors that stop being live.
        fingerprint: of the transcript; recorded for each sentence that is new or changed.
        why: the reason for readers whose link is gone.
        whole: texts of the sentences with redacted words, if there are any: sentences are found by
            them in old ledgers, from which they are then removed.
    """
    live = [entry for entry in entries if entry.state == "live"]
    seen = [
        (page, one.received, one.text, one.start, one.end, one.speaker)
        for one, page in zip(sentences, page_of, strict=True)
    ]
    if [_seen(entry) for entry in live] == seen:
        named = _identify(sentences, [entry.anchor for entry in live])
        # The same words in the same order have the same words around them.
        rewritten = tuple(entries)
    else:
        ids, heirs = _follow(entries, live, sentences, whole)
        named = _identify(sentences, ids)
        described = {entry.anchor: entry for entry in describe(named, page_of, source=fingerprint)}
        carried = [
            _rewrite(entry, described, to, on, why)
            for entry, to in zip(entries, heirs, strict=True)
        ]
        rewritten = tuple(_order(carried, described))
    rewritten = scrub(rewritten, named, whole) if whole else rewritten
    return Publication(
        sentences=named,
        entries=rewritten,
        aliases=tuple(
            Alias(anchor=entry.anchor, page=entry.page, heir=entry.to[0])
            for entry in rewritten
            if entry.to
        ),
        moved=tuple(_moved(rewritten)),
        gone=tuple(_notes(rewritten)),
    )


def _follow(
    entries: Sequence[Entry],
    live: Sequence[Entry],
    sentences: Sequence[Sentence],
    whole: Sequence[str],
) -> tuple[list[Anchor], list[Sequence[Anchor]]]:
    """Return the ids of sentences, and for each entry the sentences to which it leads."""
    texts = [sentence.received for sentence in sentences]
    if _same([entry.words for entry in live], texts, whole):
        return [entry.anchor for entry in live], [entry.to for entry in entries]
    outcomes = match(entries, sentences, whole)
    ids = _name(entries, outcomes, sentences)
    return ids, [[ids[heir] for heir in _largest_first(outcome)] for outcome in outcomes]


def _same(words: Sequence[str], texts: Sequence[str], whole: Sequence[str]) -> bool:
    """Return whether live words are those of the sentences, redacted or not."""
    return len(words) == len(texts) and all(
        spoken in said
        for spoken, said in zip(words, zip(texts, whole or texts, strict=True), strict=True)
    )


def _seen(entry: Entry) -> tuple[object, ...]:
    return (
        entry.page,
        entry.words,
        entry.corrected or entry.words,
        entry.start,
        entry.end,
        entry.speaker,
    )


def _identify(sentences: Sequence[Sentence], ids: Sequence[Anchor]) -> tuple[Sentence, ...]:
    return tuple(replace(sentence, id=name) for sentence, name in zip(sentences, ids, strict=True))


def _largest_first(outcome: Outcome) -> list[int]:
    """Return the heirs of an entry, with that first to which its link leads."""
    return sorted(outcome.heirs, key=lambda heir: (heir != outcome.largest, heir))


def _name(
    entries: Sequence[Entry], outcomes: Sequence[Outcome], sentences: Sequence[Sentence]
) -> list[Anchor]:
    """Return the ids of sentences: each of the claimant with its words, live, most similar."""
    claimed = _claim(entries, outcomes)
    taken = {entry.anchor for entry in entries}
    ids: list[Anchor] = []
    said = words_of_all([sentence.received for sentence in sentences])
    for index, (sentence, words) in enumerate(zip(sentences, said, strict=True)):
        # A file exported from an archive has anchors; those in the ledger went to their heirs.
        own = sentence.id if sentence.id not in taken else None
        anchor = claimed.get(index) or own or mint(sentence.start, words, taken)
        taken.add(anchor)
        ids.append(anchor)
    return ids


def _claim(entries: Sequence[Entry], outcomes: Sequence[Outcome]) -> Mapping[int, Anchor]:
    """Return the anchors that sentences keep."""
    best: dict[int, tuple[tuple[bool, bool, float], Anchor]] = {}
    for entry, outcome in zip(entries, outcomes, strict=True):
        if len(outcome.heirs) == 1 and outcome.likeness:
            claim = (outcome.fate == "kept", entry.state == "live", outcome.likeness)
            if outcome.heirs[0] not in best or claim > best[outcome.heirs[0]][0]:
                best[outcome.heirs[0]] = claim, entry.anchor
    for entry, outcome in zip(entries, outcomes, strict=True):
        # A sentence was merged with others that have anchors: its own part is the one without, if
        # that has most of its words.
        free = [heir for heir in outcome.heirs if heir not in best]
        if free == [outcome.largest] and len(outcome.heirs) > 1 and entry.state == "live":
            best[free[0]] = (False, True, 0.0), entry.anchor
    return {index: anchor for index, (_, anchor) in best.items()}


def _rewrite(
    entry: Entry, described: Mapping[Anchor, Entry], heirs: Sequence[Anchor], on: date, why: str
) -> Entry:
    """Return the new state of an entry."""
    if now := described.get(entry.anchor):
        source = entry.source if _seen(entry)[1:] == _seen(now)[1:] else now.source
        return replace(now, source=source, pages=_pages(entry, now.page))
    if heirs:
        page = described[heirs[0]].page
        state: State = "merged" if len(heirs) == 1 else "split"
        since = entry.on if entry.state == state else on
        return replace(
            entry,
            state=state,
            to=tuple(heirs),
            page=page,
            pages=_pages(entry, page),
            on=since,
            why="",
        )
    return entry if entry.state == "gone" else replace(entry, state="gone", to=(), on=on, why=why)


def _pages(entry: Entry, page: str) -> tuple[str, ...]:
    return (
        entry.pages
        if page == entry.page
        else tuple(dict.fromkeys(old for old in (*entry.pages, entry.page) if old != page))
    )


def _order(entries: Iterable[Entry], described: Mapping[Anchor, Entry]) -> Iterable[Entry]:
    """Sort live entries like their sentences; others stay behind the live one they followed."""
    carried: dict[Anchor, Entry] = {}
    following: defaultdict[Anchor | None, list[Entry]] = defaultdict(list)
    last: Anchor | None = None
    for entry in entries:
        if entry.state == "live":
            carried[entry.anchor] = entry
            last = entry.anchor
        else:
            following[last].append(entry)
    yield from following[None]
    for anchor, now in described.items():
        yield carried.get(anchor, now)
        yield from following[anchor]


def _moved(entries: Iterable[Entry]) -> Iterator[Moved]:
    for entry in entries:
        if entry.state != "gone":
            for page in entry.pages:
                heir = entry.to[0] if entry.to else entry.anchor
                yield Moved(page=page, anchor=entry.anchor, to_page=entry.page, heir=heir)


def _notes(entries: Sequence[Entry]) -> Iterable[Gone]:
    nearest: dict[Anchor, tuple[int, Entry]] = {}
    for direction in (entries, entries[::-1]):
        last: Entry | None = None
        distance = 0
        for entry in direction:
            distance += 1
            if entry.state == "live":
                last, distance = entry, 0
            elif last and distance < nearest.get(entry.anchor, (len(entries) + 1,))[0]:
                nearest[entry.anchor] = distance, last
    for entry in entries:
        if entry.state == "gone" and entry.on:
            near = nearest[entry.anchor][1] if entry.anchor in nearest else None
            for page in (*entry.pages, entry.page):
                yield Gone(
                    page=page,
                    anchor=entry.anchor,
                    on=entry.on,
                    why=entry.why,
                    near=near.anchor if near else None,
                    near_page=near.page if near else "",
                )
