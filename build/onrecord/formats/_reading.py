"""Read the JSON of a speech engine: the document, the current place, and untrusted values."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.formats._json import Json, load, places, words_of
from onrecord.formats._tally import Tally
from onrecord.formats._times import parse_time
from onrecord.model import FrontMatter, Milliseconds, Transcript

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.errors import Affected, Severity
    from onrecord.formats._base import Source
    from onrecord.model import Cue

# A thousand hours in seconds; more is no time.
_LONGEST = 3_600_000
_HUGE = 10**18
_PERIOD = re.compile(r"PT(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,7}(?:\.\d{1,12})?)S)?", re.ASCII)
_CODE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,3}", re.ASCII)
# OpenAI's service names the language in English words; these are the ones its documentation gives
# results for.
_NAMED = {
    "arabic": "ar", "chinese": "zh", "czech": "cs", "danish": "da", "dutch": "nl", "english": "en",
    "finnish": "fi", "french": "fr", "german": "de", "greek": "el", "hebrew": "he", "hindi": "hi",
    "hungarian": "hu", "indonesian": "id", "italian": "it", "japanese": "ja", "korean": "ko",
    "norwegian": "no", "persian": "fa", "polish": "pl", "portuguese": "pt", "romanian": "ro",
    "russian": "ru", "spanish": "es", "swedish": "sv", "turkish": "tr", "ukrainian": "uk",
    "urdu": "ur", "vietnamese": "vi",
}  # fmt: skip


_THREE = {
    "ara": "ar", "bul": "bg", "cat": "ca", "ces": "cs", "cze": "cs", "chi": "zh", "zho": "zh",
    "dan": "da", "deu": "de", "ger": "de", "dut": "nl", "nld": "nl", "ell": "el", "gre": "el",
    "eng": "en", "est": "et", "fas": "fa", "per": "fa", "fin": "fi", "fra": "fr", "fre": "fr",
    "gle": "ga", "heb": "he", "hin": "hi", "hrv": "hr", "hun": "hu", "ind": "id", "isl": "is",
    "ice": "is", "ita": "it", "jpn": "ja", "kor": "ko", "lav": "lv", "lit": "lt", "msa": "ms",
    "may": "ms", "nor": "no", "nob": "nb", "nno": "nn", "pol": "pl", "por": "pt", "ron": "ro",
    "rum": "ro", "rus": "ru", "slk": "sk", "slo": "sk", "slv": "sl", "spa": "es", "sqi": "sq",
    "alb": "sq", "srp": "sr", "swa": "sw", "swe": "sv", "tam": "ta", "tel": "te", "tha": "th",
    "tur": "tr", "ukr": "uk", "urd": "ur", "vie": "vi", "cym": "cy", "wel": "cy", "eus": "eu",
    "baq": "eu", "amh": "am",
}  # fmt: skip
"""ISO 639-2 and 639-3 to the two letters that BCP 47 wants in their place."""


@dataclass(slots=True)
class Reading:
    """Where the reader is in one file, and what it found wrong."""

    source: Source
    tally: Tally
    document: Json
    """None where the JSON is broken, which has been reported."""
    line: int = 1
    """Of what is being read, for messages."""
    cue: int = 0

    @classmethod
    def begin(cls, source: Source) -> Reading:
        """Load the document."""
        tally = Tally(source.path)
        return cls(source, tally, load(source, tally))

    def finish(self, name: str, cues: Iterable[Cue], language: Json = None) -> Transcript:
        """Return the transcript."""
        front = FrontMatter(language=language_of(language))
        # An engine says of each word who speaks: where it does not, it does not know.
        read = tuple(cues)
        if any(cue.voice for cue in read):
            read = tuple(cue if cue.voice else replace(cue, voice="") for cue in read)
        return Transcript(format=name, cues=read, front=front, issues=self.tally.issues)

    def warn(
        self,
        message: str,
        found: Json = "",
        *,
        hint: str = "",
        severity: Severity = "warning",
        affects: Affected = "",
    ) -> None:
        """Note what is wrong with the cue that is being read."""
        shown = found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)
        self.tally.add(
            message,
            affects=affects,
            line=self.line,
            cue=self.cue,
            found=shown,
            hint=hint,
            severity=severity,
        )

    def each(self, value: Json, key: str) -> Iterator[dict[str, Json]]:
        """Yield the elements of the list `key`, and track their line for messages."""
        elements = elements_of(value)
        if value is not None and not isinstance(value, list):
            self.warn(f'"{key}" is no list', value, severity="error")
        for number, (element, line) in enumerate(
            zip(elements, places(self.source.text, key, len(elements)), strict=True), 1
        ):
            self.line, self.cue = line, number
            yield from self.objects([element])

    def objects(self, value: Json) -> Iterator[dict[str, Json]]:
        """Yield the objects of a list; report anything else in it."""
        for element in elements_of(value):
            if isinstance(element, dict):
                yield element
            elif element is not None:
                self.warn(
                    "not what stands in this place of the format; left out",
                    element,
                    severity="error",
                )

    def text(self, holder: dict[str, Json], *keys: str) -> str:
        """Return the text of the first key that has any; a number counts as text."""
        for key in keys:
            value = holder.get(key)
            if isinstance(value, str):
                if words := words_of(value):
                    return words
            elif isinstance(value, int | float) and not isinstance(value, bool):
                self.warn(f'"{key}" is a number; taken as a word', value)
                return json.dumps(value)
            elif value is not None:
                self.warn(f'"{key}" is no text; left out', value, severity="error")
        return ""

    def time(self, holder: dict[str, Json], *keys: str, per_second: int = 1) -> Milliseconds | None:
        """Return the time of the first key that is present; an invalid one is reported."""
        for key in keys:
            value = holder.get(key)
            if value is None:
                continue
            units = amount(value)
            if 0 <= units <= _LONGEST * per_second:
                return Milliseconds(round(units * 1000 / per_second))
            self.warn(f'"{key}" is no time; not used', value, affects="times")
            break
        return None

    def clock(self, holder: dict[str, Json], key: str) -> Milliseconds | None:
        """Return the time under a key that is written as on a clock; a number is of seconds."""
        value = holder.get(key)
        if not isinstance(value, str):
            return self.time(holder, key)
        time = parse_time(value.strip())
        if time is None:
            self.warn(f'"{key}" is no time; not used', value, affects="times")
        return time


def amount(value: Json) -> float:
    """Return the number that is meant, in whatever form engines write one; NaN where it is none.

    >>> amount("1.200s"), amount({"seconds": "1", "nanos": 200000000})
    (1.2, 1.2)
    >>> amount("PT1M1.2S"), amount("00:01:01.200"), amount("soon")
    (61.2, 61.2, nan)
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        # An integer of JSON may be too large for a float.
        return value if abs(value) < _HUGE else math.inf
    if isinstance(value, dict):
        parts = (
            [value.get(key, 0) for key in ("seconds", "nanos")]
            if value.keys() & {"seconds", "nanos"}
            else [None]
        )
        return (
            math.nan
            if any(isinstance(part, dict) for part in parts)
            else amount(parts[0]) + amount(parts[-1]) / 1e9
        )
    return _written(value) if isinstance(value, str) else math.nan


