"""Words in front of a colon, judged by themselves: whether they are spelt like a name.

Whether they are a label is decided for the whole file (`_labels`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.formats._base import squeeze

if TYPE_CHECKING:
    from collections.abc import Sequence

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
# No label begins with one of these, unless it recurs.
_SPOKEN = frozenset(
    """i you he she it we they my your his her our their this that these those the a an and but so
    or if when what why how who there here is are was were then now not just""".split()  # noqa: SIM905 - a table of words
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
# Small words inside names: Aaron van Wirdum, Simone de Beauvoir.
_PARTICLES = frozenset(
    """van von de da di del della du der den ter ten la le bin ibn al el y e dos das zu af av of the
    and und""".split()  # noqa: SIM905 - a table of words
)
_INNER = re.compile(r"[ \t]*[\[(][^\[\]()]{1,40}[\])]")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_WORDS_OF_A_NAME = 5
_WORDS_WITHOUT_CAPITALS = 3
_LETTERS_OF_A_NAME = 24
_CHARACTERS_OF_A_CJK_NAME = 5
_WORDS_OF_A_LABEL = 4
_WORDS_OF_A_SHORT_LABEL = 2


def fold(name: str) -> str:
    """Return a name for comparison."""
    return " ".join(name.casefold().split())


def is_numbered(name: str) -> bool:
    """Return whether a label is one that programs give: `SPEAKER_00`, `Sprecher 2`."""
    return _NUMBERED.fullmatch(name) is not None


def is_list(label: str) -> bool:
    """Return whether a label is that of a list of those present: `Apologies:`."""
    return label.lower() in PRESENT | ABSENT


def is_of_a_name(label: str) -> bool:
    """Return whether a label has a name and is none: `Dear Bo:`, `BY MR. SMITH:`."""
    return label.partition(" ")[0].lower() in _BEFORE_NAMES


def is_in_capitals(name: str) -> bool:
    """Return whether a name of more than a letter is in capitals."""
    return name.isupper() and len(name) > 1


def is_name_like(name: str) -> bool:
    """Return whether a label looks like a name even if it occurs once: capitals, few words.

    >>> names = "Cy Fox", "SPEAKER_00", "One more thing", "Remember", "王芳", "第一个问题是"
    >>> [is_name_like(name) for name in names]
    [True, True, False, False, True, False]
    """
    bare = squeeze(_INNER.sub("", name)) or name
    words = bare.split()
    if is_numbered(bare):
        return True
    if not 0 < len(words) <= _WORDS_OF_A_NAME:
        return False
    if _CJK.search(bare):
        return len(bare.replace(" ", "")) <= _CHARACTERS_OF_A_CJK_NAME
    if is_of_a_name(bare) or is_list(bare) or re.sub(r"[^\w ]", "", bare.lower()) in _TALK:
        return False
    return _are_capital(words)


def _are_capital(words: Sequence[str]) -> bool:
    """Return whether words begin with capitals, or are few in a script without any."""
    inner = [word for word in words if word not in _PARTICLES]
    capital = all(word[0] == word[0].upper() and word[0] not in "'’" for word in inner)
    whole = " ".join(words)
    if whole == whole.lower():
        few = len(words) <= _WORDS_WITHOUT_CAPITALS and len(whole) <= _LETTERS_OF_A_NAME
        return capital and few
    return capital and bool(inner)


def is_full_name(name: str) -> bool:
    """Return whether a label has two words or more, all with capitals, and no number.

    >>> names = "Cy Fox", "THE CHAIR", "Simone de Beauvoir", "Cy", "First floor", "EXHIBIT 4"
    >>> [is_full_name(name) for name in names]
    [True, True, True, False, False, False]
    """
    bare = squeeze(_INNER.sub("", name)) or name
    numbered = any(letter.isdigit() for letter in bare)
    inner = [word for word in bare.split() if word[0].isupper()]
    return len(inner) > 1 and not numbered and is_name_like(name)


def is_talk(name: str) -> bool:
    """Return whether a label is a word that people say before a colon."""
    # A single word that is no name although it has a capital: `Remember:`.
    single = len(name.split()) == 1
    is_word = single and not is_name_like(name[:1].upper() + name[1:])
    return is_of_a_name(name) or is_list(name) or is_word


def may_be_name(name: str) -> bool:
    """Return whether a label may be a name where all units have one: few words, not of talk."""
    words = name.split()
    return is_name_like(name) or (
        len(words) <= _WORDS_OF_A_LABEL and words[0].lower() not in _SPOKEN and not is_talk(name)
    )


def looks_like_label(name: str) -> bool:
    """Return whether words before a colon may be a name, judged by themselves.

    >>> [looks_like_label(name) for name in ("Cy Fox, clerk", "man", "We met", "Remember")]
    [True, True, False, False]
    """
    words = name.split()
    capitals = all(word[0].isupper() for word in words[:_WORDS_OF_A_SHORT_LABEL])
    # `Next point` is said, and so is all that begins with a word of talk.
    short = len(words) <= _WORDS_OF_A_SHORT_LABEL
    few = len(words) == 1 or (short and not is_talk(words[0]))
    likely = words[0].lower() not in _SPOKEN and (capitals or few)
    return (likely or is_name_like(name)) and not is_talk(name)
