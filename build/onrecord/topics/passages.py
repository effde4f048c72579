"""From mentions to passages: where a subject is discussed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.model import Anchor, Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from onrecord.model import Episode, Sentence, SubheadingRule
    from onrecord.topics.candidates import Mention

# Talk comes back to its subject within this many sentences, or has gone on to another.
GAP = 3
# A longer term that has a line of its own says less of the shorter within it.
WITHIN_ANOTHER = 0.5
# With as many sentences that say the term itself, those within longer terms are left to these.
ENOUGH = 2
# From here on a passage is about the term; below, it must be said in a way that makes it the subject.
DISCUSSED = 1.3
# A chapter named after the term is about it.
TOPICAL = 3.0
# What is said in the first sentences is announced: a teaser, an introduction.
OPENING, ANNOUNCED = 12, 0.5
# Locators of one term in one episode: beyond, a reader follows the strip.
MOST = 12
# A term with no passage that discusses it has its best mentions, as a book's index has.
MENTIONS = 3
CONTEXT = 150
# "What is X?", "X is", "called X": the sentence is about the term.
DEFINING = re.compile(
    r"\W*(?:is|are|was|were|means?|has|have|does|do|can|will|would|could|should|might)\b",
    re.IGNORECASE,
)
NAMING = re.compile(
    r"(?:called|what(?:'s| is| are| about)|about|against|concept of|idea of|notion of|known as|explain|on|for|why)\W*(?:the |an? )?\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TermSentence:
    """A sentence that names a term."""

    sentence: int
    weight: float
    span: tuple[int, int]
    """Characters of its first mention."""


def find_passages(
    episode: Episode,
    chapter_of: Sequence[int],
    places: Iterable[TermSentence],
    rules: Sequence[SubheadingRule] = (),
    *,
    topical: frozenset[int] = frozenset(),
) -> tuple[Passage, ...]:
    """Give the passages that discuss a term, in order, the main one marked.

    Args:
        episode: compiled.
        chapter_of: of each sentence, the index of its chapter.
        places: sentences that name the term, in order.
        rules: of the editor, for subheadings.
        topical: chapters named after the term, and no more than that.
    """
    groups: list[list[TermSentence]] = []
    for place in places:
        last = groups[-1][-1].sentence if groups else -1
        if (
            groups
            and place.sentence - last <= GAP
            and chapter_of[place.sentence] == chapter_of[last]
        ):
            groups[-1].append(place)
        else:
            groups.append([place])
    # What a teaser has is said again where it belongs.
    teased = episode.teaser.end if episode.teaser else 0
    groups = [group for group in groups if group[-1].sentence >= teased] or groups
    groups = _fill(groups, chapter_of, topical)
    best = [_find_best(episode, group) for group in groups]
    strengths = [
        _strength(episode, group, salience, chapter_of[group[0].sentence] in topical)
        for group, (salience, _) in zip(groups, best, strict=True)
    ]
    order = sorted(range(len(groups)), key=lambda index: (-strengths[index], index))
    kept = [index for index in order if strengths[index] >= DISCUSSED][:MOST] or order[:MENTIONS]
    main = kept[0]
    return tuple(
        _passage(
            episode,
            chapter_of[groups[index][0].sentence],
            groups[index],
            best[index][1],
            rules,
            main=index == main,
        )
        for index in sorted(kept)
    )


def _fill(
    groups: Sequence[list[TermSentence]], chapter_of: Sequence[int], topical: frozenset[int]
) -> list[list[TermSentence]]:
    """Join the groups of a chapter that is named after the term: what is said between them is about it too."""
    filled: list[list[TermSentence]] = []
    for group in groups:
        chapter = chapter_of[group[0].sentence]
        if filled and chapter in topical and chapter_of[filled[-1][0].sentence] == chapter:
            filled[-1] = [*filled[-1], *group]
        else:
            filled.append(group)
    return filled


def _find_best(episode: Episode, group: Sequence[TermSentence]) -> tuple[float, TermSentence]:
    """Give the sentence that is most about the term, the first of equals, behind how much it is."""
    saliences = [_salience(episode.sentences[place.sentence].text, place.span) for place in group]
    return max(zip(saliences, group, strict=True), key=lambda one: (one[0], -one[1].sentence))


def _strength(
    episode: Episode, group: Sequence[TermSentence], salience: float, topical: bool
) -> float:
    strength = sum(place.weight for place in group)
    opening = group[0].sentence < OPENING < len(episode.sentences) // 4
    return strength + salience + (TOPICAL if topical else 0.0) - (ANNOUNCED if opening else 0.0)


def _salience(text: str, span: tuple[int, int]) -> float:
    """Say how much a sentence is about what it names: 1 where it asks for it, defines it, or begins with it."""
    before, after = text[: span[0]], text[span[1] :]
    words = text.count(" ") + 1
    # "Yeah, Bitcoin." says nothing.
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
    episode: Episode,
    chapter: int,
    group: Sequence[TermSentence],
    best: TermSentence,
    rules: Sequence[SubheadingRule],
    *,
    main: bool,
) -> Passage:
    first, last = group[0].sentence, group[-1].sentence
    opening, closing = episode.sentences[first], episode.sentences[last]
    quoted = episode.sentences[best.sentence]
    return Passage(
        sentences=(first, last + 1),
        chapter=chapter,
        first=Anchor(opening.id),
        last=Anchor(closing.id),
        start=opening.start,
        end=closing.end if closing.end is not None else closing.start,
        mentions=len(group),
        main=main,
        speaker=quoted.speaker or "",
        context=shorten_around(quoted.text, best.span),
        subheading=_subheading(episode.sentences[first : last + 1], rules),
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
    """Cut a sentence around some of its characters, at words.

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
    """Give of each sentence the index of its chapter."""
    found = [0] * len(episode.sentences)
    for index, chapter in enumerate(episode.chapters):
        for sentence in range(*chapter.sentences):
            found[sentence] = index
    return found


def term_sentences(
    mentions: Mapping[int, Sequence[Mention]], lighter: frozenset[Mention]
) -> list[TermSentence]:
    """Give the sentences that name a term, in order, each with its weight."""
    places: list[TermSentence] = []
    own = [sentence for sentence, said in mentions.items() if not lighter.issuperset(said)]
    for sentence in sorted(own if len(own) >= ENOUGH else mentions):
        said = mentions[sentence]
        weight = sum(WITHIN_ANOTHER if mention in lighter else 1.0 for mention in said)
        # Twice in one sentence is a turn of phrase.
        places.append(
            TermSentence(sentence, min(weight, 1.25), min(mention.span for mention in said))
        )
    return places
