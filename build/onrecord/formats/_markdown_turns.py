"""Who speaks in a Markdown transcript: three conventions, of which a file follows one.

1. `**Name:** words` (Changelog, our own writer). A label that has a time and no words, `**Break:** [8:06]`, where the others have words
   beside them, is a mark of the page and no speaker.
2. `Name: 00:01:10` or `Name:` on a line of its own, the words below (Bitcoin Transcripts). `Name 00:01:10`, only where the name stands
   elsewhere with its colon; `Name:`, only where it does so twice, or the front matter names the speaker.
3. `Name: words`. A colon is ordinary punctuation, so half of the paragraphs must have labels that occur twice, or are speakers by the
   front matter. `Ann Lee (AL): words` says who `AL` is. A label before an address is none: `Slides: https://…`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from onrecord.formats._base import squeeze
from onrecord.formats._labels import read_label
from onrecord.formats._markdown_inline import plain
from onrecord.formats._turn_lines import BOLD, HEADER, NAME, TIME

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

Style = Literal["bold", "above", "inline", ""]

_ALONE = re.compile(rf"(?P<name>{NAME}?)[ ]?:[ \t]*")
_INLINE = re.compile(
    rf"(?P<name>{NAME}?)(?:[ ]\((?P<short>[^\W\d_]{{1,6}})\))?:[ \t]+(?P<rest>(?!<?https?://)\S.*)"
)
_TIME = re.compile(rf"[ \t]*\\?[\[(](?P<time>{TIME})\\?[\])][ \t]*")
_TWICE = 2
_WORDS_OF_A_NAME = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The start of a turn."""

    name: str
    rest: str
    """Words on the same line, with Markdown."""
    time: str = ""
    mark: bool = False
    """No speaker, but a mark of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """How a file names its speakers."""

    style: Style
    names: frozenset[str] = frozenset()
    """Labels that are speakers."""
    full: Mapping[str, str] = field(default_factory=dict)
    """Names by their abbreviations."""

    def find(self, line: str) -> Found | None:
        """Give what starts in a line; None where the words go on."""
        match self.style:
            case "bold" if found := BOLD.match(line):
                time, rest = take_time(found["rest"])
                name = _name(found)
                return Found(
                    name=name,
                    time=time,
                    rest=rest,
                    mark=bool(time and not rest and self.names and name not in self.names),
                )
            case "above" if (found := HEADER.fullmatch(line)) and (
                found["colon"] or _name(found) in self.names
            ):
                return Found(name=_name(found), time=found["time"], rest="")
            case "above" if (found := _ALONE.fullmatch(line)) and _name(found) in self.names:
                return Found(name=_name(found), rest="")
            case "inline" if (found := _INLINE.match(line)) and _name(found) in self.names:
                name = _name(found)
                time, rest = take_time(found["rest"])
                return Found(name=self.full.get(name, name), time=time, rest=rest)
            case "inline" if read_label(line):
                # Perhaps somebody who speaks once; not whoever spoke before.
                return Found(name="", rest=line)
            case _:
                return None


def take_time(text: str) -> tuple[str, str]:
    r"""Give the time in brackets with which a paragraph begins, and the words behind it.

    >>> take_time(r"\[01:08:12.00\] I think"), take_time("[laughs] Yes.")
    (('01:08:12.00', 'I think'), ('', '[laughs] Yes.'))
    """
    found = _TIME.match(text)
    return (found["time"], text[found.end() :].strip()) if found else ("", text.strip())


def find_turns(paragraphs: Sequence[Sequence[str]], speakers: Collection[str]) -> Turns:
    """Find the convention of a file.

    Args:
        paragraphs: their lines.
        speakers: whom the front matter names.

    >>> find_turns([["Ann: Hi."], ["Bob: Yo."], ["Ann: So."]], ["Ann Lee", "Bob"]).style
    'inline'
    """
    lines = [line.strip() for paragraph in paragraphs for line in paragraph]
    if bold := [found for line in lines if (found := BOLD.match(line))]:
        return Turns(
            style="bold",
            names=frozenset(_name(found) for found in bold if take_time(found["rest"])[1]),
        )
    known = {*speakers, *(speaker.split()[0] for speaker in speakers)}
    headers = {
        _name(found) for line in lines if (found := HEADER.fullmatch(line)) and found["colon"]
    }
    alone = _repeated(
        (_name(found) for line in lines if (found := _ALONE.fullmatch(line))), {*known, *headers}
    )
    if headers or alone:
        return Turns(style="above", names=alone.union(headers))
    labelled = [found for paragraph in paragraphs if (found := _INLINE.match(paragraph[0].strip()))]
    full = {found["short"]: _name(found) for found in labelled if found["short"]}
    written = [_name(found) for found in labelled]
    names = _repeated((full.get(name, name) for name in written), {*known, *full.values()})
    covered = sum(full.get(name, name) in names for name in written)
    if not names or 2 * covered < len(paragraphs):
        return Turns(style="")
    return Turns(
        style="inline",
        names=names.union(short for short, name in full.items() if name in names),
        full=full,
    )


def _name(found: re.Match[str]) -> str:
    return squeeze(plain(found["name"]))


def _repeated(names: Iterable[str], known: Collection[str]) -> frozenset[str]:
    counts = Counter(
        name
        for name in names
        if len(name.split()) <= _WORDS_OF_A_NAME and name[0] == name[0].upper()
    )
    kept = frozenset(name for name, count in counts.items() if count >= _TWICE or name in known)
    return kept if any(counts[name] >= _TWICE for name in kept) else frozenset()
