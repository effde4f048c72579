"""Find speaker labels in front of words, however they are spelt.

Examples: `Ann:`, `[SPEAKER_00]`, `>> MAYOR JONES:`, `- Ann:`, `王芳：`, `Q.`.

This module only finds what may be a label; `_labels` decides for the whole file what is one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from onrecord.formats._base import squeeze

Form = Literal["colon", "address", "quote", "bracket", "chevron", "stop"]
"""An address behind the colon: somebody who is known may say one first, otherwise it is `Slides:
https://…`. A quotation behind it, with words behind the quotation: somebody else may tell who said
it.
"""

_LONGEST_NAME = 60
_MOST_WORDS = 8
# A wide colon, or one before or after these scripts, needs no space behind it.
_WIDE = "\u3000-\u9fff\uac00-\ud7af\uff01-\uff60"
_CHEVRONS = re.compile(r"(?:^|(?<=\s))-?>{2,4}(?:[ \t]+|(?=\w)|$)")
_DASH = re.compile(r"[ \t]*[-–—•]{1,3}(?:[ \t]+|(?=\w))")
# Sounds that stand in front of the label stay among the words.
_LEAD = re.compile(r"[ \t]*(?:(?:\[[^\[\]\n]{1,40}\]|\([^()\n]{1,40}\)|♪)[ \t]*)+")
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
_INNER = re.compile(r"[ \t]*[\[(][^\[\]()]{1,40}[\])]")

# Small words inside names: Aaron van Wirdum, Simone de Beauvoir.
_PARTICLES = frozenset(
    """van von de da di del della du der den ter ten la le bin ibn al el y e dos das zu af av of the
    and und""".split()  # noqa: SIM905 - a table of words
)
_WORDS_OF_A_NAME = 5
_WORDS_WITHOUT_CAPITALS = 3
_LETTERS_OF_A_NAME = 24
_CHARACTERS_OF_A_CJK_NAME = 5
_OPENING = ("[", "(", "♪", "♫")
_CLOSING = "\"'”’»›) ]"
_STOPS = frozenset(".!?…。！？؟।;:♪>*-")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
# Labels of engines and meeting programs for speakers without a name.
_NUMBERED = re.compile(
    r"(?:spk|speaker|sprecher(?:in)?|spreker|talare|taler|locuteur|intervenant|hablante|orador"
    r"|locutor|interlocutor|falante|parlante"
    r"|m[oó]wca|mluvčí|řečník|hovorca|спикер|говорящий|диктор|участник|说话人|發言人|发言人|話者|화자|참석자"
    r"|konuşmacı|วิทยากร|guest|host|person|voice|channel|user|participant)"
    r"[ _#№-]*(?:\d{1,3}|[A-Z])?",
    re.IGNORECASE,
)
# Words that people say, or write on a page, before a colon.
_TALK = frozenset(
    """also and answer anyway because but caution conclusion correction example exactly finally
    first fourth goal hence here heres idea important instance later lesson listen look meaning
    nb next note ok okay one pause point problem ps psa question quote reason remember result
    second secondly see so solution step still summary that then thesis thing third this three
    thus tip trigger two update tonight breaking weather sports version warning well yes no however
    namely today tomorrow fact
    facts the of monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch
    donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes
    martes miércoles jueves viernes sábado""".split()  # noqa: SIM905 - a table
)
# Labels of lists at the head of the record of a meeting.
PRESENT = frozenset(
    [
        "present", "presents", "members present", "in attendance", "attendees", "participants",
        "anwesend", "teilnehmer", "présents", "presentes", "asistentes", "presenti", "aanwezig",
        "obecni", "närvarande", "присутствовали", "присутствуют",
    ]
)  # fmt: skip
ABSENT = frozenset(
    [
        "apologies", "absent", "excused", "also present", "abwesend", "entschuldigt", "excusés",
        "absents", "ausentes", "assenti", "afwezig", "nieobecni", "frånvarande", "отсутствовали",
    ]
)  # fmt: skip
# In a letter (`Dear Bo:`), or above an examination (`BY MR. SMITH:`).
_BEFORE_NAMES = frozenset({"dear", "by"})
_SOUND = re.compile(
    r"(?:music|applau|laugh|chuckl|giggl|silence|inaudible|unintelligible|indistinct|crosstalk"
    r"|cross talk|overtalk|noise|sigh|cough|cheer|clap"
    r"|sound|bell|beep|break|pause|intro|outro|background|foreign|blank|no audio|audio|video|gasp"
    r"|groan|cry|sob|sing|whistl|phone|door|static"
    r"|musi[ckqk]|rire|applaud|gelächter|lachen|beifall|risas|aplausos|risos|risate|applausi|смех"
    r"|музыка|аплодисменты|笑|音楽|拍手|音乐|掌声|笑声"
    r"|박수|웃음|음악|ضحك|موسيقى|צחוק|\d)",
    re.IGNORECASE,
)

_MANNER = re.compile(
    r"(?!(?:king|manning|sterling|harding|fleming|browning|golding|emily|kelly|sally|lily|molly"
    r"|billy|polly|holly)\b)\w+(?:ing|ly)(?: \w+)*|(?:in|on|over|from|off|to|with) .*"
    r"|(?:\w+ )*voice|reads?|grunts?|pants|scoffs?|sniff(?:le)?s?|whispers?|shouts?|screams?|yells?"
    r"|continues?",
    re.IGNORECASE,
)


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
    if not colon and line[:1].isalpha() and "." not in line[1:3]:
        # Most lines begin with a word, and no label has these forms.
        return None
    offset = _indent(line)
    if line.startswith((">>", "->>"), offset) and (chevrons := _CHEVRONS.match(line.lstrip())):
        return _behind_chevrons(line, offset, offset + chevrons.end())
    begin = dash.end() if (dash := _DASH.match(line)) else offset
    if colon and (found := _colon(line, begin)):
        return found
    if line[begin : begin + 1] in _OPENING and (enclosed := _bracket(line, begin)):
        return enclosed
    if stop := _STOP.match(line, begin):
        return Candidate(name=stop["name"], form="stop", start=_indent(line), end=stop.end())
    return None


def _behind_chevrons(line: str, offset: int, end: int) -> Candidate:
    """Return the change of speaker at the start of a line, with a name if one follows."""
    named = _COLON.match(line, end)
    if named and _plausible(named["name"]):
        return Candidate(name=squeeze(named["name"]), form="chevron", start=offset, end=named.end())
    return Candidate(name="", form="chevron", start=offset, end=end)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _colon(line: str, begin: int) -> Candidate | None:
    found = _COLON.match(line, begin)
    if found is None:
        return None
    start, name = _indent(line), found["name"]
    if name[0] in "[(♪" and (lead := _LEAD.match(name)) and lead.end() < len(name):
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


def _bracket(line: str, begin: int) -> Candidate | None:
    """Return the name in brackets behind sounds, else what stands in the first brackets."""
    start = begin
    while sound := _SOUND_OR_NOTE.match(line, start):
        if not all(map(is_sound, filter(None, sound.groups()))):
            break
        start = sound.end()
    bracket = _BRACKET.match(line, start)
    if bracket is None or start == begin:
        start, bracket = _indent(line), bracket or _BRACKET.match(line, begin)
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


def find_turns(line: str) -> list[int]:
    """Return the offsets of chevrons inside a line, where somebody else starts.

    >>> find_turns("THANK YOU. >> YOU ARE WELCOME.")
    [11]
    """
    return [found.start() for found in _CHEVRONS.finditer(line)] if ">>" in line else []


def is_name_like(name: str) -> bool:
    """Return whether a label looks like a name even if it occurs once: capitals, few words.

    >>> names = "Cy Fox", "SPEAKER_00", "One more thing", "Remember", "王芳", "第一个问题是"
    >>> [is_name_like(name) for name in names]
    [True, True, False, False, True, False]
    """
    bare = squeeze(_INNER.sub("", name)) or name
    words = bare.split()
    if _NUMBERED.fullmatch(bare):
        return True
    if not 0 < len(words) <= _WORDS_OF_A_NAME:
        return False
    if _CJK.search(bare):
        return len(bare.replace(" ", "")) <= _CHARACTERS_OF_A_CJK_NAME
    if is_of_a_name(bare) or is_list(bare) or re.sub(r"[^\w ]", "", bare.lower()) in _TALK:
        return False
    inner = [word for word in words if word not in _PARTICLES]
    capital = all(word[0] == word[0].upper() and word[0] not in "'’" for word in inner)
    if bare == bare.lower():
        # A script without capitals.
        return capital and len(words) <= _WORDS_WITHOUT_CAPITALS and len(bare) <= _LETTERS_OF_A_NAME
    return capital and bool(inner)


def is_list(label: str) -> bool:
    """Return whether a label is that of a list of those present: `Apologies:`."""
    return label.lower() in PRESENT | ABSENT


def is_of_a_name(label: str) -> bool:
    """Return whether a label has a name and is none: `Dear Bo:`, `BY MR. SMITH:`."""
    return label.partition(" ")[0].lower() in _BEFORE_NAMES


def ends_sentence(text: str) -> bool:
    """Return whether somebody else may start behind a text: it is empty, or ends with a stop.

    >>> ends_sentence('So he said "yes."'), ends_sentence("and then")
    (True, False)
    """
    bare = text.rstrip(_CLOSING)
    return not bare or bare[-1] in _STOPS or text[-1] in ")]"


def is_numbered(name: str) -> bool:
    """Return whether a label is one that programs give: `SPEAKER_00`, `Sprecher 2`."""
    return _NUMBERED.fullmatch(name) is not None


def is_sound(name: str) -> bool:
    """Return whether words in brackets tell what is heard, and not who speaks.

    >>> is_sound("laughter"), is_sound("Ann Lee")
    (True, False)
    """
    return _SOUND.match(name) is not None


def is_manner(name: str) -> bool:
    """Return whether words in brackets may tell how somebody speaks: `[WHISPERING]`, `[softly]`.

    >>> is_manner("WHISPERING"), is_manner("In Spanish"), is_manner("JOE")
    (True, True, False)
    """
    return _MANNER.fullmatch(name) is not None


def only_sounds(text: str) -> bool:
    """Return whether a cue is nothing but what stands in brackets: `[Music]`, `(applause) ♪`."""
    found = _LEAD.match(text) if text[:1] in "[(♪" else None
    return bool(found) and not text[found.end() :].strip() if found else False