def _written(value: str) -> float:
    if (period := _PERIOD.fullmatch(value)) and any(period.groups()):
        hours, minutes, seconds = (float(part or 0) for part in period.groups())
        return (hours * 60 + minutes) * 60 + seconds
    if ":" in value:
        clock = parse_time(value.strip())
        return math.nan if clock is None else clock / 1000
    try:
        return float(value.removesuffix("s"))
    except ValueError:
        return math.nan


def confidence_of(value: Json) -> float | None:
    """Return it where it is one.

    >>> confidence_of("0.5"), confidence_of(7), confidence_of(None)
    (0.5, None, None)
    """
    sure = amount(value)
    return float(sure) if 0 <= sure <= 1 else None


def voice_of(value: Json) -> str | None:
    """Return the label of a speaker; a bare number or letter says that it is one.

    >>> voice_of(0), voice_of("A"), voice_of("spk_1"), voice_of(None)
    ('Speaker 0', 'Speaker A', 'spk_1', None)
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, float):
        value = int(value) if value.is_integer() else str(value)
    label = words_of(str(value))
    return (f"Speaker {label}" if label.isdigit() or len(label) == 1 else label) or None


def channel_of(value: Json) -> str | None:
    """Return the label of a channel by its number.

    >>> channel_of(1), channel_of("left")
    ('Channel 1', None)
    """
    return f"Channel {value}" if isinstance(value, int) and not isinstance(value, bool) else None


def language_of(value: Json) -> str:
    """Return the BCP 47 code.

    >>> language_of("en_US"), language_of("english"), language_of("deu"), language_of("-")
    ('en-US', 'en', 'de', '')
    """
    if not isinstance(value, str):
        return ""
    name = value.strip()
    if not _CODE.fullmatch(name):
        return _NAMED.get(name.lower(), "")
    first, dash, rest = name.replace("_", "-").partition("-")
    return f"{_THREE.get(first.lower(), first)}{dash}{rest}"


def elements_of(value: Json) -> list[Json]:
    """Return the elements of a list; none of anything else."""
    return value if isinstance(value, list) else []


def are_all(segments: Json, whole: Iterable[Json]) -> bool:
    """Return whether segments have as many `words` as there are beside them: they are complete."""
    counted = sum(len(elements_of(at(segment, "words"))) for segment in elements_of(segments))
    return bool(segments) and counted >= sum(len(elements_of(at(one, "words"))) for one in whole)


def at(value: Json, *path: str | int) -> Json:
    """Return what stands under a path of keys and numbers; None where it ends.

    >>> at({"a": [{"b": 1}]}, "a", 0, "b"), at({"a": 1}, "a", "b")
    (1, None)
    """
    for step in path:
        if isinstance(step, str):
            value = value.get(step) if isinstance(value, dict) else None
        else:
            value = (
                value[step]
                if isinstance(value, list) and -len(value) <= step < len(value)
                else None
            )
    return value
