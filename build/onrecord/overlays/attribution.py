"""Speakers: the labels of the transcript file, as editors explain and correct them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.errors import Place, near
from onrecord.model import Anchor, Label, Sentence
from onrecord.overlays.transcript_text import time_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from onrecord.errors import Issue
    from onrecord.overlays.people import PeopleIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """A change of speaker that an editor states."""

    speaker: str | None
    """Name of a person; None if unknown."""
    place: Place


def find_person(
    name: str, people: PeopleIndex, place: Place, entry: str
) -> tuple[str | None, tuple[Issue, ...]]:
    """Return the name of the person with a name or alias, and issues.

    If no people are known at all, every name is accepted.

    Args:
        name: or alias; empty for nobody.
        people: those known.
        place: of the entry, for messages.
        entry: its name, likewise.

    >>> from onrecord.overlays.people import PeopleIndex
    >>> from onrecord.model import Person
    >>> people, place = PeopleIndex([Person(name="Ann Lee")]), Place(path="overlay.yml")
    >>> name, issues = find_person("Ann Le", people, place, "speakers[1]")
    >>> print(*issues)
    overlay.yml:1:1: error: speakers[1]: nobody of this name is known: 'Ann Le'
        hint: did you mean 'Ann Lee'? Or add the name to content/people.yml
    """
    if not name:
        return None, ()
    if person := people.find(name):
        return person.name, ()
    if not people.people:
        return name, ()
    hint = near(name, people.names, otherwise="add the name to content/people.yml")
    return None, (place.issue(f"{entry}: nobody of this name is known", found=name, hint=hint),)


def read_labels(
    labels: Sequence[Label], people: PeopleIndex, sentences: Sequence[Sentence]
) -> tuple[dict[str, str], tuple[Issue, ...]]:
    """Return the names of the people behind labels that an editor explains, and issues.

    Of two explanations of a label, the last wins.
    """
    behind: dict[str, str] = {}
    issues: list[Issue] = []
    known = {sentence.speaker for sentence in sentences if sentence.speaker}
    for one in (label for label in labels if label.person):
        name, wrong = find_person(one.person, people, one.place, "people")
        issues += wrong
        if one.label not in known:
            issues.append(
                one.place.issue(
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
    handovers: Mapping[int, Handover],
    behind: Mapping[str, str],
    people: PeopleIndex,
) -> tuple[Sentence, ...]:
    """Return sentences with their speakers.

    A handover holds until the next one, or until the file itself names another speaker: it corrects
    one turn of a transcript with labels, and all that follows in one without.

    Args:
        sentences: with the labels of the file.
        handovers: by their place in the text, each at the start of a sentence.
        behind: the people behind labels, as an editor states.
        people: by name and alias.
    """
    labels = {
        label: people.find(label) for label in {sentence.speaker for sentence in sentences} if label
    }
    # A name in another spelling is still attributed by the file, not by an editor.
    names = {label: person.name if person else label for label, person in labels.items()}
    attributed: list[Sentence] = []
    current: Handover | None = None
    label: str | None = None
    for sentence in sentences:
        if sentence.speaker and sentence.speaker != label:
            current, label = None, sentence.speaker
        current = handovers.get(sentence.span[0], current)
        if current:
            attributed.append(replace(sentence, speaker=current.speaker, attribution="editor"))
        elif sentence.speaker and sentence.speaker in behind:
            attributed.append(
                replace(sentence, speaker=behind[sentence.speaker], attribution="editor")
            )
        elif sentence.speaker and names[sentence.speaker] != sentence.speaker:
            attributed.append(replace(sentence, speaker=names[sentence.speaker]))
        else:
            attributed.append(sentence)
    return tuple(attributed)


def divide_at(sentences: Sequence[Sentence], offsets: Sequence[int]) -> tuple[Sentence, ...]:
    """Return sentences divided where speakers change.

    The time there is interpolated, unless it is that of a word.

    >>> from onrecord.model import Milliseconds
    >>> start, end = Milliseconds(0), Milliseconds(800)
    >>> said = Sentence(text="Yes? No.", span=(0, 8), start=start, end=end, timing="exact")
    >>> [(one.text, one.start, one.end, one.timing) for one in divide_at([said], [5])]
    [('Yes?', 0, 500, 'exact'), ('No.', 500, 800, 'interpolated')]
    """
    return tuple(part for sentence in sentences for part in _divide(sentence, offsets))


def _divide(sentence: Sentence, offsets: Sequence[int]) -> Iterator[Sentence]:
    start, end = sentence.span
    inner = sorted({offset - start for offset in offsets if start < offset < end})
    if not inner:
        yield sentence
    else:
        for first, last in pairwise((0, *inner, end - start)):
            yield _part(sentence, first, last)


def _part(sentence: Sentence, first: int, last: int) -> Sentence:
    """Return the part of a sentence between two of its characters."""
    start, end = sentence.span
    text = sentence.text[first:last].rstrip()
    until = sentence.end if last == end - start else time_at(sentence, last)
    part = replace(
        sentence,
        text=text,
        span=(start + first, start + first + len(text)),
        end=until if until is None or sentence.end is None else min(until, sentence.end),
        words=tuple(
            replace(word, span=(word.span[0] - first, word.span[1] - first))
            for word in sentence.words
            if first <= word.span[0] and word.span[1] <= first + len(text)
        ),
    )
    if not first:
        return part
    exact = sentence.start is None or any(word.span[0] == first for word in sentence.words)
    return replace(
        part,
        start=time_at(sentence, first),
        timing=sentence.timing if exact else "interpolated",
        paragraph=False,
        id=Anchor(""),
    )


def snap_to_sentence(offset: int, sentence: Sentence) -> int:
    """Return where a speaker starts: at the sentence, if only punctuation precedes the words."""
    start = sentence.span[0]
    before = sentence.text[: offset - start]
    return offset if any(character.isalnum() for character in before) else start
