"""The speaker of each cue, as far as the file states it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Cue


def read_voices(cues: Sequence[Cue]) -> list[str | None]:
    """Return the speaker label of each cue, or None if the file does not state it.

    Some files state the voice with every cue; others, as Podcasting 2.0 has it, "at the beginning
    of each caption when they change". In the latter, a cue without a voice continues the previous
    one by convention. In the former, its speaker is unknown. A file with a single label counts as
    the former.

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
