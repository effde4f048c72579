"""Speaker labels in front of the words, as in `Ann: Hello`.

SubRip has no speakers. Podcasting 2.0 puts a label where the speaker changes, and what follows is theirs until the next label
(`transcripts.md`; the two real files have a label on 10 of 222 cues and on 34 of 488). A colon is also ordinary punctuation, and a
quote must never go to somebody on a guess. So the convention must show in the whole file, and a label that stands once stays among the
words:

1. the first cue has a label: one to four words, each with a capital or a digit first (but a `van`), then a colon and a space;
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
_LABEL = re.compile(
    rf"[ \t]*\[?({_NAME}(?:[ ](?:{_NAME}|\d{{1,3}})){{0,3}})\]?:[ \t]+(?!<?https?://)(?=\S)"
)
# Small words inside names: Aaron van Wirdum, Simone de Beauvoir.
_PARTICLES = frozenset(
    {
        "van",
        "von",
        "de",
        "da",
        "di",
        "del",
        "della",
        "du",
        "der",
        "den",
        "ter",
        "ten",
        "la",
        "le",
        "bin",
        "ibn",
        "al",
        "el",
        "y",
        "e",
        "dos",
    }
)
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
    if not texts or not (first := read_label(texts[0])):
        return frozenset()
    counts = Counter(
        label for text in texts for line in text.split("\n") if (label := read_label(line))
    )
    labels = frozenset(
        label for label, count in counts.items() if count >= _TWICE or label == first
    )
    alone = counts[first] >= _TWICE and 2 * counts[first] >= len(texts)
    return labels if len(labels) >= _TWICE or alone else frozenset()


def divide_labels(text: str, labels: frozenset[str]) -> Iterator[tuple[str, str]]:
    r"""Give (label, words) for each part of a cue; the label is empty in front of the first one.

    >>> list(divide_labels("so.\nBob: What?", frozenset({"Bob"})))
    [('', 'so.'), ('Bob', 'What?')]
    """
    label, words = "", list[str]()
    for line in text.split("\n"):
        found = read_label(line)
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
            times = (
                replace(time, span=(max(0, time.span[0] - cut), time.span[1] - cut))
                for time in cue.words
                if time.span[1] > cut
            )
            labelled.append(replace(cue, text=words, voice=voice, words=tuple(times)))
    return tuple(labelled)


def label_turns(cues: Sequence[Cue]) -> tuple[Cue, ...]:
    """Give voices to the paragraphs of a text, in which a label stands wherever somebody starts.

    A file of which three paragraphs in four have labels follows the convention. Where all have, each label is a voice; else those that
    occur twice. A paragraph with a label that occurs once then keeps it among its words, and has no voice: nobody knows whether it
    is somebody who speaks once, but it is not whoever spoke before.

    >>> from onrecord.model import Cue
    >>> [cue.voice for cue in label_turns([Cue(start=None, end=None, text=text) for text in ("Ann: Hi.", "Bob: Yo.")])]
    ['Ann', 'Bob']
    """
    found = [read_label(cue.text) for cue in cues]
    # Somebody who is known may say an address first; otherwise it is `Slides: https://…`.
    known_names = {name for name, count in Counter(found).items() if name and count >= _TWICE}
    before = (cue.text.partition(":")[0] for cue in cues)
    found = [
        name or (start if start in known_names else "")
        for name, start in zip(found, before, strict=True)
    ]
    labelled = sum(map(bool, found))
    if labelled < _TWICE or 4 * labelled < 3 * len(cues):
        return label(cues)
    counts = Counter(found)
    voice: str | None = None
    turns: list[Cue] = []
    for cue, name in zip(cues, found, strict=True):
        known = bool(name) and (labelled == len(cues) or counts[name] >= _TWICE)
        voice = (name if known else None) if name else voice
        turns.append(
            replace(
                cue, text=squeeze(cue.text.partition(":")[2]) if known else cue.text, voice=voice
            )
        )
    return tuple(turns)


def _part(label: str, lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    if words := squeeze("\n".join(lines)):
        yield label, words


def read_label(line: str) -> str:
    """Give the label with which a line begins, if any.

    >>> read_label("Aaron van Wirdum: Hi."), read_label("One thing: hi."), read_label("Slides: https://example.org")
    ('Aaron van Wirdum', '', '')
    """
    found = _LABEL.match(line)
    if not found:
        return ""
    label = squeeze(found[1])
    first, *others = label.split()
    capital = all(
        word[0].isdigit() or word[0] == word[0].upper()
        for word in (first, *(word for word in others if word not in _PARTICLES))
    )
    return label if capital else ""
