"""Turn labels in front of words into voices.

Inside this package, a voice of None continues the one before where that is the convention of the
file (`_carried_voices`), and an empty voice is an unknown speaker. `formats.read` returns cues with
a name or None.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from onrecord.formats._base import squeeze
from onrecord.formats._carried_voices import SOUND, close_unvoiced
from onrecord.formats._inline_labels import InlineLabel, find_inline
from onrecord.formats._known_names import is_no_label
from onrecord.formats._label_doubts import (
    find_enclosed,
    find_label_like,
    find_odd_label,
    is_exchange,
    starts_with_dash,
)
from onrecord.formats._label_evidence import fold, looks_like_label
from onrecord.formats._label_forms import (
    ends_sentence,
    find_candidate,
    find_turns,
    is_sound,
    only_sounds,
)
from onrecord.formats._labels import believe, find_recurring
from onrecord.formats._signature import is_ours
from onrecord.formats._stage_lines import is_break, is_credit, is_stage_line
from onrecord.formats._strict_labels import are_speakers, find_strict
from onrecord.model import Cue
from onrecord.text.scripts import CHINESE_JAPANESE

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from onrecord.formats._label_forms import Candidate
    from onrecord.formats._labels import Belief
    from onrecord.formats._tally import Tally
    from onrecord.model import Milliseconds, WordTime

_SHOWN = 5
# Of the cues; where fewer begin with brackets, these tell what is heard.
_SIXTH = 1 / 6
# Chinese and Japanese have no space where a line ends.
_WIDE_BREAK = re.compile(f"(?<=[{CHINESE_JAPANESE}])\n(?=[{CHINESE_JAPANESE}])")
_NO_NAME = re.compile(r"[-–—_.…?!*#~\s]+")


class _Part(NamedTuple):
    start: int
    end: int
    voice: str | None
    paragraph: bool = False


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
        return tuple(map(_squeezed, cues))
    if any(cue.voice for cue in cues):
        named = tuple(_close_open(_name_open(cues, known, tally), known))
        named = tuple(close_unvoiced(named, tally))
    elif (belief := believe([cue.text.split("\n") for cue in cues], known)).any:
        named = tuple(_close_open(_name_by_labels(cues, belief, tally), known))
    elif found := find_strict(cues, known):
        named = _name_by_signs(cues, found)
    else:
        named = tuple(map(_whole, cues))
        doubted = _find_doubted(cues).items()
        tally.doubted.update(one for one in doubted if not is_no_label(one[0], known))
    _report(tally)
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
    for cue in cues:
        whole = _whole(cue)
        exchange = not whole.voice and is_exchange(cue.text)
        if exchange:
            _note_dash(cue.text, cue.line, tally)
        if exchange or is_credit(cue.text):
            yield replace(whole, voice="")
            continue
        if whole.voice is None and only_sounds(cue.text):
            yield replace(whole, voice="" if is_break(cue.text) else SOUND)
            continue
        label = "" if whole.voice else find_label_like(cue.text) or find_enclosed(cue.text)
        if not label or is_no_label(label, known):
            yield whole
        elif fold(label) in known:
            text, words = _cut(cue, _Part(_behind(cue.text, label), len(cue.text), None))
            yield replace(whole, text=text, words=words, voice=label)
        else:
            if label.isdigit() or not is_sound(label):
                tally.doubted.setdefault(label, cue.line)
            yield replace(whole, voice="")


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


def _name_by_signs(cues: Sequence[Cue], found: Sequence[tuple[str, int]]) -> tuple[Cue, ...]:
    """Return the cues with the labels that `find_strict` found."""
    cut = (
        (cue, voice, *_cut(cue, _Part(start, len(cue.text), None)))
        for cue, (voice, start) in zip(cues, found, strict=True)
    )
    return tuple(
        replace(cue, text=text, words=words, voice=voice) for cue, voice, text, words in cut if text
    )


def _name_by_labels(cues: Sequence[Cue], belief: Belief, tally: Tally) -> Iterator[Cue]:
    """Yield the cues, divided at their labels."""
    ended = True
    pending: str | None = None
    for cue in cues:
        if ended and only_sounds(cue.text):
            # A sound is nobody's; the speaker before it continues behind it.
            yield replace(_whole(cue), voice="" if is_break(cue.text) else SOUND)
            continue
        identifier, paragraph = cue.identifier, cue.paragraph
        for part in _divide(cue, belief, tally, ended=ended):
            voice = pending if part.voice is None else part.voice
            text, words = _cut(cue, part)
            if not text:
                # A name on a line of its own is for the words below, in the next cue too.
                pending = voice
                continue
            if voice is None and text == cue.text and not words:
                yield cue
                continue
            # 2.8 µs where `replace` takes 4.3: one for each cue of a labelled file.
            yield Cue(
                start=_start(cue, part, words),
                end=_end(cue, part),
                text=text,
                voice=belief.full.get(voice, voice) if voice else voice,
                identifier=identifier,
                words=words,
                line=cue.line,
                paragraph=part.paragraph or paragraph,
                topics=cue.topics,
            )
            pending, identifier, paragraph = None, "", False
        ended = ends_sentence(cue.text) or is_stage_line(cue.text, capitals=belief.capitals)


def _report(tally: Tally) -> None:
    if tally.inline:
        tally.add(
            "names of speakers stand before colons inside lines, as in a quotation, so the words "
            "after them have no speaker",
            affects="speakers",
            line=tally.inline[0][1],
            found=_list_shown(tally.inline),
            hint="where one starts a turn, begin a new line; else name the speaker in overlay.yml",
        )
    if not tally.doubted:
        return
    name = next(iter(tally.doubted))
    key = json.dumps(name, ensure_ascii=not name.isprintable())
    tally.add(
        "these look like speaker labels but are not accepted as such, so the words after them "
        "have no speaker",
        affects="labels",
        line=tally.doubted[name],
        found=_list_shown(tuple(tally.doubted.items())),
        hint=f'if they name speakers, add to episode.yml: labels: {{{key}: "NAME"}}; if not, with '
        'false for "NAME"',
    )


def _note_dash(text: str, line: int, tally: Tally) -> None:
    """Note a dash at the start of a text, which says that the speaker changes but not to whom."""
    if starts_with_dash(text):
        tally.add(
            "a dash changes the speaker and does not say to whom; its words have no speaker",
            affects="speakers",
            line=line,
            found=squeeze(text),
            hint="name the speaker in overlay.yml",
        )


def _list_shown(labels: Sequence[tuple[str, int]]) -> str:
    shown = [f"{name} (line {line})" for name, line in labels[:_SHOWN]]
    return ", ".join(shown) + (" …" if len(labels) > _SHOWN else "")


def _divide(cue: Cue, belief: Belief, tally: Tally, *, ended: bool) -> Iterator[_Part]:
    """Return the parts of a cue in order; nothing but labels and marks is left out between them."""
    start, voice, paragraph = 0, cue.voice, False
    offset = 0
    alone = cue.start is None and "\n" not in cue.text
    candidate: Candidate | None = None
    before = ""
    exchange = bool(belief.names) and is_exchange(cue.text)
    for number, line in enumerate(cue.text.split("\n")):
        if number:
            ended = _is_ended(before, candidate, belief)
        candidate, before = find_candidate(line), line
        if candidate and belief.trusts(candidate):
            if begin := offset + candidate.start:
                yield _Part(start, begin, voice, paragraph)
            start, voice = offset + candidate.end, candidate.name
            paragraph = candidate.form == "chevron"
            if voice not in belief.names:
                length, voice = _unnamed_turn(line, candidate, belief, tally.doubted, cue.line)
                start = offset + length
        elif (ended or not number) and (
            label := belief.find_doubted(candidate, line, ended=ended, timed=cue.start is not None)
        ):
            yield _Part(start, offset, voice, paragraph)
            length, voice = _stated_turn(line, label, belief, tally.doubted, cue.line)
            start, paragraph = offset + length, False
        elif (ended or exchange) and belief.leaves_open(
            line, apart=bool(number) or exchange, alone=alone
        ):
            _note_dash(line, cue.line, tally)
            yield _Part(start, offset, voice, paragraph)
            start, voice, paragraph = offset, "", False
        for turn in _inside(line, candidate, belief, voice):
            yield _Part(start, offset + turn.start, voice, paragraph)
            start, voice, paragraph = offset + turn.end, turn.name, turn.starts
            if not turn.starts:
                start, voice = offset + turn.start, ""
                tally.inline.append((turn.name, cue.line))
        offset += len(line) + 1
    yield _Part(start, len(cue.text), voice, paragraph)


def _unnamed_turn(
    line: str, candidate: Candidate, belief: Belief, doubted: dict[str, int], number: int
) -> tuple[int, str]:
    """Return where the words behind chevrons begin that no believed name follows, and the voice."""
    label = candidate.name or find_odd_label(line[candidate.end :], everywhere=False)
    length, voice = _stated_turn(line, label, belief, doubted, number)
    return length or candidate.end - _length_of_name(line, candidate.end), voice


def _stated_turn(
    line: str, label: str, belief: Belief, doubted: dict[str, int], number: int
) -> tuple[int, str]:
    """Return where the words behind a label begin and the voice, or note a doubted label."""
    if label in belief.stated:
        return _behind(line, label), label
    if label:
        doubted.setdefault(label, number)
    return 0, ""


def _behind(line: str, label: str) -> int:
    """Return the offset of the words behind a label that a line begins with."""
    end = line.index(label) + len(label)
    return len(line) - len(line[end:].lstrip(":： \t"))


def _is_ended(line: str, candidate: Candidate | None, belief: Belief) -> bool:
    """Return whether somebody else may start below a line."""
    alone = candidate is not None and candidate.end == len(line)
    return not alone and (ends_sentence(line) or is_stage_line(line, capitals=belief.capitals))


def _length_of_name(line: str, end: int) -> int:
    # Behind chevrons, what is no name stays among the words.
    return end - (len(line[:end]) - len(line[:end].lstrip("> \t")))


def _inside(
    line: str, candidate: Candidate | None, belief: Belief, voice: str | None
) -> Iterator[InlineLabel]:
    """Yield the labels inside a line: chevrons, and believed labels behind a sentence.

    A speaker may quote the own name: that is no change.
    """
    begin = candidate.end if candidate else 0
    if belief.chevrons:
        for turn in find_turns(line):
            if turn > begin:
                found = find_candidate(line[turn:])
                name = found.name if found and found.name in belief.names else ""
                end = turn + (found.end if found and (name or not found.name) else 2)
                yield InlineLabel(turn, end, name, starts=True)
    else:
        for label in find_inline(line, begin, belief.names):
            starts = (label.bracket and belief.brackets) or (label.starts and belief.inline)
            if starts or label.name != voice:
                yield label._replace(starts=starts)
                voice = label.name if starts else ""


def _whole(cue: Cue) -> Cue:
    voice = cue.voice
    if voice and not voice[0].isalnum() and _NO_NAME.fullmatch(voice):
        cue = replace(cue, voice="")
    return _squeezed(cue)


def _squeezed(cue: Cue) -> Cue:
    if "\n" not in cue.text:
        return cue
    return replace(cue, text=squeeze(cue.text if cue.words else _WIDE_BREAK.sub("", cue.text)))


def _cut(cue: Cue, part: _Part) -> tuple[str, tuple[WordTime, ...]]:
    """Return the text of a part of a cue, and the times of its words."""
    raw = cue.text[part.start : part.end]
    if not cue.words:
        return squeeze(_WIDE_BREAK.sub("", raw) if "\n" in raw else raw), ()
    text = squeeze(raw)
    shift = part.start + len(raw) - len(raw.lstrip())
    words = tuple(
        replace(word, span=(max(0, word.span[0] - shift), min(len(text), word.span[1] - shift)))
        for word in cue.words
        if word.span[1] > shift and word.span[0] < part.end
    )
    return text, words


def _start(cue: Cue, part: _Part, words: Sequence[WordTime]) -> Milliseconds | None:
    """Return the time of the first word of a part of a cue, else the start of the cue."""
    return words[0].start if part.start and words and words[0].span[0] == 0 else cue.start


def _end(cue: Cue, part: _Part) -> Milliseconds | None:
    """Return the time of the first word behind a part of a cue, else the end of the cue."""
    behind = (word.start for word in cue.words if word.span[0] >= part.end)
    return next((start for start in behind if start > (cue.start or 0)), cue.end)
