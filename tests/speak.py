"""A small spoken archive, made when tests run: espeak-ng speaks, so the times are exact."""

from __future__ import annotations

import shutil
import subprocess
import wave
from dataclasses import dataclass
from pathlib import Path

TITLE = "On listening"
# Speakers and sentences of two chapters. One paragraph each, so that the page is long enough to
# scroll; all differ, so that each can be found by its words.
SAID = [
    ("Ann Host", "Welcome to the show about listening."),
    ("Ben Guest", "Thank you, I came here by train."),
    ("Ann Host", "What do you hear on a train?"),
    ("Ben Guest", "Wheels, voices, and rain on the roof."),
    ("Ann Host", "Do you write it down?"),
    ("Ben Guest", "Every word, in a small blue notebook."),
    ("Ann Host", "Let us talk about silence."),
    ("Ben Guest", "Silence is never empty."),
    ("Ann Host", "So what is in it?"),
    ("Ben Guest", "The sounds that we forgot to hear."),
    ("Ann Host", "Thank you for coming."),
]
SECOND_CHAPTER = 6


@dataclass(frozen=True, kw_only=True)
class Talk:
    """The spoken archive."""

    archive: Path
    times: tuple[tuple[float, float], ...]
    """Start and end of each sentence, seconds."""


def speak(root: Path) -> Talk:
    """Write the archive to a new folder."""
    media = root / "content" / "pages" / "media"
    media.mkdir(parents=True)
    times = _record(media / "talk.wav")
    cues = "".join(
        f"{_clock(start)} --> {_clock(end)}\n<v {who}>{words}\n\n"
        for (who, words), (start, end) in zip(SAID, times, strict=True)
    )
    episode = root / "content" / "episodes" / "listening"
    episode.mkdir(parents=True)
    (episode / "transcript.vtt").write_text(f"WEBVTT\n\n{cues}")
    write_episode(root, _clock(times[SECOND_CHAPTER][0]))
    (root / "content" / "pages" / "index.md").write_text("# Talks\n")
    return Talk(archive=root, times=times)


def write_episode(
    root: Path, second: str, *, media: str = "audio: media/talk.mp3", first_title: str = "Trains"
) -> None:
    """Write `episode.yml`; `second` is the time of the second chapter."""
    (root / "content" / "episodes" / "listening" / "episode.yml").write_text(
        f"""title: {TITLE}
show: The Ear
date: 2024-05-16
people: {{host: Ann Host, guest: Ben Guest}}
media:
  {media.replace("talk.mp3", "talk.wav")}
chapters:
  - {{start: 0, title: {first_title}}}
  - {{start: "{second}", title: Silence}}
"""
    )


def can_speak() -> bool:
    """Return whether espeak-ng is installed."""
    return shutil.which("espeak-ng") is not None


def _record(target: Path) -> tuple[tuple[float, float], ...]:
    times: list[tuple[float, float]] = []
    frames, end, rate = b"", 0.0, 0
    for number, (who, words) in enumerate(SAID):
        part = target.with_name(f"{number}.wav")
        voice = "en+f3" if who.startswith("Ann") else "en+m2"
        subprocess.run(["espeak-ng", "-v", voice, "-w", part, words], check=True)
        with wave.open(str(part)) as sound:
            rate = sound.getframerate()
            spoken = sound.readframes(sound.getnframes())
        part.unlink()
        start, end = end, end + len(spoken) / 2 / rate
        times.append((start, end))
        frames += spoken
    with wave.open(str(target), "wb") as whole:
        whole.setnchannels(1)
        whole.setsampwidth(2)
        whole.setframerate(rate)
        whole.writeframes(frames)
    return tuple(times)


def _clock(time: float) -> str:
    thousandths = round(time * 1000)
    return f"{thousandths // 60000:02}:{thousandths // 1000 % 60:02}.{thousandths % 1000:03}"
