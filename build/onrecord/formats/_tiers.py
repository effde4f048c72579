"""Annotations in tiers, as linguists write them: a tier a speaker becomes one conversation."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.formats._tally import Tally
    from onrecord.model import Cue

# Names of tiers in which nobody speaks: `Bo-phones`, `notes`.
_SPEECHLESS = re.compile(
    r"(?:\A|[^\w]|_)(?:phones?|phonemes?|segments?|syllables?|notes?|comments?|remarks?|kommentare?"
    r"|notizen|commentaires?|comentarios?|notas?)\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """One tier, with the words of one speaker."""

    name: str
    """Of the speaker, or of the tier."""
    cues: tuple[Cue, ...]


def merge(tiers: Sequence[Tier], tally: Tally) -> tuple[Cue, ...]:
    """Return the cues of all tiers by time.

    A tier that repeats another in smaller pieces is left out, which is reported.

    >>> from onrecord.formats._tally import Tally
    >>> from onrecord.model import Cue
    >>> yo, hi = (Cue(start=start, end=None, text=text) for start, text in ((5, "Yo."), (1, "Hi.")))
    >>> tiers = [Tier(name="Bo", cues=(yo,)), Tier(name="Ann", cues=(hi,))]
    >>> [(cue.voice, cue.text) for cue in merge(tiers, Tally("a"))]
    [('Ann', 'Hi.'), ('Bo', 'Yo.')]
    """
    spoken = []
    for tier in tiers:
        if tier.cues and _SPEECHLESS.search(tier.name):
            tally.add(
                "a tier of notes or of sounds of speech, by its name; left out",
                affects="marks",
                line=tier.cues[0].line,
                found=tier.name,
                hint="if somebody says these words, give the tier the name of the speaker",
            )
        elif tier.cues:
            spoken.append(tier)
    kept: list[Tier] = []
    for tier in spoken:
        if any(other is not tier and _repeats(tier, other) for other in spoken):
            tally.add(
                "a tier repeats another one in smaller pieces, or in other signs; left out",
                affects="words",
                line=tier.cues[0].line,
                found=tier.name,
            )
        else:
            kept.append(tier)
    voiced = [
        replace(cue, voice=(tier.name if len(kept) > 1 else None) or None)
        for tier in kept
        for cue in tier.cues
    ]
    return tuple(sorted(voiced, key=lambda cue: cue.start or 0))


def _repeats(tier: Tier, other: Tier) -> bool:
    """Return whether a tier has pieces of the spans of another, and more of them."""
    if len(tier.cues) <= len(other.cues):
        return False
    spans = [(cue.start or 0, cue.end or 0) for cue in other.cues]
    position = inside = 0
    for cue in tier.cues:
        start, end = cue.start or 0, cue.end or 0
        while position < len(spans) and spans[position][1] <= start:
            position += 1
        inside += (
            position < len(spans) and spans[position][0] <= start and end <= spans[position][1]
        )
    return 10 * inside >= 9 * len(tier.cues)
