"""Transcripts in, transcripts out: one module a format, and the table of them.

Detection is by content. The name of a file decides only between readers that all recognise it.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.errors import ContentError, Issue
from onrecord.formats import (
    ass,
    assemblyai,
    aws_transcribe,
    azure_speech,
    chat,
    deepgram,
    descript,
    docx,
    elan,
    elevenlabs,
    f4,
    google_speech,
    hf_chunks,
    hyperaudio,
    ibm_watson,
    labelled_json,
    lrc,
    markdown,
    ohd_csv,
    ohms,
    otter,
    podcasting_html,
    podcasting_json,
    podlove,
    podscripts,
    praat,
    prose,
    qmsum,
    rev,
    revai,
    sbv,
    spacelog,
    speechmatics,
    srt,
    teams,
    tei,
    text,
    ttml,
    webvtt,
    whisper,
    whisper_cpp,
    whisper_csv,
    whisper_tsv,
    youtube_json3,
    zoom_captions,
)
from onrecord.formats._base import MAX_BYTES, Reader, Source, Writer
from onrecord.formats._captions import unroll
from onrecord.formats._carried_voices import carry
from onrecord.formats._heard_once import report_heard_once
from onrecord.formats._known_names import KnownNames
from onrecord.formats._label_reports import declare_labels
from onrecord.formats._label_words import fold
from onrecord.formats._labels import known_names
from onrecord.formats._line_numbers import remove_line_numbers
from onrecord.formats._notes import place_notes
from onrecord.formats._recurring_openings import report_recurring_titles
from onrecord.formats._refuse import refuse_bytes, refuse_text
from onrecord.formats._repair import repair
from onrecord.formats._sense import check_sense
from onrecord.formats._signature import signed
from onrecord.formats._sounds import only_sounds
from onrecord.formats._tally import Tally
from onrecord.formats._voices import name_speakers
from onrecord.formats._word_tables import label_rows
from onrecord.model import Chapter, ChapterMark, Cue, Episode, Transcript

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = [
    "MAX_BYTES",
    "READERS",
    "WRITERS",
    "Reader",
    "Source",
    "Writer",
    "declare_labels",
    "detect",
    "only_sounds",
    "read",
    "write",
    "write_chapter",
]

READERS: tuple[Reader, ...] = (
    webvtt,
    srt,
    podscripts,
    podcasting_json,
    podcasting_html,
    hyperaudio,
    ttml,
    ohms,
    ohd_csv,
    sbv,
    otter,
    rev,
    descript,
    spacelog,
    markdown,
    text,
    ass,
    docx,
    lrc,
    teams,
    zoom_captions,
    praat,
    elan,
    chat,
    tei,
    f4,
    # Output of speech engines.
    whisper,
    whisper_cpp,
    whisper_csv,
    hf_chunks,
    elevenlabs,
    ibm_watson,
    podlove,
    labelled_json,
    whisper_tsv,
    deepgram,
    assemblyai,
    aws_transcribe,
    google_speech,
    azure_speech,
    revai,
    speechmatics,
    youtube_json3,
    qmsum,
    prose,
)

WRITERS: Mapping[str, Writer] = {
    "vtt": webvtt,
    "srt": srt,
    "json": podcasting_json,
    "txt": text,
    "md": markdown,
}

# Extensions that say nothing of what is inside.
_NEUTRAL = ("", "txt", "text")


def detect(source: Source) -> Reader:
    """Return the one reader that recognises the content.

    Raises: ContentError: None does, or several do and the extension does not decide; the issue says
    which.

    >>> detect(Source(path="a.txt", content=b"WEBVTT")).NAME
    'webvtt'
    """
    if refused := refuse_bytes(source):
        raise ContentError([refused])
    if own := signed(source):
        return text if own == text.NAME else markdown
    candidates = [reader for reader in READERS if reader is not prose and reader.recognise(source)]
    if not candidates and prose.recognise(source):
        return prose
    if not candidates:
        raise ContentError([refuse_text(source, READERS)])
    return candidates[0] if len(candidates) == 1 else _named(source, candidates)


def _named(source: Source, candidates: Sequence[Reader]) -> Reader:
    """Return the only one of several readers that has the extension of the file."""
    named = [reader for reader in candidates if source.extension in reader.EXTENSIONS]
    if len(named) == 1:
        return named[0]
    names = ", ".join(reader.NAME for reader in candidates)
    extensions = " or ".join(f".{reader.EXTENSIONS[0]}" for reader in candidates)
    issue = Issue(
        path=source.path,
        message=f"may be in any of these formats: {names}",
        hint=f"say which by its extension: {extensions}",
    )
    raise ContentError([issue])


def read(source: Source) -> Transcript:
    r"""Read a transcript file of any known format.

    Never raises for its content. Repairs are warnings in `issues`; with an error among these, the
    cues must not be published. The times of the cues never go back, and each end
    is after its start.

    >>> read(Source(path="a.srt", content=b"1\n00:00:01,000 --> 00:00:02,000\nHi.")).cues[0].text
    'Hi.'
    """
    tally = Tally(source.path)
    bare = label_rows(remove_line_numbers(source, tally))
    try:
        reader = detect(bare)
    except ContentError as error:
        return Transcript(format="", cues=(), issues=error.issues)
    raw = reader.read(bare)
    known = {extension for other in READERS for extension in other.EXTENSIONS}
    if source.extension in known.difference(reader.EXTENSIONS, _NEUTRAL):
        hint = f"name it .{reader.EXTENSIONS[0]}"
        tally.add(
            f"named .{source.extension}, but the content is {reader.NAME}; read as that",
            line=1,
            hint=hint,
        )
    cues = unroll(raw.cues, tally)
    stated = known_names([*source.names, *(person.name for person in raw.front.people)])
    names = KnownNames(
        stated,
        source.people,
        declared=frozenset(map(fold, source.names)),
        no_labels=frozenset(map(fold, source.no_labels)),
    )
    cues = repair(check_sense(carry(name_speakers(cues, names, tally), tally), tally), tally)
    if not any(cue.voice for cue in cues):
        report_recurring_titles([mark.title for mark in raw.front.chapters], tally)
    elif not signed(bare) and _has_labels(reader, raw):
        report_heard_once(cues, names, tally)
    cues = place_notes(cues, raw.notes)
    if not cues and all(issue.severity == "warning" for issue in raw.issues):
        tally.add(
            f"{reader.NAME}, but no words in it",
            line=1,
            hint="put the transcript here",
            severity="error",
        )
    return replace(
        raw,
        cues=cues,
        front=replace(raw.front, chapters=_move_chapters(raw, cues)),
        issues=(*source.decoded[1], *raw.issues, *tally.issues),
        compared=frozenset(names.compared),
        doubted=tuple(tally.doubted.items()),
    )


def _has_labels(reader: Reader, raw: Transcript) -> bool:
    """Return whether voices come from labels in front of words, and not from the format."""
    return reader in {markdown, docx} or not any(cue.voice for cue in raw.cues)


def _move_chapters(raw: Transcript, cues: Sequence[Cue]) -> tuple[ChapterMark, ...]:
    """Return the chapters of a file at the cues with their first words, whose numbers may change.

    A paragraph with several labels becomes several cues.
    """
    lines = [cue.line for cue in cues]
    apart = all(one.line < other.line for one, other in pairwise(raw.cues))
    if len(cues) == len(raw.cues) or not apart:
        return raw.front.chapters
    return tuple(
        replace(mark, cue=bisect_left(lines, raw.cues[mark.cue].line))
        if mark.cue is not None and mark.cue < len(raw.cues)
        else mark
        for mark in raw.front.chapters
    )


def write(episode: Episode) -> Iterator[tuple[str, str]]:
    """Yield the extension and content of each format that can hold the episode.

    Subtitle formats need times.
    """
    for extension, writer in WRITERS.items():
        if writer.writes(episode):
            yield extension, writer.write(episode)


def write_chapter(episode: Episode, chapter: Chapter) -> str:
    """Return one chapter of an episode as Markdown."""
    first, last = chapter.sentences
    alone = replace(
        episode,
        sentences=episode.sentences[first:last],
        chapters=(replace(chapter, sentences=(0, last - first)),),
    )
    return WRITERS["md"].write(alone)
