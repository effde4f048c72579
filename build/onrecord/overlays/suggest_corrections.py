"""Names that a speech engine may have heard wrongly: proposals for an editor, never published.

The names that people wrote (titles, descriptions, people, other corrections) are compared with the
words of the transcript by their letters, by their sound (Metaphone), and by similarity (rapidfuzz).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import jellyfish
from rapidfuzz import fuzz

from onrecord.overlays.alterations import overlapping
from onrecord.overlays.transcript_text import TranscriptText, join_sentences
from onrecord.text.folding import fold_quotes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.model import Sentence, Span

# Capitals of the scripts that have them: Latin, Greek, Cyrillic, Armenian.
_CAPITAL = "".join(filter(str.isupper, map(chr, (*range(0x590), *range(0x1E00, 0x2000)))))
# A combining mark, of a letter that is written as two characters.
_MARK = "\u0300-\u036f"
# Words of a name start with a capital, have one inside, or are numbers.
_NAME = re.compile(
    rf"(?<![\w{_MARK}])(?:[{_CAPITAL}][\w{_MARK}’'·&.-]*|[^\W\d_{_CAPITAL}]+[{_CAPITAL}][\w{_MARK}]*)"
    rf"(?:\s+(?:[{_CAPITAL}][\w{_MARK}’'·&.-]*|\d+))*"
)
_WORD = re.compile(rf"[\w{_MARK}’']+(?:[-.·&][\w{_MARK}’']+)*")
_SENTENCE = re.compile(r"(?<=[.?!:])\s+|\n+|\s[-–—*]\s|(?<=\))\s")
LONGEST: Final = 4

# Least similarities in percent, and letters; tried on the demo episode against its overlay.
SAME_SOUND: Final = 50
ALIKE: Final = 78
SHORTEST: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionProposal:
    """Words that may be a name."""

    span: Span
    was: str
    now: str
    confidence: float
    """0 to 1, by their similarity."""
    why: str


def find_names(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the names in texts that people wrote, then the words of names.

    A single word at the start of a sentence is no name for its capital alone.

    >>> find_names(["He met Ilya Sutskever of OpenAI there."])
    ('Ilya Sutskever', 'OpenAI', 'Ilya', 'Sutskever')
    """
    whole: dict[str, None] = {}
    parts: dict[str, None] = {}
    for text in texts:
        for sentence in _SENTENCE.split(text):
            for found in _NAME.finditer(sentence):
                words = found.group().strip(".-'’").split()
                plainly = len(words) == 1 and found.start() == 0 and words[0][1:].islower()
                if plainly or len(words) > LONGEST or len("".join(words)) < SHORTEST:
                    continue
                whole[" ".join(words)] = None
                if len(words) > 1:
                    parts |= dict.fromkeys(word for word in words if len(word) >= SHORTEST)
    return tuple(dict.fromkeys((*whole, *parts)))


def suggest_corrections(
    sentences: Sequence[Sentence], names: Sequence[str], heard_as: Sequence[tuple[str, str]] = ()
) -> tuple[CorrectionProposal, ...]:
    """Return words of a transcript that may be names, in order.

    Args:
        sentences: as received.
        names: as people wrote them.
        heard_as: words that were corrected elsewhere in the archive, and what they were.
    """
    spoken = join_sentences(sentences)
    found = [
        CorrectionProposal(
            span=span,
            was=spoken.text[slice(*span)],
            now=now,
            confidence=0.9,
            why=f"corrected so elsewhere: {was}",
        )
        for was, now in heard_as
        for span in spoken.occurrences(was)
    ]
    found += _compare(spoken, names)
    kept: list[CorrectionProposal] = []
    for one in sorted(found, key=lambda one: (-round(one.confidence, 1), -len(one.was), one.span)):
        if one.was != one.now and not overlapping(one.span, sorted(other.span for other in kept)):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: one.span))


def _compare(spoken: TranscriptText, names: Sequence[str]) -> Iterator[CorrectionProposal]:
    words = list(_WORD.finditer(spoken.plain))
    counts = Counter(word.group() for word in words)
    # "Future" in a title is no name if the transcript has "future".
    names = [
        name
        for name in names
        if _has_letters(name)
        and not (" " not in name and counts[name.lower()] and name[1:].islower())
    ]
    known = {_letters(name): name for name in names}
    exact = {fold_quotes(name) for name in names} | {
        fold_quotes(part) for name in names for part in name.split()
    }
    sounds: dict[str, list[str]] = {}
    for name in names:
        sounds.setdefault(_sound(name), []).append(name)
    for index in range(len(words)):
        for length in range(1, LONGEST + 1):
            window = words[index : index + length]
            if len(window) < length or _SENTENCE.search(
                spoken.plain[window[0].end() - 1 : window[-1].start() + 1]
            ):
                break
            said = spoken.plain[window[0].start() : window[-1].end()]
            letters = _letters(said)
            if said in exact or len(letters) < SHORTEST or not _has_letters(said):
                continue
            if any(
                word.group() in exact or word.group().removesuffix("'s") in exact for word in window
            ):
                # A correct name and its neighbours.
                continue
            span = (window[0].start(), window[-1].end())
            same = known.get(letters)
            if same and said.lower() != fold_quotes(same).lower():
                yield CorrectionProposal(
                    span=span, was=said, now=same, confidence=0.95, why="the same letters"
                )
                continue
            # Ordinary words are not names, whatever they sound like.
            if window[0].group().islower() or window[-1].group().islower():
                continue
            yield from _alike(
                spoken.text[slice(*span)], span, letters, sounds.get(_sound(said), ()), names
            )


def _alike(
    said: str, span: Span, letters: str, same: Sequence[str], names: Sequence[str]
) -> Iterator[CorrectionProposal]:
    count = len(said.split())
    best = max(((fuzz.ratio(letters, _letters(name)), name) for name in same), default=(0.0, ""))
    if best[0] >= SAME_SOUND and letters != _letters(best[1]):
        yield CorrectionProposal(
            span=span,
            was=said,
            now=best[1],
            confidence=round(0.5 + best[0] / 250, 2),
            why="it sounds the same",
        )
        return
    written = max(
        (
            (fuzz.ratio(letters, _letters(name), score_cutoff=ALIKE), name)
            for name in names
            if abs(len(name.split()) - count) <= 1
        ),
        default=(0.0, ""),
    )
    if (
        written[0] >= ALIKE
        and letters != _letters(written[1])
        and not _inflected(letters, _letters(written[1]))
    ):
        yield CorrectionProposal(
            span=span,
            was=said,
            now=written[1],
            confidence=round(written[0] / 130, 2),
            why="it is written alike",
        )


def _inflected(one: str, other: str) -> bool:
    """Return whether two differ by an ending only: a plural is no error."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and long[len(short) :] in {
        "s",
        "es",
        "ed",
        "ing",
        "er",
        "n",
        "an",
    }


@lru_cache(maxsize=100_000)
def _letters(text: str) -> str:
    return "".join(character for character in fold_quotes(text).lower() if character.isalnum())


@lru_cache(maxsize=100_000)
def _sound(text: str) -> str:
    """Return the sound of a text; all vowels at its start are the same ("Elia", "Ilya")."""
    sound = jellyfish.metaphone(_letters(text)).replace(" ", "").lower()
    rest = "".join(letter for letter in sound[1:] if letter not in "ywh")
    return ("a" if sound[:1] in "aeiou" else sound[:1]) + rest


def _has_letters(text: str) -> bool:
    return any(character.isalpha() for character in text)
