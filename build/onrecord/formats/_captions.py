"""Remove the lines that rolling captions repeat from cue to cue.

YouTube and broadcasters write each line of rolling captions two or three times, as the lower line
and then as the upper one; live captions grow a word at a time. A file is taken to roll where three
cues in five begin with the words with which the one before ends and go on with others, often enough
to be no accident. What somebody says twice is in other files, and stays.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, starmap
from typing import TYPE_CHECKING, Final

from onrecord.anchors import is_anchor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.formats._tally import Tally
    from onrecord.model import Cue

# Words of a cue that can be carried: three lines of 42 characters.
_MOST_WORDS: Final = 60
_TWICE: Final = 2
_MANY: Final = 8
_SHARE: Final = 0.6
_GROWING: Final = 0.2
# The smallest file of rolling captions that was met repeats six different words.
_DIFFERENT: Final = 5
# A longer silence (ms) between two cues: what comes again then is said again.
_GAP: Final = 2_000


def unroll(cues: Sequence[Cue], tally: Tally) -> tuple[Cue, ...]:
    r"""Return the cues without the words that rolling captions carry over from the cue before.

    >>> from onrecord.formats._tally import Tally
    >>> from onrecord.model import Cue
    >>> texts = "we built", "we built\na boat", "a boat\nit leaked", "it leaked\nat once"
    >>> cues = [Cue(start=second, end=None, text=text) for second, text in enumerate(texts)]
    >>> [cue.text for cue in unroll(cues, Tally("a"))]
    ['we built', 'a boat', 'it leaked', 'at once']
    """
    if any(cue.start is None or cue.sentence or is_anchor(cue.identifier) for cue in cues[:2]):
        return tuple(cues)
    carried = [0, *starmap(_carried, pairwise(cues))]
    following = [index for index in range(1, len(cues)) if carried[index]]
    growing = [index for index in following if carried[index] < len(cues[index].text.split())]
    steps = len(cues) - 1
    repeated = {word for index in following for word in cues[index].text.split()[: carried[index]]}
    if len(repeated) < _DIFFERENT:
        # "So, so, so we": a few words over and over are said over and over.
        return tuple(cues)
    if len(growing) < _MANY and not any("\n" in cue.text for cue in cues):
        # Captions of one line: a few that grow may be people who repeat themselves.
        return tuple(cues)
    if (
        len(growing) < _TWICE + 1 and not (len(growing) == _TWICE and steps <= _TWICE * _TWICE + 1)
    ) or (len(following) < _SHARE * steps or len(growing) < _GROWING * steps):
        return tuple(cues)
    kept: list[Cue] = []
    for cue, count in zip(cues, carried, strict=True):
        if count:
            tally.add(
                "begins with words of the cue before: rolling captions; taken as said once",
                affects="words",
                line=cue.line,
                found=" ".join(cue.text.split()[:count]),
            )
        if rest := _without(cue, count):
            kept.append(rest)
    return tuple(kept)


def _carried(before: Cue, after: Cue) -> int:
    """Return how many words at the start of a cue repeat the end of the cue before."""
    first, _, _ = after.text.partition(" ")
    if (
        first.partition("\n")[0] not in before.text
        or before.voice != after.voice
        or (before.end is not None and after.start is not None and after.start - before.end > _GAP)
    ):
        return 0
    earlier, later = before.text.split(), after.text.split()
    for count in range(min(len(earlier), len(later), _MOST_WORDS), 0, -1):
        if earlier[-count:] == later[:count]:
            # A word alone is chance, unless it is a line.
            whole = count == len(earlier) or after.text.split("\n")[0] == " ".join(later[:count])
            return count if count > 1 or whole else 0
    return 0


def _without(cue: Cue, count: int) -> Cue | None:
    """Return a cue without its first words; None where nothing is left."""
    if not count:
        return cue
    position = 0
    for word in cue.text.split()[:count]:
        position = cue.text.index(word, position) + len(word)
    rest = cue.text[position:].lstrip()
    if not rest:
        return None
    cut = len(cue.text) - len(rest)
    times = tuple(
        replace(word, span=(word.span[0] - cut, word.span[1] - cut))
        for word in cue.words
        if word.span[0] >= cut
    )
    return replace(cue, text=rest, words=times)
