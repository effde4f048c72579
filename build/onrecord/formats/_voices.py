"""Turn labels in front of words into voices, and carry voices to cues without one.

Inside this package a voice of None goes on with the one before where that is the file's convention,
and an empty one is somebody whom the file does not name. What leaves `formats.read` has a name or
None.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from onrecord.anchors import is_anchor
from onrecord.formats._base import squeeze
from onrecord.formats._label_forms import ends_sentence, find_candidate, find_turns, only_sounds
from onrecord.formats._labels import believe
from onrecord.formats._strict_labels import find_strict
from onrecord.text.reading_length import count_words

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from onrecord.formats._labels import Belief
    from onrecord.formats._tally import Tally
    from onrecord.model import Cue, WordTime

_TWICE: Final = 2
# Words that a label reaches over without being said again: three minutes of talk, or three times
# the second longest reach of the file.
_REACH: Final = 450
_TIMES_THE_OTHERS: Final = 3
_SHOWN: Final = 5
_NO_NAME: Final = re.compile(r"[-–—_.…\s]+")


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
    if any(cue.voice for cue in cues) or _is_ours(cues):
        return tuple(_whole(cue) for cue in cues)
    units = [cue.text.split("\n") for cue in cues]
    belief = believe(units, known)
    if not belief.any and (strict := find_strict(cues, known)):
        cut = (
            (cue, voice or None, *_cut(cue, _Part(start, len(cue.text), None)))
            for cue, (voice, start) in zip(cues, strict, strict=True)
        )
        return tuple(
            replace(cue, text=text, words=words, voice=voice)
            for cue, voice, text, words in cut
            if text
        )
    if not belief.any:
        return tuple(_whole(cue) for cue in cues)
    labelled: list[Cue] = []
    ended = True
    pending: str | None = None
    for cue in cues:
        if ended and only_sounds(cue.text):
            # Heard, and said by nobody; whoever spoke before goes on behind it.
            labelled.append(replace(_whole(cue), voice=_SOUND))
            continue
        for number, part in enumerate(_divide(cue, belief, tally.doubted, ended=ended)):
            text, words = _cut(cue, part)
            if not text:
                # A name on a line of its own is for the words below, in the next cue too.
                pending = part.voice if part.voice is not None else pending
                continue
            voice, pending = part.voice if part.voice is not None else pending, None
            labelled.append(
                replace(
                    cue,
                    text=text,
                    words=words,
                    voice=belief.full.get(voice, voice) if voice else voice,
                    identifier="" if number else cue.identifier,
                    paragraph=part.paragraph or (cue.paragraph and not number),
                )
            )
        ended = ends_sentence(cue.text)
    _report(tally)
    return tuple(labelled)


_SOUND: Final = "\0sound"


def _is_ours(cues: Sequence[Cue]) -> bool:
    """Return whether the file is ours, and so names the speaker of each sentence."""
    return any(cue.sentence or (cue.identifier and is_anchor(cue.identifier)) for cue in cues)


def _report(tally: Tally) -> None:
    if not tally.doubted:
        return
    shown = [f"{name} (line {line})" for name, line in tally.doubted.items()]
    name = next(iter(tally.doubted))
    tally.add(
        "what may be labels and is not believed: the words behind are nobody’s",
        affects="labels",
        line=tally.doubted[name],
        found=", ".join(shown[:_SHOWN]) + (" …" if len(shown) > _SHOWN else ""),
        hint=f"if they name speakers, say so in episode.yml, as labels: {{{name}: NAME}}",
    )


def _divide(cue: Cue, belief: Belief, doubted: dict[str, int], *, ended: bool) -> Iterator[_Part]:
    """Return the parts of a cue in order; nothing but labels and marks is left out between them."""
    start, voice, paragraph = 0, cue.voice, False
    offset = 0
    for number, line in enumerate(cue.text.split("\n")):
        candidate = find_candidate(line)
        begins = number == 0 or ended
        if candidate and belief.trusts(candidate):
            yield _Part(start, offset + candidate.start, voice, paragraph)
            start, voice = offset + candidate.end, candidate.name
            paragraph = candidate.form == "chevron"
            if voice and voice not in belief.names:
                start, voice = offset + candidate.end - _length_of_name(line, candidate.end), ""
        elif begins and belief.doubts(candidate, line):
            yield _Part(start, offset, voice, paragraph)
            start, voice, paragraph = offset, "", False
            doubted.setdefault(candidate.name if candidate else line[:30].strip(), cue.line)
        for turn, stop, name in _inside(line, candidate.end if candidate else 0, belief):
            yield _Part(start, offset + turn, voice, paragraph)
            start, voice, paragraph = offset + stop, name, True
        offset += len(line) + 1
        alone = candidate is not None and candidate.end == len(line)
        ended = not alone and ends_sentence(line)
    yield _Part(start, len(cue.text), voice, paragraph)


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
    elif ":" in line[begin:] or "：" in line[begin:]:
        for stop in re.finditer(r"[.!?…。！？”\"][ ]", line[begin:]):
            place = begin + stop.end()
            found = find_candidate(line[place:])
            if found and found.form == "colon" and found.name in belief.names:
                yield place + found.start, place + found.end, found.name


def _whole(cue: Cue) -> Cue:
    voice = cue.voice
    if voice and not voice[0].isalnum() and _NO_NAME.fullmatch(voice):
        voice = ""
    return (
        replace(cue, text=squeeze(cue.text), voice=voice)
        if "\n" in cue.text or voice != cue.voice
        else cue
    )


def _cut(cue: Cue, part: _Part) -> tuple[str, tuple[WordTime, ...]]:
    """Return the text of a part of a cue, and the times of its words."""
    raw = cue.text[part.start : part.end]
    text = squeeze(raw)
    if not cue.words:
        return text, ()
    shift = part.start + len(raw) - len(raw.lstrip())
    words = tuple(
        replace(word, span=(max(0, word.span[0] - shift), min(len(text), word.span[1] - shift)))
        for word in cue.words
        if word.span[1] > shift and word.span[0] < part.end
    )
    return text, words


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
    stated = [cue.voice for cue in cues]
    if None not in stated and not any(voice in {"", _SOUND} for voice in stated):
        return tuple(cues)
    goes_on = not _is_ours(cues) and _stated_on_change(
        [voice for voice in stated if voice != _SOUND]
    )
    reaches = _reaches(cues) if goes_on else []
    allowed = max(_REACH, _TIMES_THE_OTHERS * sorted(reaches)[-2]) if len(reaches) > 1 else _REACH
    result: list[Cue] = []
    current: str | None = None
    far, open_sentence = False, False
    left = iter(reaches)
    for cue in cues:
        if cue.voice == _SOUND:
            result.append(replace(cue, voice=None))
            continue
        if cue.voice is not None:
            current = cue.voice or None
            far = current is not None and goes_on and next(left) > allowed
            result.append(cue if cue.voice else replace(cue, voice=None))
            # The words in the rest of its sentence are still whose label it is.
            open_sentence = not ends_sentence(cue.text)
            continue
        voice = current if goes_on and current and (not far or open_sentence) else None
        open_sentence = open_sentence and not ends_sentence(cue.text) if current else False
        result.append(replace(cue, voice=voice))
    return tuple(result)


def _stated_on_change(voices: Sequence[str | None]) -> bool:
    stated = {voice for voice in voices if voice}
    if len(stated) < _TWICE or None not in voices:
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
