"""Find what may be a speaker label in front of words, however it is spelt, and marks of turns.

Examples: `Ann:`, `[SPEAKER_00]`, `>> MAYOR JONES:`, `- Ann:`, `王芳：`, `Q.`.

Which of these candidates are labels is decided for the whole file (`_labels`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from onrecord.formats._base import squeeze
from onrecord.formats._label_words import is_name_like
from onrecord.formats._sounds import LEADING_SOUNDS, is_sound
from onrecord.formats._stage_lines import is_credit

Form = Literal["colon", "address", "quote", "bracket", "chevron", "stop"]
"""An address behind the colon: somebody who is known may say one first, otherwise it is `Slides:
https://…`. A quotation behind it, with words behind the quotation: somebody else may tell who said
it.
"""

_LONGEST_NAME = 60
_MOST_WORDS = 8
# A wide colon, or one before or after these scripts, needs no space behind it.
_WIDE = "\u3000-\u9fff\uac00-\ud7af\uff01-\uff60"
_DASH = re.compile(r"[ \t]*[-–—•]{1,3}(?:[ \t]+|(?=[\w¿¡\"“‘«(…]))")
_SECOND_DASH = re.compile(rf"(?:\n|[.?!…][\"”»]?[ ]){_DASH.pattern}")
_CHEVRONS = re.compile(r"(?:^|(?<=\s))-?>{2,4}(?:[ \t]+|(?=\w)|$)")
_COLON = re.compile(
    rf"(?P<name>[^\s:：?!;<>»{{}}|=…。？！][^\n:：?!;<>{{}}|=…。？！]{{0,{_LONGEST_NAME}}}?)[ \t]?"
    rf"(?:(?P<colon>:)(?=[\s]|$|[{_WIDE}])|：)[ \t]*"
)
_SOUND_OR_NOTE = re.compile(
    r"[ \t]*(?:♪[^♪\n\[\]]{1,60}♪|[♪♫]|\[([^\[\]\n]{1,40})\]|\(([^()\n]{1,40})\))[ \t]*"
)
_BRACKET = re.compile(r"\[(?P<name>[^\[\]\n:]{1,40})\][ \t]*(?=\S|$)")
_STOP = re.compile(r"(?P<name>[^\W\d_]{1,2})\.[ \t]+(?=\S)")
# Where the colon of a label stands at the latest: behind sounds and a name.
_HEAD = 160
_HAS_COLON = re.compile("[:：]")
_ENCLOSED = re.compile(r"\[[^\[\]]*\]|\([^()]*\)")
_ADDRESS = re.compile(r"<?https?://", re.IGNORECASE)
# A quotation that ends before the line does: `Mother: "Never." And then she left.`
_QUOTE = re.compile(r"[\"“”„«»][^\"“”„«»]*[\"“”«»][ \t]*\w")
_ALNUM = re.compile(r"[^\W_]")
_CLOCK = re.compile(r"[\d:.,\s-]+")
# A full stop inside a label stands behind an initial, a number or an abbreviation.
_SENTENCE_END = re.compile(r"[^\W\d_]{6,}\.[ \t]")
_SONG = re.compile(r"[ \t]*[♪♫][^♪♫]*[♪♫]+[ \t]*")
_OPENING = ("[", "(", "♪", "♫")


class Candidate(NamedTuple):
    """A possible label at the start of a line."""

    name: str
    """As written, without brackets around it, colon, dash and chevrons; empty for chevrons alone.
    """
    form: Form
    start: int
    """Offset in the line at which the label begins, its dash with it, behind sounds that stand in
    front of it.
    """
    end: int
    """Offset at which the words begin."""


# Each line is looked at twice: to believe labels, and to take them out.
@lru_cache(maxsize=8192)
def find_candidate(line: str) -> Candidate | None:
    """Return what may be a label at the start of a line of words.

    >>> find_candidate("Cllr. O'Dea, Finn: So noted.").name, find_candidate("[SPEAKER_00] Hi.").name
    ("Cllr. O'Dea, Finn", 'SPEAKER_00')
    >>> find_candidate("We met. Ann"), find_candidate("Slides: https://example.org").form
    (None, 'address')
    """
    colon = _HAS_COLON.search(line, 0, _HEAD)
    plain = not colon and line[:1].isalpha() and "." not in line[1:3]
    if plain or _SONG.fullmatch(line):
        # Most lines begin with a word, and no label has these forms.
        return None
    offset = len(line) - len(line.lstrip())
    if line.startswith((">>", "->>"), offset) and (chevrons := _CHEVRONS.match(line.lstrip())):
        return _behind_chevrons(line, offset, offset + chevrons.end())
    begin = skip_dash(line) or offset
    if colon and (found := _colon(line, offset, begin)):
        return found
    if line[begin : begin + 1] in _OPENING and (enclosed := _bracket(line, offset, begin)):
        return enclosed
    if stop := _STOP.match(line, begin):
        return Candidate(name=stop["name"], form="stop", start=offset, end=stop.end())
    return None


def _behind_chevrons(line: str, offset: int, end: int) -> Candidate:
    """Return the change of speaker at the start of a line, with a name if one follows."""
    named = _COLON.match(line, end)
    if named and _plausible(named["name"]):
        return Candidate(name=squeeze(named["name"]), form="chevron", start=offset, end=named.end())
    return Candidate(name="", form="chevron", start=offset, end=end)


def _colon(line: str, start: int, begin: int) -> Candidate | None:
    """Return the label before a colon.

    Args:
        line: of words.
        start: offset of its first character, or of its dash.
        begin: offset behind its dash.
    """
    found = _COLON.match(line, begin)
    if found is None:
        return None
    name = found["name"]
    if name[0] in "[(♪" and (lead := LEADING_SOUNDS.match(name)) and lead.end() < len(name):
        start, name = begin + lead.end(), name[lead.end() :]
        if not is_sound(lead.group().strip(" [(")) and not is_name_like(name):
            return None
    name = squeeze(name)
    if _ENCLOSED.fullmatch(name):
        name = name[1:-1].strip()
    if not _plausible(name):
        return None
    form: Form = "colon"
    if _ADDRESS.match(line, found.end()):
        form = "address"
    elif _QUOTE.match(line, found.end()):
        form = "quote"
    return Candidate(name=name, form=form, start=start, end=found.end())


def _bracket(line: str, offset: int, begin: int) -> Candidate | None:
    """Return the name in brackets behind sounds, else what stands in the first brackets."""
    start = begin
    while sound := _SOUND_OR_NOTE.match(line, start):
        if not all(map(is_sound, filter(None, sound.groups()))):
            break
        start = sound.end()
    bracket = _BRACKET.match(line, start)
    if bracket is None or start == begin:
        start, bracket = offset, bracket or _BRACKET.match(line, begin)
    if bracket is None:
        return None
    return Candidate(name=squeeze(bracket["name"]), form="bracket", start=start, end=bracket.end())


def _plausible(name: str) -> bool:
    return (
        _ALNUM.search(name) is not None
        and len(name.split()) <= _MOST_WORDS
        and not _CLOCK.fullmatch(name)
        and not _SENTENCE_END.search(name)
        and name[:1] not in ".,…"
    )


def find_chevrons(line: str) -> list[int]:
    """Return the offsets of chevrons inside a line, where somebody else starts.

    >>> find_chevrons("THANK YOU. >> YOU ARE WELCOME.")
    [11]
    """
    return [found.start() for found in _CHEVRONS.finditer(line)] if ">>" in line else []


def words_above(line: str, candidate: Candidate | None) -> str:
    """Return what the next line stands below: words, or a label whose words are still to come.

    >>> words_above("Ann:", find_candidate("Ann:")), words_above("I did.", None)
    ('…,', 'I did.')
    """
    alone = candidate is not None and candidate.end == len(line)
    return "…," if alone and not is_credit(line.strip("[]() ")) else line


def starts_with_dash(line: str) -> bool:
    """Return whether a line begins with the dash of a change of speaker.

    >>> starts_with_dash("- Of course."), starts_with_dash("-5 degrees"), starts_with_dash("No -")
    (True, True, False)
    """
    return _DASH.match(line) is not None


def skip_dash(line: str) -> int:
    """Return the offset of the words behind the dash with which a line begins; 0 without one."""
    found = _DASH.match(line)
    return found.end() if found else 0


def is_exchange(text: str) -> bool:
    r"""Return whether two people speak, each behind a dash, as subtitles write it.

    >>> [is_exchange(text) for text in ("- Who?\n- I.", "- Who? - I.", "- No.", "So - yes. - No.")]
    [True, True, False, False]
    """
    return starts_with_dash(text) and _SECOND_DASH.search(text) is not None
