"""Turn labels in front of words into voices, and carry voices to cues without one.

Inside this package, a voice of None continues the one before where that is the convention of the
file, and an empty voice is an unknown speaker. `formats.read` returns cues with a name or None.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from onrecord.formats._base import squeeze
from onrecord.formats._label_doubts import find_label_like, find_odd_label
from onrecord.formats._label_evidence import fold, looks_like_label
from onrecord.formats._label_forms import (
    ends_sentence,
    find_candidate,
    find_turns,
    is_sound,
    only_sounds,
)
from onrecord.formats._labels import believe
from onrecord.formats._signature import is_ours
from onrecord.formats._stage_lines import is_break, is_credit, is_stage_line
from onrecord.formats._strict_labels import are_speakers, find_strict
from onrecord.model import Cue
from onrecord.text.reading_length import count_words
from onrecord.text.scripts import CHINESE_JAPANESE

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from onrecord.formats._label_forms import Candidate
    from onrecord.formats._labels import Belief
    from onrecord.formats._tally import Tally
    from onrecord.model import Milliseconds, WordTime

# Words that a label reaches over without being said again: three minutes of talk, or three times
# the second longest reach of the file.
_REACH = 450
_TIMES_THE_OTHERS = 3
_SHOWN = 5
# Voice of a cue in which nobody speaks, inside this module.
_SOUND = "\0sound"
# Chinese and Japanese have no space where a line ends.
_WIDE_BREAK = re.compile(f"(?<=[{CHINESE_JAPANESE}])\n(?=[{CHINESE_JAPANESE}])")
_NO_NAME = re.compile(r"[-–—_.…?!*#~\s]+")


class _Part(NamedTuple):
    start: int
    end: int
    voice: str | None
    paragraph: bool = False


def name_speakers(cues: Sequence[Cue], known: Container[str], tally: Tally) -> tuple[Cue, ...]:
    """Turn the labels in front of words into voices, and squeeze line breaks.

    Args:
        cues: as a reader gives them, with line breaks inside their texts.
        known: folded names of speakers, and labels, that other files state.
        tally: for labels that are not believed.

    >>> from onrecord.formats._tally import Tally
    >>> from onrecord.model import Cue
    >>> texts = "Ann: Hi.", "there", "Bob: Yo.", "Ann: So.", "Bob: Hm."
    >>> cues = [Cue(start=None, end=None, text=text) for text in texts]
    >>> [(cue.voice, cue.text) for cue in carry(name_speakers(cues, (), Tally("a")))]
    [('Ann', 'Hi.'), ('Ann', 'there'), ('Bob', 'Yo.'), ('Ann', 'So.'), ('Bob', 'Hm.')]
    """
    if is_ours(cues):
        return tuple(map(_squeezed, cues))
    if any(cue.voice for cue in cues):
        named = tuple(_close_open(_name_open(cues, known, tally.doubted), known))
    elif (belief := believe([cue.text.split("\n") for cue in cues], known)).any:
        named = tuple(_close_open(_name_by_labels(cues, belief, tally.doubted), known))
    elif found := find_strict(cues, known):
        named = _name_by_signs(cues, found)
    else:
        named = tuple(map(_whole, cues))
        tally.doubted.update(_find_doubted(cues))
    _report(tally)
    return named


def _name_open(
    cues: Sequence[Cue], known: Container[str], doubted: dict[str, int]
) -> Iterator[Cue]:
    """Yield the cues of a file that states voices.

    A cue without one does not continue the voice before if a label stands in front of its words.
    """
    for cue in cues:
        whole = _whole(cue)
        if is_credit(cue.text):
            yield replace(whole, voice="")
            continue
        label = "" if whole.voice else find_label_like(cue.text)
        if not label:
            yield whole
        elif fold(label) in known:
            text, words = _cut(cue, _Part(_behind(cue.text, label), len(cue.text), None))
            yield replace(whole, text=text, words=words, voice=label)
        else:
            if label.isdigit() or not is_sound(label):
                doubted.setdefault(label, cue.line)
            yield replace(whole, voice="")


def _close_open(cues: Iterable[Cue], known: Container[str]) -> Iterator[Cue]:
    """Yield the cues; one without a voice is nobody's where identifiers name somebody else.

    Some programs write the names of speakers as the identifiers of cues.
    """
    named = tuple(cues)
    identified = are_speakers([cue.identifier for cue in named], known)
    for cue in named:
        yield replace(cue, voice="") if identified and cue.voice is None else cue


def _find_doubted(cues: Sequence[Cue]) -> dict[str, int]:
    """Return what looks like a name before a colon in a file without believed labels."""
    first = ((find_candidate(cue.text), cue.line) for cue in cues)
    doubted: dict[str, int] = {}
    for found, line in first:
        if found and found.form == "colon" and looks_like_label(found.name):
            doubted.setdefault(found.name, line)
    # One sentence with a colon is no sign of labels.
    return doubted if 1 < len(doubted) >= len(cues) / 3 else {}


def _name_by_signs(cues: Sequence[Cue], found: Sequence[tuple[str, int]]) -> tuple[Cue, ...]:
    """Return the cues with the labels that `find_strict` found."""
    cut = (
        (cue, voice, *_cut(cue, _Part(start, len(cue.text), None)))
        for cue, (voice, start) in zip(cues, found, strict=True)
    )
    return tuple(
        replace(cue, text=text, words=words, voice=voice) for cue, voice, text, words in cut if text
    )


def _name_by_labels(cues: Sequence[Cue], belief: Belief, doubted: dict[str, int]) -> Iterator[Cue]:
    """Yield the cues, divided at their labels."""
    ended = True
    pending: str | None = None
    for cue in cues:
        if ended and only_sounds(cue.text):
            # A sound is nobody's; the speaker before it continues behind it.
            yield replace(_whole(cue), voice="" if is_break(cue.text) else _SOUND)
            continue
        identifier, paragraph = cue.identifier, cue.paragraph
        for part in _divide(cue, belief, doubted, ended=ended):
            voice = pending if part.voice is None else part.voice
            text, words = _cut(cue, part)
            if not text:
                # A name on a line of its own is for the words below, in the next cue too.
                pending = voice
                continue
            # 2.8 µs where `replace` takes 4.3: one for each cue of a labelled file.
            yield Cue(
                start=_start(cue, part, words),
                end=_end(cue, part),
                text=text,
                voice=belief.full.get(voice, voice) if voice else voice,
                identifier=identifier,
                words=words,
                line=cue.line,
                paragraph=part.paragraph or paragraph,
                topics=cue.topics,
            )
            pending, identifier, paragraph = None, "", False
        ended = ends_sentence(cue.text) or is_stage_line(cue.text, capitals=belief.capitals)


def _report(tally: Tally) -> None:
    if not tally.doubted:
        return
    shown = [f"{name} (line {line})" for name, line in tally.doubted.items()]
    name = next(iter(tally.doubted))
    key = json.dumps(name, ensure_ascii=not name.isprintable())
    tally.add(
        "these look like speaker labels but are not accepted as such, so the words after them "
        "have no speaker",
        affects="labels",
        line=tally.doubted[name],
        found=", ".join(shown[:_SHOWN]) + (" …" if len(shown) > _SHOWN else ""),
        hint=f'if they name speakers, add to episode.yml: labels: {{{key}: "NAME"}}',
    )


def _divide(cue: Cue, belief: Belief, doubted: dict[str, int], *, ended: bool) -> Iterator[_Part]:
    """Return the parts of a cue in order; nothing but labels and marks is left out between them."""
    start, voice, paragraph = 0, cue.voice, False
    offset = 0
    alone = cue.start is None and "\n" not in cue.text
    for number, line in enumerate(cue.text.split("\n")):
        candidate = find_candidate(line)
        if candidate and belief.trusts(candidate):
            if begin := offset + candidate.start:
                yield _Part(start, begin, voice, paragraph)
            start, voice = offset + candidate.end, candidate.name
            paragraph = candidate.form == "chevron"
            if voice not in belief.names:
                length, voice = _unnamed_turn(line, candidate, belief, doubted, cue.line)
                start = offset + length
        elif (ended or not number) and (
            label := belief.find_doubted(candidate, line, ended=ended, timed=cue.start is not None)
        ):
            yield _Part(start, offset, voice, paragraph)
            start, voice, paragraph = offset, "", False
            if label in belief.stated:
                start, voice = offset + _behind(line, label), label
            else:
                doubted.setdefault(label, cue.line)
        elif ended and belief.leaves_open(line, first=not number, alone=alone):
            yield _Part(start, offset, voice, paragraph)
            start, voice, paragraph = offset, "", False
        for turn, stop, name in _inside(line, candidate.end if candidate else 0, belief):
            yield _Part(start, offset + turn, voice, paragraph)
            start, voice, paragraph = offset + stop, name, True
        offset += len(line) + 1
        ended = _is_ended(line, candidate, belief)
    yield _Part(start, len(cue.text), voice, paragraph)


def _unnamed_turn(
    line: str, candidate: Candidate, belief: Belief, doubted: dict[str, int], number: int
) -> tuple[int, str]:
    """Return where the words behind chevrons begin that no believed name follows, and the voice."""
    label = candidate.name or find_odd_label(line[candidate.end :], everywhere=False)
    if label in belief.stated:
        return _behind(line, label), label
    if label:
        doubted.setdefault(label, number)
    return candidate.end - _length_of_name(line, candidate.end), ""


def _behind(line: str, label: str) -> int:
    """Return the offset of the words behind a label that a line begins with."""
    end = line.index(label) + len(label)
    return len(line) - len(line[end:].lstrip(":： \t"))


def _is_ended(line: str, candidate: Candidate | None, belief: Belief) -> bool:
    """Return whether somebody else may start below a line."""
    alone = candidate is not None and candidate.end == len(line)
    return not alone and (ends_sentence(line) or is_stage_line(line, capitals=belief.capitals))


def _length_of_name(line: str, end: int) -> int:
    # Behind chevrons, what is no name stays among the words.
    return end - (len(line[:end]) - len(line[:end].lstrip("> \t")))


def _inside(line: str, begin: int, belief: Belief) -> Iterator[tuple[int, int, str]]:
    """Yield the turns inside a line: chevrons, and believed labels after a sentence."""
    if belief.chevrons:
        for turn in find_turns(line):
            if turn > begin:
                found = find_candidate(line[turn:])
                name = found.name if found and found.name in belief.names else ""
                yield turn, turn + (found.end if found and (name or not found.name) else 2), name
    elif line.find(":", begin) >= 0 or line.find("：", begin) >= 0:
        for stop in re.finditer(r"[.!?…。！？”\"][ ]", line[begin:]):
            place = begin + stop.end()
            found = find_candidate(line[place:])
            if found and found.form == "colon" and found.name in belief.names:
                yield place + found.start, place + found.end, found.name


def _whole(cue: Cue) -> Cue:
    voice = cue.voice
    if voice and not voice[0].isalnum() and _NO_NAME.fullmatch(voice):
        cue = replace(cue, voice="")
    return _squeezed(cue)


def _squeezed(cue: Cue) -> Cue:
    if "\n" not in cue.text:
        return cue
    return replace(cue, text=squeeze(cue.text if cue.words else _WIDE_BREAK.sub("", cue.text)))


def _cut(cue: Cue, part: _Part) -> tuple[str, tuple[WordTime, ...]]:
    """Return the text of a part of a cue, and the times of its words."""
    raw = cue.text[part.start : part.end]
    if not cue.words:
        return squeeze(_WIDE_BREAK.sub("", raw) if "\n" in raw else raw), ()
    text = squeeze(raw)
    shift = part.start + len(raw) - len(raw.lstrip())
    words = tuple(
        replace(word, span=(max(0, word.span[0] - shift), min(len(text), word.span[1] - shift)))
        for word in cue.words
        if word.span[1] > shift and word.span[0] < part.end
    )
    return text, words


def _start(cue: Cue, part: _Part, words: Sequence[WordTime]) -> Milliseconds | None:
    """Return the time of the first word of a part of a cue, else the start of the cue."""
    return words[0].start if part.start and words and words[0].span[0] == 0 else cue.start


def _end(cue: Cue, part: _Part) -> Milliseconds | None:
    """Return the time of the first word behind a part of a cue, else the end of the cue."""
    behind = (word.start for word in cue.words if word.span[0] >= part.end)
    return next((start for start in behind if start > (cue.start or 0)), cue.end)


def carry(cues: Sequence[Cue]) -> tuple[Cue, ...]:
    """Return each cue its voice, or None where the file leaves it open.

    Files state voices with every cue, or, as Podcasting 2.0 has it, "at the beginning of each
    caption when they change". In a file of the second kind a cue without a voice goes on with the
    voice before it, which is its convention and no guess, but not over minutes; in one of the first
    kind nobody knows whose it is. A file with a single label is taken for the first kind.

    >>> from onrecord.model import Cue
    >>> def voices(*names):
    ...     cues = [Cue(start=None, end=None, text="a", voice=name) for name in names]
    ...     return [cue.voice for cue in carry(cues)]
    >>> voices("Ann", None, "Ben", None), voices("Ann", None, "Ben", "", None)
    (['Ann', 'Ann', 'Ben', 'Ben'], ['Ann', 'Ann', 'Ben', None, None])
    >>> voices("Ann", "Ann", "Ben", "Ben", None)
    ['Ann', 'Ann', 'Ben', 'Ben', None]
    """
    stated = [cue.voice for cue in cues if cue.voice != _SOUND]
    if all(stated) and len(stated) == len(cues):
        return tuple(cues)
    if is_ours(cues) or not _stated_on_change(stated):
        return tuple(_with_voice(cue, None if cue.voice == _SOUND else cue.voice) for cue in cues)
    return tuple(_go_on(cues))


def _go_on(cues: Sequence[Cue]) -> Iterator[Cue]:
    """Yield the cues of a file that states voices where they change."""
    reaches = _reaches(cues)
    allowed = max(_REACH, _TIMES_THE_OTHERS * sorted(reaches)[-2]) if len(reaches) > 1 else _REACH
    left = iter(reaches)
    current: str | None = None
    far = in_sentence = False
    for cue in cues:
        if cue.voice == _SOUND:
            yield replace(cue, voice=None)
            continue
        if cue.voice is not None:
            current = cue.voice
            far, in_sentence = bool(current) and next(left) > allowed, True
        # The words in the rest of a sentence are still whose label it has.
        yield _with_voice(cue, current if in_sentence or not far else None)
        in_sentence = in_sentence and not ends_sentence(cue.text)


def _with_voice(cue: Cue, voice: str | None) -> Cue:
    return cue if cue.voice == (voice or None) else replace(cue, voice=voice or None)


def _stated_on_change(voices: Sequence[str | None]) -> bool:
    stated = {voice for voice in voices if voice}
    if len(stated) <= 1 or None not in voices:
        return False
    after = [(one, other) for one, other in pairwise(voices) if one]
    repeated = sum(one == other for one, other in after)
    return sum(other is None for _, other in after) > repeated


def _reaches(cues: Sequence[Cue]) -> list[int]:
    """Return for each stated voice the words up to the next one, without those of its own cue."""
    reaches: list[int] = []
    counting = False
    for cue in cues:
        if cue.voice == _SOUND:
            continue
        if cue.voice is not None:
            counting = bool(cue.voice)
            if counting:
                reaches.append(0)
        elif counting:
            reaches[-1] += count_words(cue.text)
    return reaches
