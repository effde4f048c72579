"""Detect the convention that the lines of a plain-text transcript follow.

Only one reader may recognise a text. So all conventions are looked for at once, and the one that
most lines follow is the file's. A convention must start within the first lines, or show twice;
prose with a time in it has none. Of 2,424 files of documentation on a Debian system, none is taken
for a transcript.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Literal

from onrecord.formats._base import squeeze
from onrecord.formats._heads import skip_head
from onrecord.formats._label_forms import find_candidate
from onrecord.formats._label_words import is_name_like
from onrecord.formats._labels import believe
from onrecord.formats._page_marks import mark_questions
from onrecord.formats._signature import signed
from onrecord.formats._times import first_timings
from onrecord.formats._webvtt_blocks import has_signature
from onrecord.text.scripts import STOPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.formats._base import Source
    from onrecord.formats._belief import Belief
    from onrecord.formats._label_forms import Candidate

Convention = Literal["spacelog", "sbv", "rev", "descript", "otter", "markdown", "text", ""]

TIME = r"(?:\d{1,3}:)?\d{1,3}:[0-5]\d(?:[.,]\d{1,3})?"
_FULL = r"\d{1,3}:[0-5]\d:[0-5]\d(?:[.,]\d{1,3})?"
# A name: no sentence, so without full stops but after an initial, and without brackets.
NAME = r"[^\W_][^\n:()\[\]*|<>#=\t?!]{0,48}"
# Before a time in brackets and a colon, anything may be a name: `BO CHEN (on camera) (0:12):`, `+1
# *** 1234 (0:12):`.
_TIMED_NAME = r"(?:[^\W_]|[+~@#?\u200b\"'“‘(\[](?!\d+:)|\*(?!\*))[^\n<>=\t]{0,120}"

SPACELOG = re.compile(r"\[(-?)(\d{1,4}):([0-5]?\d):([0-5]?\d):([0-5]?\d)\][ \t]*", re.ASCII)
SBV = re.compile(r"[ \t]*(\d{1,3}:\d\d:\d\d\.\w{3}),(\d{1,3}:\d\d:\d\d\.\w{3})[ \t]*", re.ASCII)
REV = re.compile(
    rf"(?P<name>{_TIMED_NAME}?)(?:[ ]?:[ ]?\((?P<inner>{TIME})\)"
    rf"|[ ]\((?P<time>{TIME})\):)(?P<rest>.*)"
)
DESCRIPT = re.compile(rf"(?P<name>{_TIMED_NAME}?):[ ]?\[(?P<time>{TIME})\](?P<rest>.*)")
OTTER = re.compile(rf"(?P<name>{_TIMED_NAME}?)(?:[ \t]{{2,}}|\t)(?P<time>{TIME})[ \t]*(?P<rest>)")
# `**Name:** words`, `**Name**: words`, and what Bitcoin Transcripts write above a turn: `Name:
# 00:01:10`. Some shows write `**Name** [0:00] words` or `**Name**  0:00`.
BOLD = re.compile(
    rf"\*\*(?P<name>(?:\\[^\n]|[^*\\\n]){{1,80}}?)(?P<colon>:\*\*|\*\*[ \t]?:"
    rf"|\*\*(?=[ \t]*\\?[\[(]?{TIME}\\?(?:[\])]|[ \t]|$)))(?P<rest>.*)"
)
TIMED_BOLD = re.compile(rf"(?:\\?[\[(]{TIME}\\?[\])]|{TIME})[ \t]+{BOLD.pattern}")
# `*Name:* words`, `_Name:_ words`.
ITALIC = re.compile(
    r"(?P<mark>[*_])(?![*_\s])(?P<name>[^*_:\n]{1,60}):(?P=mark)(?![*_])(?P<rest>.*)"
)
# Brackets as Markdown must escape them.
_ESCAPED = re.compile(rf"\\\[{TIME}\\\]")
HEADER = re.compile(rf"(?P<name>{NAME}?)[ ]?(?P<colon>:?)[ ]?(?P<time>{_FULL}):?[ \t]*")
# `[0:01] words`, `00:00:01 words`, or a time on a line of its own. `10:30 Lunch` is a programme.
TIMED = re.compile(
    rf"[ \t]*(?:[\[(](?P<inner>{TIME})(?:[ ]*-->?[ ]*(?P<until>{TIME}))?[\])]"
    rf"|(?P<time>{_FULL})(?=[ \t]|$)|(?P<alone>{TIME})(?=[ \t]*$)"
    rf"|(?P<named>{TIME})(?=[ \t]+{NAME}?:[ \t]))[ \t]*(?P<rest>.*)"
)

# In the order in which they are tried; true for those that must match the whole line.
_LINES: tuple[tuple[Convention, re.Pattern[str], bool], ...] = (
    ("spacelog", SPACELOG, True),
    ("sbv", SBV, True),
    ("rev", REV, False),
    ("descript", DESCRIPT, False),
    ("otter", OTTER, True),
    ("markdown", BOLD, False),
    ("markdown", TIMED_BOLD, False),
    ("markdown", ITALIC, False),
    ("markdown", HEADER, False),
    ("markdown", _ESCAPED, False),
    ("text", TIMED, False),
)
_TIMED_TURNS = frozenset({"rev", "descript", "otter"})
_FIRST_LINES = 8
_SPARSE = 40
# Beginnings of formats with readers of their own: podscripts.co, LRC, CHAT, ASS, Praat, Zoom,
# Teams, f4.
_ELSEWHERE = re.compile(
    r"^Starting point is "
    r"|^\[(?:ti|ar|al|au|by|la|re|ve|length|offset):[^\]\n]*\]"
    r"|^\d{1,3} \w+(?: \d{1,2} \w+){0,2}?(?:\d{1,3}:)?\d{1,3}:\d\d[ \t]*$"
    r"|#\d{1,2}:[0-5]\d:[0-5]\d(?:-\d)?#"
    r"|^@(?:UTF8|Begin)[ \t]*$|^\[Script Info\]"
    r"|^File type = \"ooTextFile|^\[[^\[\]\n]{1,80}\][ \t]+\d{1,2}:\d\d:\d\d[ \t]*$",
    re.MULTILINE,
)
# Keys that only the front matter of a transcript has.
FRONT = re.compile(
    r"---[ \t]*\n(?:.*\n){0,200}?(?:speakers?|transcript_by|hosts?|guests?)[ \t]*:", re.IGNORECASE
)
_LONGEST_LINE = 400
_LONG_LINE = 80
# The Greek question mark is mostly typed as a semicolon.
_STOPPED = re.compile(rf"(?:[{STOPS}\"”»)\]–—-]|(?<=[\u0370-\u03ff\u1f00-\u1fff]);|\u037e)\Z")


# Eight readers ask for the same file.
@lru_cache(maxsize=1)
def convention(source: Source) -> Convention:
    r"""Return the convention of a text, or "" for prose and other formats.

    >>> from onrecord.formats._base import Source
    >>> texts = "[0:01] Hi.", "**Ann:** Hi.", "Ann  0:01\nHi.", "We met at 10:30."
    >>> [convention(Source(path="a", content=text.encode())) for text in texts]
    ['text', 'markdown', 'otter', '']
    """
    if own := signed(source):
        return own
    head = source.head.lstrip()
    if _is_elsewhere(head):
        return ""
    if FRONT.match(head):
        return "markdown"
    lines = [line for line in head.split("\n") if line.strip()]
    kinds: list[Convention] = [_convention_of(line) for line in lines]
    best, count = _commonest(kinds)
    if count <= 1 and best not in kinds[:_FIRST_LINES]:
        best = ""
    if count * _SPARSE < len(lines) or not _is_dense(best, count, head):
        best = ""
    # A time beside one name of many: `Ann: …`, `Bob (0:12): …`.
    seldom = best in _TIMED_TURNS and _labels_without_time(lines, kinds) > count
    return "text" if (seldom or not best) and _is_labelled(head) else best


def _labels_without_time(lines: Sequence[str], kinds: Sequence[Convention]) -> int:
    """Return how many lines that follow no convention begin with a name and a colon."""
    labels = (find_candidate(line) for line, kind in zip(lines, kinds, strict=True) if not kind)
    return sum(one is not None and one.form == "colon" and is_name_like(one.name) for one in labels)


def _commonest(kinds: Sequence[Convention]) -> tuple[Convention, int]:
    """Return the convention of most lines, of several the first, and their number."""
    counts: dict[Convention, int] = {}
    for kind in kinds:
        if kind:
            counts[kind] = counts.get(kind, 0) + 1
    best: Convention = max(counts, key=lambda kind: counts[kind]) if counts else ""
    return best, counts.get(best, 0)


def _is_elsewhere(head: str) -> bool:
    """Return whether a text is in a format with a reader of its own."""
    return (
        head.startswith(("<", "{"))
        or has_signature(head)
        or bool(first_timings(head))
        or _ELSEWHERE.search(head) is not None
    )


def _convention_of(line: str) -> Convention:
    """Return the first convention that a line follows."""
    start = line[:_LONGEST_LINE]
    for kind, pattern, whole in _LINES:
        found = pattern.fullmatch(line) if whole else pattern.match(start)
        # `Name: 00:01:10` with words behind it is a sentence.
        if found and (pattern is not HEADER or (found.end() == len(line) and found["colon"])):
            return kind
    return ""


def turn_time(found: re.Match[str]) -> str:
    """Return the time in the first line of a turn (`REV`, `DESCRIPT`, `OTTER`)."""
    groups = found.groupdict()
    return groups.get("time") or groups.get("inner") or ""


def _is_dense(kind: Convention, count: int, head: str) -> bool:
    """Return whether a third of the paragraphs are labelled (51 % in the samples).

    An article that contains `**Note:**` has fewer.
    """
    if kind != "markdown" or any(HEADER.fullmatch(line.strip()) for line in head.split("\n")):
        return True
    paragraphs = [
        block
        for block in head.split("\n\n")
        if block.strip() and not block.lstrip().startswith("#")
    ]
    return 3 * count >= len(paragraphs) or _is_monologue(paragraphs)


def _is_monologue(paragraphs: Sequence[str]) -> bool:
    """Return whether a name in bold stands alone above the first words, and again above others.

    So 69 episodes of one show begin each of their parts, with many links in the words.
    """
    labels = [
        squeeze(found["name"])
        for block in paragraphs
        if (found := BOLD.match(block)) and not found["rest"].partition("\n")[0].strip()
    ]
    if not labels or not BOLD.match(paragraphs[0]) or not is_name_like(labels[0]):
        return False
    return labels.count(labels[0]) > 1 and _SPARSE * len(labels) >= len(paragraphs)


def _is_labelled(head: str) -> bool:
    """Return whether half of the paragraphs have labels, and speech behind them.

    Lists of fields (`License: MIT`) have labels too; speech ends with a stop, or is long.
    """
    lines = head.split("\n")
    mark_questions(lines)
    body = "\n".join(lines[skip_head(lines)[1] :])
    blocks = [block.strip() for block in body.split("\n\n") if block.strip()]
    spoken = [block.split("\n") for block in blocks if "\n=" not in block and "\n-" not in block]
    belief = believe(spoken)
    found = [_labelled_lines(block, belief) for block in spoken]
    if not belief.names or 2 * sum(map(bool, found)) < max(len(spoken), 1):
        return False
    named = [(line, label) for line, label in chain(*found) if label.name]
    speech = sum(_is_speech(line, label) for line, label in named)
    return len(named) > 1 and 3 * speech >= 2 * len(named)


def _labelled_lines(block: Sequence[str], belief: Belief) -> list[tuple[str, Candidate]]:
    found = [(line.rstrip(), find_candidate(line)) for line in block]
    # A line without a label goes on with the one above it.
    goes_on = [label is None for _, label in found[1:]] + [False]
    return [
        (line + "…" if more else line, label)
        for (line, label), more in zip(found, goes_on, strict=True)
        if label and belief.trusts(label)
    ]


def _is_speech(line: str, label: Candidate) -> bool:
    return _STOPPED.search(line) is not None or len(line) > _LONG_LINE or label.end == len(line)
