"""Turn labels in front of words into voices.

Inside this package, a voice of None continues the one before where that is the convention of the
file (`_carried_voices`), and an empty voice is an unknown speaker. `formats.read` returns cues with
a name or None.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.formats._bracketed_names import find_recurring
from onrecord.formats._carried_voices import as_sound, close_unlabelled, close_unvoiced
from onrecord.formats._cue_parts import Part, cut, join_lines
from onrecord.formats._known_names import is_no_label
from onrecord.formats._label_doubts import find_label_like
from onrecord.formats._label_forms import find_candidate, is_exchange
from onrecord.formats._label_reports import report_ambiguous, report_dash, report_labels
from onrecord.formats._label_words import fold, looks_like_label
from onrecord.formats._labelled_cues import name_by_labels, skip_label
from onrecord.formats._labels import believe
from onrecord.formats._recurring_openings import find_recurring_openings
from onrecord.formats._signature import is_ours
from onrecord.formats._sounds import is_sound, only_sounds
from onrecord.formats._stage_lines import is_credit
from onrecord.formats._strict_labels import are_speakers, find_heard_once, find_strict
from onrecord.model import Cue

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from onrecord.formats._tally import Tally

# Of the cues; where fewer begin with brackets, these tell what is heard.
_SIXTH = 1 / 6
_NO_NAME = re.compile(r"[-–—_.…?!*#~\s]+")


def name_speakers(cues: Sequence[Cue], known: Container[str], tally: Tally) -> tuple[Cue, ...]:
    """Turn the labels in front of words into voices, and squeeze line breaks.

    Args:
        cues: as a reader gives them, with line breaks inside their texts.
        known: folded names of speakers, and labels, that other files state.
        tally: for labels that are not believed.

    >>> from onrecord.formats._carried_voices import carry
    >>> from onrecord.formats._tally import Tally
    >>> from onrecord.model import Cue
    >>> texts = "Ann: Hi.", "there", "Bob: Yo.", "Ann: So.", "Bob: Hm."
    >>> cues = [Cue(start=None, end=None, text=text) for text in texts]
    >>> tally = Tally("a")
    >>> [(cue.voice, cue.text) for cue in carry(name_speakers(cues, (), tally), tally)]
    [('Ann', 'Hi.'), ('Ann', 'there'), ('Bob', 'Yo.'), ('Ann', 'So.'), ('Bob', 'Hm.')]
    """
    if is_ours(cues):
        return tuple(map(join_lines, cues))
    if any(cue.voice for cue in cues):
        named = tuple(_close_open(_name_open(cues, known, tally), known))
        named = tuple(close_unvoiced(named, tally))
    elif (belief := believe([cue.text.split("\n") for cue in cues], known)).any:
        named = tuple(_close_open(name_by_labels(cues, belief, tally), known))
        named = tuple(close_unlabelled(named, tally)) if belief.everywhere else named
    elif found := find_strict(cues, known):
        named = _name_by_signs(cues, found)
        for label, line in find_heard_once(cues, found).items():
            if not is_no_label(label, known):
                tally.doubted.setdefault(label, line)
    else:
        named = tuple(map(_whole, cues))
        for short, names in belief.aliases.shared.items():
            report_ambiguous(short, names, _line_of(cues, short), tally)
        doubted = (_find_doubted(cues) or find_recurring_openings(cues)).items()
        tally.doubted.update(one for one in doubted if not is_no_label(one[0], known))
    report_labels(tally)
    return named


def looks_labelled(texts: Sequence[str]) -> bool:
    """Return whether `name_speakers` finds labels in a file of these texts, or reports doubts.

    A writer asks, so that its words are not taken for labels when they are read back.

    >>> looks_labelled(["Ann: Hi.", "Bob: Yo."]), looks_labelled(["Hi.", "The rule: no."])
    (True, False)
    """
    cues = [Cue(start=None, end=None, text=text) for text in texts]
    named = believe([[text] for text in texts]).any or find_strict(cues, ())
    return bool(named or _find_doubted(cues))


def _name_open(cues: Sequence[Cue], known: Container[str], tally: Tally) -> Iterator[Cue]:
    """Yield the cues of a file that states voices.

    A cue without one does not continue the voice before if a label stands in front of its words, or
    two people speak in it.
    """
    names = frozenset(cue.voice for cue in cues if cue.voice)
    before: str | None = None
    for cue in cues:
        whole = _whole(cue)
        if is_credit(cue.text):
            named = replace(whole, voice="")
        elif whole.voice:
            named = whole
        elif is_exchange(cue.text):
            report_dash(cue.text, cue.line, tally)
            named = replace(whole, voice="")
        elif whole.voice is None and only_sounds(cue.text):
            yield as_sound(cue)
            continue
        else:
            label = find_label_like(cue.text, names)
            if label and whole.voice == "" and is_no_label(label, known):
                # The reader took it for a label, which ends the turn before it.
                whole = replace(whole, voice=before)
            named = _name_unvoiced(cue, whole, label, known, tally)
        yield named
        before = named.voice


def _name_unvoiced(cue: Cue, whole: Cue, label: str, known: Container[str], tally: Tally) -> Cue:
    """Return a cue without a voice; its words are whose label stands in front of them.

    Args:
        cue: with line breaks.
        whole: without them.
        label: with which it begins, if any.
        known: folded names of speakers, and labels, that other files state.
        tally: for labels that are not believed.
    """
    if not label or is_no_label(label, known):
        return whole
    if fold(label) in known:
        part = Part(skip_label(cue.text, label), len(cue.text), None)
        return cut(cue, part, label, leading=True) or replace(whole, text="", voice=label)
    if label.isdigit() or not is_sound(label):
        tally.doubted.setdefault(label, cue.line)
    return replace(whole, voice="")


def _close_open(cues: Iterable[Cue], known: Container[str]) -> Iterator[Cue]:
    """Yield the cues; one without a voice is nobody's where identifiers name somebody else.

    Some programs write the names of speakers as the identifiers of cues.
    """
    named = tuple(cues)
    identified = are_speakers([cue.identifier for cue in named], known)
    for cue in named:
        yield replace(cue, voice="") if identified and cue.voice is None else cue


def _find_doubted(cues: Sequence[Cue]) -> dict[str, int]:
    """Return what looks like a name in a file without believed labels.

    That is a name before a colon, or one of several that recur in square brackets.
    """
    first = [(found, cue.line) for cue in cues if (found := find_candidate(cue.text))]
    doubted: dict[str, int] = {}
    for found, line in first:
        if found.form == "colon" and looks_like_label(found.name):
            doubted.setdefault(found.name, line)
    # One sentence with a colon is no sign of labels.
    if 1 < len(doubted) >= len(cues) / 3:
        return doubted
    brackets = [(found.name, line) for found, line in first if found.form == "bracket"]
    recurring = find_recurring(name for name, _ in brackets)
    enclosed = {name: line for name, line in reversed(brackets) if name in recurring}
    often = sum(name in recurring for name, _ in brackets) >= _SIXTH * len(cues)
    return dict(reversed(enclosed.items())) if often and len(enclosed) > 1 else {}


def _line_of(cues: Sequence[Cue], label: str) -> int:
    """Return the line of the first cue with a label in front of it."""
    return next((cue.line for cue in cues if cue.text.startswith(label)), 1)


def _name_by_signs(cues: Sequence[Cue], found: Sequence[tuple[str, int]]) -> tuple[Cue, ...]:
    """Return the cues with the labels that `find_strict` found."""
    named = (
        cut(cue, Part(start, len(cue.text), None), voice, leading=True)
        for cue, (voice, start) in zip(cues, found, strict=True)
    )
    return tuple(cue for cue in named if cue)


def _whole(cue: Cue) -> Cue:
    voice = cue.voice
    if voice and not voice[0].isalnum() and _NO_NAME.fullmatch(voice):
        cue = replace(cue, voice="")
    return join_lines(cue)
