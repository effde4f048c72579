"""Count the words of a transcript file, to find words that a reader loses or invents.

Shares no code with the readers. A word is a run of letters and digits, or one Chinese character.
"""

from __future__ import annotations

import html
import json
import re
from collections import Counter

WORD = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+")
CLOCK = r"\d+:\d+(?::\d+)?(?:\.\d+)?"


def count_words(text: str) -> Counter[str]:
    return Counter(WORD.findall(text))


def count_file(name: str, text: str, voices: set[str]) -> Counter[str]:
    """Return the words that stand in a file.

    Args:
        name: of the file; its extension says what is markup in it.
        text: of the file.
        voices: labels in front of words, which are no words.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    extension = name.rpartition(".")[2]
    return count_words(COUNTED[extension](text, voices))


def markdown(text: str, voices: set[str]) -> str:
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    text = re.sub(r"^#.*$", "", text, flags=re.MULTILINE)
    # Who is named in full with an abbreviation is the same person.
    shorts = re.findall(r"^[^\n:]{3,40} \((\w{1,6})\): ", text, re.MULTILINE)
    text = re.sub(rf"^\*\*[^*\n]+:?\*\*:?( \\\[{CLOCK}\\\]$)?", "", text, flags=re.MULTILINE)
    text = re.sub(rf"^ ?\\\[{CLOCK}\\\]", "", text, flags=re.MULTILINE)
    for label in [*voices, *shorts]:
        text = re.sub(
            rf"^{re.escape(label)}(?: \(\w+\))?[ ]?:?[ ]?{CLOCK}:?[ ]*$",
            "",
            text,
            flags=re.MULTILINE,
        )
        text = re.sub(
            rf"^{re.escape(label)}(?: \(\w+\))?[ ]?(?::(?=\s)|：)", "", text, flags=re.MULTILINE
        )
    text = re.sub(r"(?<=\])\([^()\s]*(?:\([^()\s]*\))?[^()]*\)", "", text)
    text = re.sub(r"\*\*(\w)\*\*", r"\1", text).replace("`s", "s")
    return html.unescape(re.sub(r"</?(?:sub|sup|br|i|b)>", "", text))


def spacelog(text: str, _: set[str]) -> str:
    text = re.sub(r"^(?:\[[\d:]+\]|_.*)$", "", text, flags=re.MULTILINE)
    text = re.sub(r"^[A-Z][A-Z0-9 ]*:", "", text, flags=re.MULTILINE)
    return re.sub(r"\[[a-z]+:(?:[^\]|]*\|)?([^\]]*)\]", r"\1", re.sub(r"</?sub>", "", text))


def markup(text: str, _: set[str]) -> str:
    text = re.sub(
        r"(?s)<!--.*?-->|<head\b.*?</head>|<cite\b.*?</cite>|<time\b.*?</time>|<metadata\b.*?</metadata>",
        " ",
        text,
    )
    text = re.sub(r"<(?:br|p)\b[^>]*>|</p>", " ", text)
    return html.unescape(re.sub(r"<[^>]*>", "", text))


def captions(text: str, voices: set[str]) -> str:
    kept: list[str] = []
    for block in text.split("\n\n"):
        lines = block.strip("\n").split("\n")
        if re.match(r"NOTE\b|STYLE\b|REGION\b", lines[0]):
            continue
        if lines[0].startswith("WEBVTT"):
            lines = []
        arrows = [number for number, line in enumerate(lines) if "-->" in line]
        # In WebVTT, an identifier may stand above the times.
        lines = (
            lines[arrows[0] + 1 :]
            if arrows
            and arrows[0] <= 1
            and (arrows[0] == 0 or lines[0].isdecimal() or "WEBVTT" in text)
            else lines
        )
        kept += [line for line in lines if "-->" not in line]
    kept_text = re.sub(r"<[^>]*>", "", "\n".join(kept))
    for voice in voices:
        kept_text = re.sub(rf"^{re.escape(voice)}: ", "", kept_text, flags=re.MULTILINE)
    return html.unescape(kept_text)


def subviewer(text: str, _: set[str]) -> str:
    return re.sub(r"^[\d:.]+\w*,[\d:.]+\w*$", "", text, flags=re.MULTILINE)


def segments(text: str, _: set[str]) -> str:
    document = json.loads(text)
    # The whole text in Deepgram; in QMSum; in AssemblyAI and Whisper; else that of all segments.
    if "results" in document:
        return " ".join(
            channel["alternatives"][0]["transcript"] for channel in document["results"]["channels"]
        )
    if "meeting_transcripts" in document:
        return " ".join(turn["content"] for turn in document["meeting_transcripts"])
    return (
        document["text"]
        if "text" in document
        else " ".join(segment["body"] for segment in document["segments"])
    )


COUNTED = {
    "md": markdown,
    "txt": spacelog,
    "ttml": markup,
    "html": markup,
    "vtt": captions,
    "srt": captions,
    "sbv": subviewer,
    "json": segments,
}
