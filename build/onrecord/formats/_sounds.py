"""Sounds and manners of speaking, as transcripts write them in brackets or between notes."""

from __future__ import annotations

import re

# Sounds in front of words or of a label.
LEADING_SOUNDS = re.compile(r"[ \t]*(?:(?:\[[^\[\]\n]{1,40}\]|\([^()\n]{1,40}\)|♪)[ \t]*)+")
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
_WHOLE_SOUND = re.compile(
    r"(?:laugh(?:s|ing|ter)|chuckl(?:e|es|ing)|giggl(?:es|ing)|music|applause|inaudible|indistinct"
    r"|unintelligible|crosstalk|cross talk|overtalk\w*|silence|pause|sigh(?:s|ing)?|cough(?:s|ing)?"
    r"|cheer(?:s|ing)|noise|gasps?|groans?|sobs|sobbing|sniffs|whistles|whistling|blank)\b",
    re.IGNORECASE,
)
_MANNER = re.compile(
    r"(?!(?:king|manning|sterling|harding|fleming|browning|golding|emily|kelly|sally|lily|molly"
    r"|billy|polly|holly)\b)\w+(?:ing|ly)(?: \w+)*|(?:in|on|over|from|off|to|with) .*"
    r"|(?:\w+ )*voice|reads?|grunts?|pants|scoffs?|sniff(?:le)?s?|whispers?|shouts?|screams?|yells?"
    r"|continues?",
    re.IGNORECASE,
)
# Behind these, the speaker before them does not continue.
_BREAK = re.compile(
    r"[ \t]*[\[(♪][ \t]*(?:music|theme|jingle|musi[kq]u?e?|音楽|音乐)\b", re.IGNORECASE
)


def is_sound(name: str) -> bool:
    """Return whether words in brackets tell what is heard, and not who speaks.

    >>> is_sound("laughter"), is_sound("Ann Lee")
    (True, False)
    """
    return _SOUND.match(name) is not None


def may_be_sound_or_name(name: str) -> bool:
    """Return whether words that begin like a sound may be a name as well: `BELL 7`, `Singer`.

    >>> [may_be_sound_or_name(name) for name in ("BELL 7", "Singer", "LAUGHTER", "bell rings")]
    [True, True, False, False]
    """
    return name[0].isdigit() or not (name.islower() or _WHOLE_SOUND.match(name))


def is_manner(name: str) -> bool:
    """Return whether words in brackets may tell how somebody speaks: `[WHISPERING]`, `[softly]`.

    >>> is_manner("WHISPERING"), is_manner("In Spanish"), is_manner("JOE")
    (True, True, False)
    """
    return _MANNER.fullmatch(name) is not None


def only_sounds(text: str) -> bool:
    """Return whether a cue is nothing but what stands in brackets: `[Music]`, `(applause) ♪`."""
    found = LEADING_SOUNDS.match(text) if text[:1] in "[(♪" else None
    return bool(found) and not text[found.end() :].strip() if found else False


def is_break(text: str) -> bool:
    """Return whether a cue of sounds is music, behind which somebody else may speak.

    >>> is_break("[Music playing]"), is_break("[Laughter]")
    (True, False)
    """
    return _BREAK.match(text) is not None
