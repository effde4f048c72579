"""Who speaks each cue, as far as the file says so."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Cue


def read_voices(cues: Sequence[Cue]) -> list[str | None]:
    """Give for each cue the label of its speaker, or None where the file leaves it open.

    Files state voices with every cue, or, as Podcasting 2.0 has it, "at the beginning of each caption when they change". In a file of the
    second kind a cue without a voice goes on with the voice before it, which is its convention and no guess; in one of the first kind
    nobody knows whose it is. A file with a single label is taken for the first kind.

    >>> from onrecord.model import Cue
    >>> def cue(voice): return Cue(start=None, end=None, text="words", voice=voice)
    >>> read_voices([cue("Ann"), cue(None), cue("Ben"), cue(None)])
    ['Ann', 'Ann', 'Ben', 'Ben']
    >>> read_voices([cue("Ann"), cue("Ann"), cue("Ben"), cue("Ben"), cue(None)])
    ['Ann', 'Ann', 'Ben', 'Ben', None]
    """
    voices = [cue.voice or None for cue in cues]
    if not _stated_on_change(voices):
        return voices
    current = None
    for index, voice in enumerate(voices):
        current = voices[index] = voice or current
    return voices


def _stated_on_change(voices: Sequence[str | None]) -> bool:
    stated = {voice for voice in voices if voice}
    if len(stated) < 2 or None not in voices:  # noqa: PLR2004 - a change takes two
        return False
    after = [(one, other) for one, other in pairwise(voices) if one]
    repeated = sum(one == other for one, other in after)
    return sum(other is None for _, other in after) > repeated
