r"""CHAT, the transcription format of TalkBank (`.cha`).

Main lines are `*ANN:\twords .` with times between two `\x15`; `@Participants` stands above.

Words are what was said: codes in brackets, replacements, fragments' marks and the tiers `%mor` and
the like are notes of the transcribers. Only what is a word beyond doubt is taken out of a code:
`<you know> [/] you know` keeps both.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.formats._base import squeeze
from onrecord.formats._reading import language_of
from onrecord.formats._tally import Tally
from onrecord.model import Cue, FrontMatter, Milliseconds, Person, Transcript

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.formats._base import Source

NAME = "chat"
EXTENSIONS = ("cha",)

_RECOGNISED = re.compile(r"^@(?:UTF8|Begin)\s*$", re.MULTILINE)
_TIMES = re.compile(r"[\x15• ]?(?<!\d)(\d{1,9})_(\d{1,9})[\x15• ]?")
_CODE = re.compile(r"\[[^\[\]]*\]|&[=*]\S+|\(\.{1,3}\)|\+[^\s\w]+|[‡„]|\+<")
_MARK = re.compile(r"[<>]|(?<=\w)@\w+|(?<=\w):(?=\w|\b)|&[-~+](?=\w)|\b0(?=\w)")
_OMITTED = re.compile(r"\((\w+)\)")
_END = re.compile(r" +([.?!,])")
_ROLES = {"investigator": "host", "interviewer": "host"}


def recognise(source: Source) -> bool:
    """Return whether it begins with the headers of the format."""
    return _RECOGNISED.search(source.head[:400]) is not None


def read(source: Source) -> Transcript:
    """Read all main lines."""
    tally = Tally(source.path)
    names: dict[str, str] = {}
    front = FrontMatter()
    cues: list[Cue] = []
    # The control character around times is taken out of the text; the bytes have it.
    for number, key, value in _lines(source.text):
        if key == "@Participants":
            names = _participants(value)
            front = FrontMatter(language=front.language, people=_people(value, names))
        elif key == "@Languages":
            language = language_of(value.split(",")[0].strip())
            front = FrontMatter(language=language, people=front.people)
        elif key.startswith("*"):
            code = key[1:]
            found = list(_TIMES.finditer(value))
            words = _plain(_TIMES.sub(" ", value))
            if words:
                cues.append(
                    Cue(
                        start=Milliseconds(int(found[0][1])) if found else None,
                        end=Milliseconds(int(found[-1][2])) if found else None,
                        text=words,
                        voice=names.get(code, code),
                        line=number,
                        paragraph=not cues or cues[-1].voice != names.get(code, code),
                    )
                )
    return Transcript(format=NAME, cues=tuple(cues), front=front, issues=tally.issues)


def _lines(text: str) -> Iterator[tuple[int, str, str]]:
    """Return the lines with their keys; one that begins with a tab goes on with the line above."""
    key, value, start = "", "", 1
    for number, line in enumerate(text.split("\n"), 1):
        if line[:1] in {"\t", " "} and key:
            value += " " + line.strip()
            continue
        if key:
            yield start, key, value
        key, _, value = line.partition(":")
        start = number
    if key:
        yield start, key, value


def _participants(value: str) -> dict[str, str]:
    """Return the names by code: `ANN Ann Participant`; a code without a name stays."""
    found = (entry.split() for entry in value.split(",") if entry.strip())
    return {
        parts[0]: squeeze(" ".join(parts[1:-1]).replace("_", " ")) or parts[0] for parts in found
    }


def _people(value: str, names: dict[str, str]) -> tuple[Person, ...]:
    roles = {parts[0]: parts[-1].lower() for entry in value.split(",") if (parts := entry.split())}
    return tuple(
        Person(name=name, role=_ROLES.get(roles.get(code, ""), "")) for code, name in names.items()
    )


def _plain(value: str) -> str:
    """Return the words of a main line.

    >>> _plain("<you know> [/] you know &=laughs (be)cause it's xxx .")
    "you know you know because it's xxx."
    """
    bare = _MARK.sub("", _CODE.sub(" ", value))
    return _END.sub(r"\1", squeeze(_OMITTED.sub(r"\1", bare)))
