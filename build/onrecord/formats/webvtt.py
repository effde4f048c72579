"""WebVTT (W3C Candidate Recommendation of 4 April 2019), read and written.

Settings, regions, styles and comments are about looks, and are passed over. Voices, times inside
cues and identifiers are kept. Repaired with a warning, for the words are worth more than the rules:
a missing signature, times in other forms (bare seconds, commas), timings that cannot be read, an
empty line inside a cue. A NUL is a space, as every control character is, not U+FFFD.

Podcasting 2.0 (`transcripts.md`) lets a speaker tag stand only where the speaker changes
(`_carried_voices`); where tags are closed, a cue without one is nobody's. A file without tags may
have labels (`_labels`), but not one of ours: its identifiers are anchors, and what looks like a
label there are words.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.anchors import is_anchor
from onrecord.formats._base import language_tag, squeeze
from onrecord.formats._markup import read_payload, strip_overrides
from onrecord.formats._tally import Tally
from onrecord.formats._times import ARROW, caption_times, first_timings, full_clock, have_times
from onrecord.formats._webvtt_blocks import Block, divide, has_signature
from onrecord.model import Cue, Episode, FrontMatter, Milliseconds, Sentence, Transcript

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.formats._base import Source

NAME = "webvtt"
EXTENSIONS = ("vtt", "webvtt")

_BROKEN_TAG = re.compile(
    r"<(?:[ ]?\d+:[\d:.]+|/?(?:v|c|i|b|u|lang|ruby|rt)[ .][^<>\n]{0,80}"
    r"|(?P<name>[a-z]{2,12})>[^<>\n]{0,80}</(?P=name)>)"
)


def recognise(source: Source) -> bool:
    """Return whether it has the signature, or else a first cue with times as WebVTT writes them."""
    first = first_timings(source.head)
    return has_signature(source.head.lstrip()) or ("." in first and "," not in first)


def read(source: Source) -> Transcript:
    """Read all cues; a cue of several voices becomes several."""
    tally = Tally(source.path)
    divided = divide(source.text)
    if not divided.signed:
        first = squeeze(source.head[:80].lstrip().partition("\n")[0])
        tally.add(
            "does not start with the line WEBVTT; read all the same",
            line=1,
            found=first,
            hint="make WEBVTT the first line",
        )
    cues: list[Cue] = []
    for block in divided.blocks:
        if block.fault and block.payload:
            number = len(cues) + (not block.joins)
            tally.add(
                block.fault,
                line=block.line,
                cue=number,
                found=block.found,
                hint=block.hint,
                affects="times",
            )
        found = _cues(block, tally, number=len(cues) + 1)
        if block.joins and cues and found and found[0].voice in {None, cues[-1].voice}:
            last = cues.pop()
            found = [replace(last, text=f"{last.text}\n{found[0].text}"), *found[1:]]
        cues.extend(found)
    return Transcript(
        format=NAME,
        cues=tuple(_close_voices(cues, source.text)),
        front=FrontMatter(language=language_tag(divided.fields.get("language", ""))),
        issues=tally.issues,
    )


def _cues(block: Block, tally: Tally, number: int) -> list[Cue]:
    identifier = squeeze(block.identifier)
    ours = bool(identifier) and is_anchor(identifier)
    raw = block.payload if ours else strip_overrides(block.payload)
    payload = read_payload(raw, block.start, block.end)
    for span in payload.spans if not ours else ():
        if "<" in span.text and "<" in raw and (left := _BROKEN_TAG.search(span.text)):
            tally.add(
                "looks like a tag, but is none; kept as words",
                line=block.line,
                cue=number,
                found=left.group(),
                hint="close the tag with >, or write &lt; for a <",
            )
    for time in payload.stray_times:
        tally.add(
            "a time inside lies outside the cue; not used", line=block.line, cue=number, found=time
        )
    return [
        Cue(
            start=span.words[0].start if span.words and index else block.start,
            end=block.end,
            text=span.text,
            voice=span.voice,
            identifier="" if index else identifier,
            words=span.words,
            line=block.line,
        )
        for index, span in enumerate(payload.spans)
    ]


def _close_voices(cues: Sequence[Cue], text: str) -> Sequence[Cue]:
    """Mark cues without a voice as unknown in a file that closes its voice tags."""
    if "</v" not in text or not any(cue.voice for cue in cues):
        return cues
    return [cue if cue.voice else replace(cue, voice="") for cue in cues]


def writes(episode: Episode) -> bool:
    """Return whether the episode has the times that WebVTT needs."""
    return have_times(episode.sentences)


def write(episode: Episode) -> str:
    """Return one cue for each sentence; `read` restores them.

    The identifier is the anchor, the voice the speaker; word times stand inside.

    >>> from onrecord.model import Anchor, Milliseconds, Sentence, Slug
    >>> times = {"start": Milliseconds(1), "end": Milliseconds(2), "timing": "exact"}
    >>> hi = Sentence(
    ...     text="Hi & bye.", span=(0, 9), speaker="Ann", id=Anchor("t0m00s-k7m"), **times
    ... )
    >>> front = FrontMatter(title="A")
    >>> print(write(Episode(slug=Slug("a"), front=front, sentences=(hi,), chapters=())))
    WEBVTT - A
    <BLANKLINE>
    t0m00s-k7m
    00:00:00.001 --> 00:00:00.002
    <v Ann>Hi &amp; bye.</v>
    <BLANKLINE>
    """
    title = squeeze(episode.front.title).replace(ARROW, "→")
    parts = [f"WEBVTT - {title}\n" if title else "WEBVTT\n"]
    for sentence, (start, end) in zip(
        episode.sentences, caption_times(episode.sentences), strict=True
    ):
        identifier = f"{sentence.id}\n" if sentence.id else ""
        text = _timed(sentence, start, end)
        # Closed, though the standard lets it be: in a file with open tags the next cue may inherit
        # the voice.
        voiced = f"<v {_escape(squeeze(sentence.speaker))}>{text}</v>" if sentence.speaker else text
        parts.append(f"{identifier}{full_clock(start)} {ARROW} {full_clock(end)}\n{voiced}\n")
    return "\n".join(parts)


def _timed(sentence: Sentence, start: Milliseconds, end: Milliseconds) -> str:
    """Return the words with their times, which must rise inside the cue (WebVTT, 4.2.2)."""
    parts: list[str] = []
    position, last = 0, start
    for word in sentence.words:
        if last < word.start < end:
            parts += (
                _escape(sentence.text[position : word.span[0]]),
                f"<{full_clock(word.start)}>",
            )
            position, last = word.span[0], word.start
    return "".join((*parts, _escape(sentence.text[position:])))


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
