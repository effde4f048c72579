"""OHMS XML (Oral History Metadata Synchronizer, schema `ohms.xsd`).

A transcript with a table of times, and an index.

Written from the schema and from viewers that others wrote. Points of the index become chapters with
synopsis and keywords. The transcript is plain text, for which `<sync>1:|13(3)|19(14)` says that
minute 1 is at word 3 of line 13, minute 2 at word 14 of line 19; since version 4 it may be WebVTT
(`<vtt_transcript>`), which then is read. Words are those of the transcript, without labels where
the whole file has them (`_labels`); `partial_transcript` of the index repeats them and is passed
over.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from onrecord.errors import Place
from onrecord.formats import webvtt
from onrecord.formats._base import Source, squeeze
from onrecord.formats._builder import Builder
from onrecord.formats._label_forms import find_candidate
from onrecord.formats._markup import strip_markup
from onrecord.formats._ohms_notes import mark_notes
from onrecord.formats._tags import read_xml
from onrecord.formats._tally import Tally
from onrecord.formats._times import parse_time
from onrecord.model import ChapterMark, FrontMatter, Media, Milliseconds, Person, Transcript

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from onrecord.formats._tags import Piece
    from onrecord.model import Cue

NAME: str = "ohms"
EXTENSIONS: tuple[str, ...] = ("xml",)

_RECOGNISED = re.compile(r"<ROOT\b[^<>]*>\s*<record\b|weareavp\.com/nunncenter/ohms", re.IGNORECASE)
_SYNC = re.compile(r"(\d{1,6})\((\d{1,6})\)", re.ASCII)
_MINUTE = 60_000
# What holds elements; a tag in any other, such as `<i>` in the transcript, is markup.
_CONTAINERS = frozenset(
    {"ROOT", "record", "index", "point", "mediafile", "gpspoints", "hyperlinks"}
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def recognise(source: Source) -> bool:
    """Return whether it is a record of OHMS."""
    return source.head.lstrip().startswith("<") and bool(_RECOGNISED.search(source.head))


def read(source: Source) -> Transcript:
    """Read the transcript and the index."""
    tally = Tally(source.path)
    record, points = _record(read_xml(source, tally))
    texts = {name: text for name, (text, _) in record.items()}
    text, line = record.get("transcript", ("", 1))
    captions, captions_line = record.get("vtt_transcript", ("", 1))
    if captions.strip():
        captions, notes = mark_notes(captions, tally)
        cues = _captions(captions, captions_line, tally)
    else:
        text, notes = mark_notes(text, tally)
        cues = _plain_cues(text, line, texts.get("sync", ""), tally)
    front = FrontMatter(
        title=squeeze(texts.get("title", "")),
        show=squeeze(texts.get("series_name", "") or texts.get("collection_name", "")),
        date=_day(texts),
        description=squeeze(texts.get("description", "")),
        people=(*_people(texts, "interviewee"), *_people(texts, "interviewer")),
        rights=squeeze(strip_markup(texts.get("rights", ""))),
        usage=squeeze(strip_markup(texts.get("usage", ""))),
        media=Media(audio=squeeze(texts.get("media_url", ""))),
        chapters=tuple(_marks(points, source.path, tally)),
        keywords=_words(texts, "keyword", "subject"),
    )
    return Transcript(format=NAME, cues=cues, front=front, issues=tally.issues, notes=notes)


Texts = dict[str, tuple[str, int]]


def _record(pieces: Sequence[Piece]) -> tuple[Texts, list[Texts]]:
    """Return the elements of the record and of each index point, by name: text and line.

    Repeated elements are joined by `;`.
    """
    record: Texts = {}
    points: list[Texts] = []
    path: list[str] = []
    held, line = "", 1
    for piece in pieces:
        if piece.kind == "text":
            held += piece.text
        elif piece.kind == "open" and (not path or path[-1] in _CONTAINERS):
            path.append(piece.name)
            held, line = (
                piece.attributes.get("value", "") if piece.name == "date" else "",
                piece.line,
            )
            if piece.name == "point":
                points.append({"point": ("", piece.line)})
        elif piece.kind == "close" and path and path[-1] == piece.name:
            path.pop()
            if held.strip() and piece.name not in _CONTAINERS:
                target = points[-1] if "point" in path else record
                before = target.get(piece.name, ("", line))
                target[piece.name] = (f"{before[0]};{held}" if before[0] else held, before[1])
            held = ""
    return record, points


def _plain_cues(text: str, line: int, sync: str, tally: Tally) -> tuple[Cue, ...]:
    times = dict(_read_sync(sync, tally))
    builder = Builder()
    for number, words in enumerate(text.split("\n"), 1):
        if not words.strip():
            builder.end_paragraph()
            continue
        rest = words.split()
        done = 0
        # A mark never cuts a label off its words.
        label = find_candidate(words)
        named = len(words[: label.end].split()) if label and label.form == "colon" else 0
        for word, start in sorted(times.pop(number, ())):
            # Word numbers count from 1; beyond the line, its end.
            place = min(max(word - 1, done), len(rest))
            place = 0 if place <= named else place
            builder.say(" ".join(rest[done:place]), line + number - 1)
            builder.reach(start)
            done = place
        builder.say(" ".join(rest[done:]), line + number - 1)
    return tuple(
        replace(cue, text=strip_markup(cue.text)) if "<" in cue.text or "&" in cue.text else cue
        for cue in builder.finish()
    )


def _read_sync(sync: str, tally: Tally) -> Iterator[tuple[int, list[tuple[int, Milliseconds]]]]:
    interval, _, entries = sync.strip().partition(":")
    times: dict[int, list[tuple[int, Milliseconds]]] = {}
    if not re.fullmatch(r"\d{1,4}", interval, re.ASCII):
        if sync.strip():
            tally.add(
                "a sync table that cannot be read; words have no times",
                affects="times",
                line=1,
                found=sync.strip()[:80],
                hint="1:|13(3)|19(14)",
            )
        return
    for number, entry in enumerate(entries.strip("|").split("|"), 1):
        if found := _SYNC.fullmatch(entry.strip()):
            times.setdefault(int(found[1]), []).append(
                (int(found[2]), Milliseconds(number * int(interval) * _MINUTE))
            )
    yield from times.items()


def _captions(text: str, line: int, tally: Tally) -> tuple[Cue, ...]:
    inner = webvtt.read(Source(path=tally.path, content=text.strip().encode()))
    for issue in inner.issues:
        tally.add(
            issue.message,
            line=line + issue.line - 1,
            found=issue.found,
            hint=issue.hint,
            severity=issue.severity,
            affects=issue.affects,
        )
    return tuple(replace(cue, line=line + cue.line - 1) for cue in inner.cues)


def _marks(points: Sequence[Texts], path: str, tally: Tally) -> Iterator[ChapterMark]:
    for point in points:
        texts = {name: text for name, (text, _) in point.items()}
        line = point["point"][1]
        start, title = (
            parse_time(squeeze(texts.get("time", ""))),
            squeeze(strip_markup(texts.get("title", ""))),
        )
        if start is None:
            tally.add(
                "a point of the index without a time that can be read; left out",
                line=line,
                found=title or texts.get("time", ""),
            )
            continue
        synopsis = squeeze(strip_markup(texts.get("synopsis", "")))
        keywords = _words(texts, "keywords", "subjects")
        yield ChapterMark(
            start=start,
            title=title,
            origin="source",
            synopsis=synopsis,
            keywords=keywords,
            place=Place(path=path, line=line),
        )


def _words(texts: Mapping[str, str], *names: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            word
            for name in names
            for part in texts.get(name, "").split(";")
            if (word := squeeze(part))
        )
    )


def _people(texts: Mapping[str, str], role: str) -> Iterator[Person]:
    for name in texts.get(role, "").split(";"):
        if squeeze(name):
            yield Person(name=squeeze(name), role=role)


def _day(texts: Mapping[str, str]) -> date | None:
    given = squeeze(texts.get("date", ""))[:10]
    try:
        return date.fromisoformat(given) if _DAY.fullmatch(given) else None
    except ValueError:
        return None
