"""Passages: ranges of sentences that discuss a term, built from its mentions."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.model import Anchor, Passage

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Sequence

    from onrecord.model import Episode, Sentence, SubheadingRule
    from onrecord.topics.candidates import Mention

# Mentions at most this many sentences apart belong to one passage.
GAP = 3
# With at least this many sentences that mention the term on its own, mentions inside longer terms
# are ignored.
ENOUGH = 2
# Minimum strength of a passage that discusses the term. A single mention reaches it only in a
# prominent position.
DISCUSSED = 1.3
# Strength of a passage in a chapter named after the term.
TOPICAL = 3.0
# The first sentences are often a teaser or an introduction: a passage there loses some strength.
OPENING, ANNOUNCED = 12, 0.5
# Maximum number of locators per term and episode.
MOST = 12
# If no passage discusses the term, its best mentions are listed, as in the index of a book.
MENTIONS = 3
CONTEXT = 150
# "What is X?", "X is", "called X": the sentence is about the term.
DEFINING = re.compile(
    r"\W*(?:is|are|was|were|means?|has|have|does|do|can|will|would|could|should|might)\b",
    re.IGNORECASE,
)
NAMING = re.compile(
    r"(?:called|what(?:'s| is| are| about)|about|against|concept of|idea of|notion of|known as"
    r"|explain|on|for|why)\W*(?:the |an? )?\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TermSentence:
    """A sentence that mentions a term."""

    sentence: int
    weight: float
    span: tuple[int, int]
    """Characters of the first mention."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A possible passage."""

    group: Sequence[TermSentence]
    chapter: int
    strength: float
    best: TermSentence
    """The first of the sentences with the most salient mention."""


def find_passages(
    episode: Episode,
    chapter_of: Sequence[int],
    places: Iterable[TermSentence],
    rules: Sequence[SubheadingRule] = (),
    *,
    topical: frozenset[int] = frozenset(),
) -> tuple[Passage, ...]:
    """Return the passages that discuss a term in order, the main one marked.

    Args:
        episode: Compiled.
        chapter_of: Index of each sentence's chapter.
        places: Sentences that mention the term, in order.
        rules: The editor's rules for subheadings.
        topical: Indexes of the chapters named after the term.
    """
    groups = _group(places, chapter_of)
    # Sentences of the teaser occur again later in the episode.
    teased = episode.teaser.end if episode.teaser else 0
    groups = [group for group in groups if group[-1].sentence >= teased] or groups
    groups = _fill(groups, chapter_of, topical)
    drafts = [_draft(episode, group, chapter_of[group[0].sentence], topical) for group in groups]
    ranked = sorted(drafts, key=lambda draft: -draft.strength)
    kept = [draft for draft in ranked if draft.strength >= DISCUSSED][:MOST] or ranked[:MENTIONS]
    return tuple(
        _passage(episode, draft, rules, main=draft is ranked[0])
        for draft in drafts
        if draft in kept
    )


def _group(places: Iterable[TermSentence], chapter_of: Sequence[int]) -> list[list[TermSentence]]:
    """Return sentences of one chapter that are near each other in groups."""
    groups: list[list[TermSentence]] = []
    for place in places:
        last = groups[-1][-1].sentence if groups else -1 - GAP
        if place.sentence - last <= GAP and chapter_of[place.sentence] == chapter_of[last]:
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def _fill(
    groups: Sequence[list[TermSentence]], chapter_of: Sequence[int], topical: frozenset[int]
) -> list[list[TermSentence]]:
    """Join all groups within a chapter that is named after the term."""
    filled: list[list[TermSentence]] = []
    for group in groups:
        chapter = chapter_of[group[0].sentence]
        if filled and chapter in topical and chapter_of[filled[-1][0].sentence] == chapter:
            filled[-1] = [*filled[-1], *group]
        else:
            filled.append(group)
    return filled


def _draft(
    episode: Episode, group: Sequence[TermSentence], chapter: int, topical: Collection[int]
) -> _Draft:
    saliences = [_salience(episode.sentences[place.sentence].text, place.span) for place in group]
    salience = max(saliences)
    strength = sum(place.weight for place in group) + salience
    if chapter in topical:
        strength += TOPICAL
    if group[0].sentence < OPENING < len(episode.sentences) // 4:
        strength -= ANNOUNCED
    best = group[saliences.index(salience)]
    return _Draft(group=group, chapter=chapter, strength=strength, best=best)


