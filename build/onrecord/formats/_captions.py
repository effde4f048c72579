"""Remove the lines that rolling captions repeat from cue to cue.

YouTube and broadcasters write each line of rolling captions two or three times, as the lower line
and then as the upper one; live captions grow a word at a time. A file is taken to roll where three
cues in five begin with the words with which the one before ends and go on with others, often enough
to be no accident. Words that somebody says twice are in other files, and stay.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise, starmap
from typing import TYPE_CHECKING

from onrecord.formats._signature import is_ours
from onrecord.text.scripts import CHINESE_JAPANESE, SOUTH_EAST_ASIAN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.formats._tally import Tally
    from onrecord.model import Cue

# Words of a cue that can be carried: three lines of 42 characters.
_MOST_WORDS = 60
# Steps from cue to cue of a file in which two growing cues are enough.
_SHORT = 5
_MANY = 8
_SHARE = 0.6
_GROWING = 0.2
# The smallest file of rolling captions that was met repeats six different words.
_DIFFERENT = 5
# After a longer silence (ms) between two cues, repeated words were said again.
_GAP = 2_000
_FEWEST_CHARACTERS = 3
_WITHOUT_SPACES = re.compile(f"[{CHINESE_JAPANESE}{SOUTH_EAST_ASIAN}]")


def unroll(cues: Sequence[Cue], tally: Tally) -> tuple[Cue, ...]:
    r"""Return the cues without the words that rolling captions carry over from the cue before.

    >>> from onrecord.formats._tally import Tally
    >>> from onrecord.model import Cue
    >>> texts = "we built", "we built\na boat", "a boat\nit leaked", "it leaked\nat once"
    >>> cues = [Cue(start=second, end=None, text=text) for second, text in enumerate(texts)]
    >>> [cue.text for cue in unroll(cues, Tally("a"))]
    ['we built', 'a boat', 'it leaked', 'at once']
    """
    first = cues[:2]
    if len(first) <= 1 or is_ours(first) or any(cue.start is None for cue in first):
        return tuple(cues)
    carried = [0, *starmap(_carried, pairwise(cues))]
    if not _rolls(cues, carried):
        return tuple(cues)
    kept: list[Cue] = []
    for cue, count in zip(cues, carried, strict=True):
        if count:
            tally.add(
                "begins with words of the cue before: rolling captions; taken as said once",
                affects="words",
                line=cue.line,
                found=cue.text[: _end(cue.text, count)].replace("\n", " "),
            )
        if rest := _without(cue, count):
            kept.append(rest)
    return tuple(kept)


def _rolls(cues: Sequence[Cue], carried: Sequence[int]) -> bool:
    """Return whether the words that cues repeat are those of rolling captions."""
    following = [
        (_words(cue.text), count) for cue, count in zip(cues, carried, strict=True) if count
    ]
    growing = sum(count < len(words) for words, count in following)
    # YouTube writes a line with the times of its words, and then again without.
    growing += sum(
        bool(before.words) and not cue.words and 0 < count == len(_words(cue.text))
        for before, cue, count in zip(cues, cues[1:], carried[1:], strict=False)
    )
    steps = len(cues) - 1
    if len({word for words, count in following for word in words[:count]}) < _DIFFERENT:
        # "So, so, so we": a few words over and over are said over and over.
        return False
    if growing < _MANY and not any("\n" in cue.text for cue in cues):
        # Captions of one line: a few that grow may be people who repeat themselves.
        return False
    fewest = 2 if steps <= _SHORT else 3
    return growing >= max(fewest, _GROWING * steps) and len(following) >= _SHARE * steps


def _carried(before: Cue, after: Cue) -> int:
    """Return how many words at the start of a cue repeat the end of the cue before."""
    if before.voice != after.voice:
        return 0
    if before.end is not None and after.start is not None and after.start - before.end > _GAP:
        return 0
    # A question that costs little, and that most captions answer.
    last = before.text.rsplit(maxsplit=1)[-1:]
    if not last or (last[0] if before.text.isascii() else last[0][-1]) not in after.text:
        return 0
    earlier, later = _words(before.text), _words(after.text)
    for count in range(min(len(earlier), len(later), _MOST_WORDS), 0, -1):
        if earlier[-1] == later[count - 1] and earlier[-count:] == later[:count]:
            # A word or a few characters are chance, unless they are a line.
            end = _end(after.text, count)
            whole = count == len(earlier) or after.text[end : end + 1] == "\n"
            return count if whole or (end >= _FEWEST_CHARACTERS and count > 1) else 0
    return 0


def _words(text: str) -> list[str]:
    """Return the words of a text; in scripts without spaces, the characters."""
    if text.isascii() or not _WITHOUT_SPACES.search(text):
        return text.split()
    return [
        piece
        for word in text.split()
        for piece in (word if _WITHOUT_SPACES.search(word) else (word,))
    ]


def _end(text: str, count: int) -> int:
    """Return the offset at which so many words of a text end."""
    position = 0
    for word in _words(text)[:count]:
        position = text.index(word, position) + len(word)
    return position


def _without(cue: Cue, count: int) -> Cue | None:
    """Return a cue without its first words; None where nothing is left."""
    if not count:
        return cue
    rest = cue.text[_end(cue.text, count) :].lstrip()
    if not rest:
        return None
    cut = len(cue.text) - len(rest)
    times = tuple(
        replace(word, span=(word.span[0] - cut, word.span[1] - cut))
        for word in cue.words
        if word.span[0] >= cut
    )
    return replace(cue, text=rest, words=times)
