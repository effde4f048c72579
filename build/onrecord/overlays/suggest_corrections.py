"""Names that a speech engine may have heard wrongly: proposals for an editor, never published.

The names that people wrote (titles, descriptions, people, other corrections) are compared with the
words of the transcript by their letters, by their sound (Metaphone), and by similarity (rapidfuzz).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import jellyfish
from rapidfuzz import fuzz

from onrecord.overlays.alterations import overlapping
from onrecord.overlays.ordinary_words import OrdinaryWords
from onrecord.overlays.transcript_text import TranscriptText, join_sentences
from onrecord.text.folding import fold_quotes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

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
# In a token: of an e-mail address, a handle, a domain or another address.
_ADDRESS = re.compile(r"\w@\w|(?<!\w)@\w|\w\.[a-z]{2,}|://|\w/\w")
_SENTENCE = re.compile(r"(?<=[.?!:])\s+|\n+|\s[-–—*]\s|(?<=\))\s")
LONGEST = 4

# Least similarities in percent, and letters; tried on the demo episode against its overlay.
SAME_SOUND = 50
ALIKE = 78
SHORTEST = 4
ENDINGS = frozenset({"s", "es", "ed", "ing", "er", "n", "an"})


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
    words = list(_WORD.finditer(spoken.plain))
    ordinary = OrdinaryWords(spoken.plain, words)
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
        if not ordinary.has(*span)
    ]
    found += _compare(spoken, words, ordinary, names)
    kept: list[CorrectionProposal] = []
    for one in sorted(found, key=lambda one: (-round(one.confidence, 1), -len(one.was), one.span)):
        if _changes_address(spoken.plain, one):
            continue
        if one.was != one.now and not overlapping(one.span, sorted(other.span for other in kept)):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: one.span))


def _changes_address(text: str, one: CorrectionProposal) -> bool:
    """Return whether a proposal would change a part of an address, or make it a name."""
    start = text.rfind(" ", 0, one.span[0]) + 1
    end = text.find(" ", one.span[1])
    token = text[start : end if end >= 0 else len(text)]
    return bool(_ADDRESS.search(token)) and not _ADDRESS.search(one.now)


class _Names(NamedTuple):
    """Names that people wrote, in the forms in which they are compared."""

    names: Sequence[str]
    by_letters: Mapping[str, str]
    by_sound: Mapping[str, Sequence[str]]
    words: frozenset[str]
    """The names, and the words that they consist of."""


def _index(names: Sequence[str], counts: Mapping[str, int]) -> _Names:
    # "Future" in a title is no name if the transcript has "future".
    kept = [
        name
        for name in names
        if _has_letters(name)
        and not (" " not in name and counts.get(name.lower()) and name[1:].islower())
    ]
    by_sound: defaultdict[str, list[str]] = defaultdict(list)
    for name in kept:
        by_sound[_sound(name)].append(name)
    return _Names(
        names=kept,
        by_letters={_letters(name): name for name in kept},
        by_sound=by_sound,
        words=frozenset(fold_quotes(part) for name in kept for part in (name, *name.split())),
    )


def _compare(
    spoken: TranscriptText,
    words: Sequence[re.Match[str]],
    ordinary: OrdinaryWords,
    names: Sequence[str],
) -> Iterator[CorrectionProposal]:
    known = _index(names, Counter(word.group() for word in words))
    for window in _windows(words, spoken.plain):
        span = (window[0].start(), window[-1].end())
        said = spoken.plain[slice(*span)]
        letters = _letters(said)
        if len(letters) < SHORTEST or not _has_letters(said) or _has_name(said, window, known):
            continue
        same = known.by_letters.get(letters)
        # "Chris' boat" and "there's a" have the letters of Chris and Theresa.
        if same and "'" in said and "'" not in fold_quotes(same):
            continue
        if same and said.lower() != fold_quotes(same).lower():
            why = "the same letters"
            yield CorrectionProposal(span=span, was=said, now=same, confidence=0.95, why=why)
        # Ordinary words are not names, whatever they sound like.
        elif not (
            window[0].group().islower() or window[-1].group().islower() or ordinary.has(*span)
        ):
            alike = known.by_sound.get(_sound(said), ())
            yield from _alike(spoken.text[slice(*span)], span, letters, alike, known.names)


def _windows(words: Sequence[re.Match[str]], text: str) -> Iterator[Sequence[re.Match[str]]]:
    """Yield the runs of a few words within one sentence."""
    for index in range(len(words)):
        for length in range(1, min(LONGEST, len(words) - index) + 1):
            window = words[index : index + length]
            if _SENTENCE.search(text, window[0].end() - 1, window[-1].start() + 1):
                break
            yield window


def _has_name(said: str, window: Sequence[re.Match[str]], known: _Names) -> bool:
    """Return whether words are a correct name, or one and its neighbours."""
    return said in known.words or any(
        word.group() in known.words or word.group().removesuffix("'s") in known.words
        for word in window
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
    return long.startswith(short) and long[len(short) :] in ENDINGS


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