def _salience(text: str, span: tuple[int, int]) -> float:
    """Return how prominent a mention is, up to 1.

    It counts to be asked about, to be defined, and to stand at the start.
    """
    before, after = text[: span[0]], text[span[1] :]
    words = text.count(" ") + 1
    # "Yeah, Bitcoin." is no statement about the term.
    if words < 5:  # noqa: PLR2004
        return 0.0
    salience = 0.0
    if DEFINING.match(after):
        salience += 0.6
    if NAMING.search(before):
        salience += 0.5
    if text.rstrip("\"'”’").endswith("?"):
        salience += 0.4
    if before.count(" ") <= 3:  # noqa: PLR2004 - near its start
        salience += 0.3
    return min(1.0, salience)


def _passage(
    episode: Episode, draft: _Draft, rules: Sequence[SubheadingRule], *, main: bool
) -> Passage:
    first, last = draft.group[0].sentence, draft.group[-1].sentence
    quoted = episode.sentences[draft.best.sentence]
    return replace(
        passage_of(episode, draft.chapter, first, last),
        mentions=len(draft.group),
        main=main,
        speaker=quoted.speaker or "",
        context=shorten_around(quoted.text, draft.best.span),
        subheading=_subheading(episode.sentences[first : last + 1], rules),
    )


def passage_of(episode: Episode, chapter: int, first: int, last: int) -> Passage:
    """Return the passage from one sentence to another, without mentions."""
    opening, closing = episode.sentences[first], episode.sentences[last]
    return Passage(
        sentences=(first, last + 1),
        chapter=chapter,
        first=Anchor(opening.id),
        last=Anchor(closing.id),
        start=opening.start,
        end=closing.end if closing.end is not None else closing.start,
        mentions=0,
    )


def _subheading(sentences: Sequence[Sentence], rules: Sequence[SubheadingRule]) -> str:
    text = " ".join(sentence.text for sentence in sentences).casefold()
    return next(
        (
            rule.label
            for rule in rules
            if any(
                re.search(rf"(?<!\w){re.escape(word.casefold())}(?!\w)", text)
                for word in rule.words
            )
        ),
        "",
    )


def shorten_around(text: str, span: tuple[int, int], length: int = CONTEXT) -> str:
    """Shorten a sentence around a span, at word boundaries.

    >>> shorten_around("one two three four five", (8, 13), 14)
    '… two three four …'
    """
    if len(text) <= length:
        return text
    room = max(0, length - (span[1] - span[0]))
    start = max(0, min(span[0] - room // 2, len(text) - length))
    end = min(len(text), max(start + length, span[1]))
    if start:
        start = text.rfind(" ", 0, start) + 1 if text.rfind(" ", 0, start) >= start - 20 else start
    if end < len(text):
        following = text.find(" ", end)
        end = following if 0 <= following <= end + 20 else end
    return ("… " if start else "") + text[start:end].strip() + (" …" if end < len(text) else "")


def index_chapters(episode: Episode) -> list[int]:
    """Return the chapter index of each sentence."""
    found = [0] * len(episode.sentences)
    for index, chapter in enumerate(episode.chapters):
        for sentence in range(*chapter.sentences):
            found[sentence] = index
    return found


def term_sentences(mentions: Collection[Mention], inside: Container[Mention]) -> list[TermSentence]:
    """Return the sentences that mention a term in order, with weights.

    Args:
        mentions: All of them.
        inside: Those inside a longer term that has its own entry.
    """
    by_sentence: defaultdict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_sentence[mention.sentence].append(mention)
    own = {mention.sentence for mention in mentions if mention not in inside}
    # Two mentions in one sentence count little more than one.
    return [
        TermSentence(sentence, min(len(said), 1.25), min(mention.span for mention in said))
        for sentence, said in sorted(by_sentence.items())
        if sentence in own or len(own) < ENOUGH
    ]
