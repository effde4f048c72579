"""Carry voices to cues without one, where that is the convention of the file."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.formats._cue_parts import join_lines
from onrecord.formats._sentence_ends import ends_sentence
from onrecord.formats._signature import is_ours
from onrecord.formats._sounds import is_break
from onrecord.text.reading_length import count_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.formats._tally import Tally
    from onrecord.model import Cue

SOUND = "\0sound"
"""Voice of a cue in which nobody speaks, inside this package."""

# Words that a label reaches over without being said again: three minutes of talk, or three times
# the second longest reach of the file.
_REACH = 450
_TIMES_THE_OTHERS = 3
# Silence (ms) between two cues behind which nobody knows who speaks.
_SILENCE = 60_000
# Share of cues with voices in files that state one with every cue.
_MOST = 0.8
# Paragraphs or cues without a label, for each one that has one.
_FEW_UNLABELLED = 0.067


def as_sound(cue: Cue) -> Cue:
    """Return a cue of sounds, in which nobody speaks; music also ends the turn before it."""
    return replace(join_lines(cue), voice="" if is_break(cue.text) else SOUND)


def close_unvoiced(cues: Sequence[Cue], tally: Tally) -> Iterator[Cue]:
    """Yield timed cues; one without a voice is nobody's where most cues state one.

    Programs that state a voice with every cue leave it out where they do not know it. The rest of a
    sentence is still whose its beginning is.

    >>> from onrecord.formats._tally import Tally
    >>> from onrecord.model import Cue
    >>> said = *[("Ann", "Hi."), ("Bo", "Yo.")] * 4, ("Ann", "We"), (None, "sail."), (None, "Who?")
    >>> cues = [Cue(start=0, end=None, text=text, voice=voice) for voice, text in said]
    >>> [cue.voice for cue in close_unvoiced(cues, Tally("a"))][-3:]
    ['Ann', None, '']
    """
    spoken = [cue for cue in cues if cue.voice != SOUND]
    closed = sum(bool(cue.voice) for cue in spoken) >= _MOST * len(spoken)
    ended = True
    for cue in cues:
        if closed and ended and cue.voice is None and cue.start is not None:
            yield _close(cue, "a cue without a voice where most cues have one", tally)
        else:
            yield cue
        ended = ends_sentence(cue.text)


def close_unlabelled(cues: Sequence[Cue], tally: Tally) -> Iterator[Cue]:
    """Yield the cues; one without a label is nobody's where turns are one paragraph or cue each.

    So a narrator speaks between turns, or the page does. In transcripts whose turns run over
    several paragraphs many have no label: of 298 real ones, all but two at least one in twenty.

    >>> from onrecord.formats._tally import Tally
    >>> from onrecord.model import Cue
    >>> said = *[("Ann", "Hi."), ("Bo", "Yo.")] * 10, (None, "She laughed."), ("Ann", "So.")
    >>> cues = [Cue(start=None, end=None, text=text, voice=voice) for voice, text in said]
    >>> [cue.voice for cue in close_unlabelled(cues, Tally("a"))][-3:]
    ['Bo', '', 'Ann']
    """
    above, apart = "", set()
    for at, cue in enumerate(cues):
        if cue.voice is None and ends_sentence(above) and not cue.text[:1].islower():
            apart.add(at)
        above = "" if cue.voice == SOUND else cue.text
    labelled = sum(bool(cue.voice) and cue.voice != SOUND for cue in cues)
    closed = len(apart) <= _FEW_UNLABELLED * labelled
    for at, cue in enumerate(cues):
        if closed and at in apart:
            yield _close(cue, "a paragraph or cue without a label where all others have one", tally)
        else:
            yield cue


def _close(cue: Cue, problem: str, tally: Tally) -> Cue:
    """Return a cue whose words are nobody's, and report why."""
    tally.add(
        f"{problem}; its words have no speaker",
        affects="speakers",
        line=cue.line,
        found=cue.text,
    )
    return replace(cue, voice="")


def carry(cues: Sequence[Cue], tally: Tally) -> tuple[Cue, ...]:
    """Return each cue its voice, or None where the file leaves it open.

    Files state voices with every cue, or, as Podcasting 2.0 has it, "at the beginning of each
    caption when they change". In a file of the second kind a cue without a voice goes on with the
    voice before it, which is its convention and no guess, but not over minutes of talk or a minute
    of silence; in one of the first kind nobody knows whose it is. A file with a single label is
    taken for the first kind.

    >>> from onrecord.formats._tally import Tally
    >>> from onrecord.model import Cue
    >>> def voices(*names):
    ...     cues = [Cue(start=None, end=None, text="a", voice=name) for name in names]
    ...     return [cue.voice for cue in carry(cues, Tally("a"))]
    >>> voices("Ann", None, "Ben", None), voices("Ann", None, "Ben", "", None)
    (['Ann', 'Ann', 'Ben', 'Ben'], ['Ann', 'Ann', 'Ben', None, None])
    >>> voices("Ann", "Ann", "Ben", "Ben", None)
    ['Ann', 'Ann', 'Ben', 'Ben', None]
    """
    stated = [cue.voice for cue in cues if cue.voice != SOUND]
    if all(stated) and len(stated) == len(cues):
        return tuple(cues)
    if is_ours(cues) or not _stated_on_change(stated):
        return tuple(_with_voice(cue, None if cue.voice == SOUND else cue.voice) for cue in cues)
    return tuple(_go_on(cues, tally))


def _go_on(cues: Sequence[Cue], tally: Tally) -> Iterator[Cue]:
    """Yield the cues of a file that states voices where they change."""
    reaches = _reaches(cues)
    allowed = max(_REACH, _TIMES_THE_OTHERS * sorted(reaches)[-2]) if len(reaches) > 1 else _REACH
    left = iter(reaches)
    current: str | None = None
    far = in_sentence = False
    before: Cue | None = None
    for cue in cues:
        if cue.voice == SOUND:
            yield replace(cue, voice=None)
            continue
        if cue.voice is not None:
            current = cue.voice
            far, in_sentence = bool(current) and next(left) > allowed, True
        elif current and _is_silent(before, cue):
            current = ""
            tally.add(
                "a cue without a label behind a long silence; its words have no speaker",
                affects="speakers",
                line=cue.line,
                found=cue.text,
            )
        before = cue
        # The words in the rest of a sentence are still whose label it has.
        yield _with_voice(cue, current if in_sentence or not far else None)
        in_sentence = in_sentence and not ends_sentence(cue.text)


def _is_silent(before: Cue | None, cue: Cue) -> bool:
    """Return whether nobody speaks for long before a cue."""
    ended = None if before is None else before.start if before.end is None else before.end
    return ended is not None and cue.start is not None and cue.start - ended > _SILENCE


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
        if cue.voice == SOUND:
            continue
        if cue.voice is not None:
            counting = bool(cue.voice)
            if counting:
                reaches.append(0)
        elif counting:
            reaches[-1] += count_words(cue.text)
    return reaches
