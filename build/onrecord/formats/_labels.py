"""Speaker labels in front of the words, as in `Ann: Hello`.

SubRip has no speakers. Podcasting 2.0 puts a label where the speaker changes, and what follows is theirs until the next label
(`transcripts.md`; the two real files have a label on 10 of 222 cues and on 34 of 488). A colon is also ordinary punctuation, and a
quote must never go to somebody on a guess. So the convention must show in the whole file, and a label that stands once stays among the
words:

1. the first cue has a label: one to four words, each with a capital or a digit first, then a colon and a space;
2. two labels at least, or one on half of the cues, and twice;
3. a label is one only when it occurs twice, or comes first.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.formats._base import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.model import Cue

_NAME = r"[^\W\d_][\w.’'-]{0,24}"
# WhisperX puts it in brackets.
_LABEL = re.compile(rf"[ \t]*\[?({_NAME}(?:[ ](?:{_NAME}|\d{{1,3}})){{0,3}})\]?:[ \t]+(?=\S)")
_TWICE = 2


def find_labels(texts: Sequence[str]) -> frozenset[str]:
    """Give the labels by which the cues of a file name their speakers; none where it does not clearly do so.

    Args:
        texts: of the cues, with their line breaks.

    >>> sorted(find_labels(["Ann: Hi.", "Bob: Yo.", "Note: this", "Ann: So", "Bob: What?"]))
    ['Ann', 'Bob']
    >>> find_labels(["Hello.", "Note: this"])
    frozenset()
    """
    if not texts or not (first := _label(texts[0])):
        return frozenset()
    counts = Counter(label for text in texts for line in text.split("\n") if (label := _label(line)))
    labels = frozenset(label for label, count in counts.items() if count >= _TWICE or label == first)
    alone = counts[first] >= _TWICE and 2 * counts[first] >= len(texts)
    return labels if len(labels) >= _TWICE or alone else frozenset()


def divide_labels(text: str, labels: frozenset[str]) -> Iterator[tuple[str, str]]:
    r"""Give (label, words) for each part of a cue; the label is empty in front of the first one.

    >>> list(divide_labels("so.\nBob: What?", frozenset({"Bob"})))
    [('', 'so.'), ('Bob', 'What?')]
    """
    label, words = "", list[str]()
    for line in text.split("\n"):
        found = _label(line)
        if found in labels:
            yield from _part(label, words)
            label, words = found, [line.partition(":")[2]]
        else:
            words.append(line)
    yield from _part(label, words)


def label(cues: Sequence[Cue]) -> tuple[Cue, ...]:
    """Give voices to cues whose file names speakers by labels; times inside a cue keep their words.

    >>> from onrecord.model import Cue
    >>> texts = "Ann: Hi.", "there", "Bob: Yo.", "Bob: So."
    >>> [(cue.voice, cue.text) for cue in label([Cue(start=None, end=None, text=text) for text in texts])]
    [('Ann', 'Hi.'), ('Ann', 'there'), ('Bob', 'Yo.'), ('Bob', 'So.')]
    """
    labels = find_labels([cue.text for cue in cues])
    voice: str | None = None
    labelled: list[Cue] = []
    for cue in cues:
        for found, words in divide_labels(cue.text, labels):
            voice = found or voice
            cut = len(cue.text) - len(words)
            times = (replace(time, span=(max(0, time.span[0] - cut), time.span[1] - cut)) for time in cue.words if time.span[1] > cut)
            labelled.append(replace(cue, text=words, voice=voice, words=tuple(times)))
    return tuple(labelled)


def _part(label: str, lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    if words := squeeze("\n".join(lines)):
        yield label, words


def _label(line: str) -> str:
    found = _LABEL.match(line)
    if not found:
        return ""
    label = squeeze(found[1])
    return label if all(word[0].isdigit() or word[0] == word[0].upper() for word in label.split()) else ""
