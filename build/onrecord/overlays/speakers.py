"""Who speaks: what the transcript file says, and what people say of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.errors import Place, near
from onrecord.model import Anchor, Label, Milliseconds, Sentence, WordTime
from onrecord.overlays.spoken import time_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from onrecord.errors import Issue
    from onrecord.overlays.people import Cast


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """From a place on somebody else speaks, says an editor."""

    offset: int
    """In the transcript's text."""
    speaker: str | None
    """Name of a person; None: nobody knows."""
    place: Place


def find_person(
    name: str, cast: Cast, place: Place, what: str
) -> tuple[str | None, tuple[Issue, ...]]:
    """Give the name of the person that a name or alias means. Where nobody at all is known, every name is taken as it is.

    >>> from onrecord.overlays.people import Cast
    >>> from onrecord.model import Person
    >>> name, issues = find_person("Ann Le", Cast([Person(name="Ann Lee")]), Place(path="overlay.yml"), "speakers[1]")
    >>> print(*issues)
    overlay.yml:1:1: error: speakers[1]: nobody of this name is known: 'Ann Le'
        hint: did you mean 'Ann Lee'? Or add the name to content/people.yml
    """
    if not name:
        return None, ()
    if person := cast.find(name):
        return person.name, ()
    if not cast.people:
        return name, ()
    hint = f"{near(name, cast.names)} Or add the name to content/people.yml"
    return None, (place.issue(f"{what}: nobody of this name is known", found=name, hint=hint),)


def read_labels(
    labels: Sequence[Label], cast: Cast, sentences: Sequence[Sentence]
) -> tuple[dict[str, str], tuple[Issue, ...]]:
    """Give who is behind each label that an editor explains, and what is wrong with the explanations."""
    behind: dict[str, str] = {}
    issues: list[Issue] = []
    known = {sentence.speaker for sentence in sentences if sentence.speaker}
    for one in labels:
        place = Place(path=one.path, line=one.line, column=one.column)
        name, wrong = find_person(one.person, cast, place, "people")
        issues += wrong
        if one.label not in known:
            issues.append(
                place.issue(
                    "no such label in the transcript",
                    found=one.label,
                    hint=near(one.label, known),
                    severity="warning",
                )
            )
        elif name:
            behind[one.label] = name
    return behind, tuple(issues)


def attribute(
    sentences: Sequence[Sentence],
    handovers: Sequence[Handover],
    behind: Mapping[str, str],
    cast: Cast,
) -> tuple[Sentence, ...]:
    """Give each sentence its speaker.

    What an editor says holds from its place on, until the next thing an editor says, or until the file itself names another speaker:
    so an entry mends one turn of a labelled transcript, and all that follows in one without labels.

    Args:
        sentences: with the labels of the file.
        handovers: each at the start of a sentence.
        behind: the people behind labels, as an editor says.
        cast: the people behind names and aliases.
    """
    labels = {
        label: cast.find(label) for label in {sentence.speaker for sentence in sentences} if label
    }
    # Another spelling of a name that the file gives is still what the file says.
    names = {label: person.name if person else label for label, person in labels.items()}
    by_offset = {handover.offset: handover for handover in handovers}
    attributed: list[Sentence] = []
    current: Handover | None = None
    label: str | None = None
    for sentence in sentences:
        if sentence.speaker and sentence.speaker != label:
            current, label = None, sentence.speaker
        current = by_offset.get(sentence.span[0], current)
        if current:
            attributed.append(replace(sentence, speaker=current.speaker, attribution="editor"))
        elif sentence.speaker and sentence.speaker in behind:
            attributed.append(
                replace(sentence, speaker=behind[sentence.speaker], attribution="editor")
            )
        elif sentence.speaker:
            attributed.append(replace(sentence, speaker=names[sentence.speaker]))
        else:
            attributed.append(sentence)
    return tuple(attributed)


def divide_at(sentences: Sequence[Sentence], offsets: Sequence[int]) -> tuple[Sentence, ...]:
    """Set borders of sentences where editors say that the speaker changes; the time there is interpolated, if no word has one.

    >>> from onrecord.model import Milliseconds
    >>> said = Sentence(text="Yes? No.", span=(0, 8), start=Milliseconds(0), end=Milliseconds(800), timing="exact")
    >>> [(one.text, one.start, one.end, one.timing) for one in divide_at([said], [5])]
    [('Yes?', 0, 500, 'exact'), ('No.', 500, 800, 'interpolated')]
    """
    return tuple(part for sentence in sentences for part in _divide(sentence, offsets))


def _divide(sentence: Sentence, offsets: Sequence[int]) -> Iterator[Sentence]:
    start, end = sentence.span
    borders = sorted({start, end, *(offset for offset in offsets if start < offset < end)})
    if len(borders) == 2:  # noqa: PLR2004 - its own
        yield sentence
        return
    for first, last in pairwise(borders):
        text = sentence.text[first - start : last - start].rstrip()
        exact = first == start or any(word.span[0] == first - start for word in sentence.words)
        yield replace(
            sentence,
            text=text,
            span=(first, first + len(text)),
            start=sentence.start if first == start else time_in(sentence, first - start),
            end=sentence.end
            if last == end
            else _latest(time_in(sentence, last - start), sentence.end),
            timing=sentence.timing if exact or sentence.start is None else "interpolated",
            paragraph=sentence.paragraph and first == start,
            id=sentence.id if first == start else Anchor(""),
            words=tuple(
                WordTime(
                    span=(word.span[0] - first + start, word.span[1] - first + start),
                    start=word.start,
                    end=word.end,
                    confidence=word.confidence,
                )
                for word in sentence.words
                if first - start <= word.span[0] and word.span[1] <= first - start + len(text)
            ),
        )


def _latest(time: Milliseconds | None, end: Milliseconds | None) -> Milliseconds | None:
    return time if time is None or end is None else min(time, end)


def settle(offset: int, sentences: Sequence[Sentence], index: int) -> int:
    """Give where a speaker starts: where the words do, or the sentence, if only marks stand before them."""
    start = sentences[index].span[0]
    before = sentences[index].text[: offset - start]
    return offset if any(character.isalnum() for character in before) else start
