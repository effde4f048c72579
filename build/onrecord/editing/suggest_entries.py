"""Suggested speakers and corrections, as YAML for an editor to check and copy."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord import archive, overlays, quotes
from onrecord.errors import ConfigurationError, ContentError, any_error
from onrecord.inputs import find_episode, read_files, read_shared
from onrecord.pipeline import prepare
from onrecord.text.times import format_time

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from onrecord.inputs import EpisodeFiles
    from onrecord.model import Sentence
    from onrecord.prepared import Prepared

NOTHING = {
    "speakers": "Nothing to propose: too few questions to guess the turns of host and guest.",
    "corrections": "Nothing to propose: no words look or sound like the names of the archive.",
}
# Enough words to find a sentence again.
WORDS = 5


def suggest(root: Path, kind: str, slug: str) -> str:
    """Return suggestions for an episode as the YAML of an overlay.

    Args:
        root: of the archive.
        kind: `speakers` or `corrections`.
        slug: of the episode.

    Raises:
        ConfigurationError: there is no such episode, or its host and guest are not named.
        ContentError: its transcript cannot be read.
        OutsideError: a file cannot be read.
    """
    folder = find_episode(root, slug)
    prepared = prepare(read_files(root, folder, read_shared(root)))
    if any_error(prepared.received.issues):
        raise ContentError(prepared.received.issues)
    lines = [*(_speakers(prepared) if kind == "speakers" else _corrections(root, prepared))]
    if not lines:
        return f"# {NOTHING[kind]}\n{kind}: []\n"
    head = (
        "# Suggested by a program, not facts. Check each, and copy what is right into "
        f"{folder.folder}/overlay.yml.\n"
    )
    return f"{head}{kind}:\n" + "".join(f"  - {line}\n" for line in lines)


def names_of(prepared: Prepared) -> tuple[str, ...]:
    """Return the names that people wrote about an episode, and those of `people.yml`."""
    front = prepared.front
    persons = [
        text
        for person in (*front.people, *prepared.files.shared.people)
        for text in (person.name, *person.aliases, person.description)
    ]
    return overlays.find_names(
        [
            front.title,
            front.show,
            front.description,
            *(chapter.title for chapter in front.chapters),
            *persons,
            *(link.title for link in front.links),
        ]
    )


def _speakers(prepared: Prepared) -> Iterator[str]:
    people = prepared.cast.people
    host = next((person.name for person in people if person.is_host), None)
    guest = next((person.name for person in people if not person.is_host), None)
    if not host or not guest:
        hint = "add 'people: {host: …, guest: …}' to episode.yml"
        raise ConfigurationError(f"suggesting speakers needs a host and a guest\n    hint: {hint}")
    for one in overlays.suggest_speakers(prepared.divided):
        sentence = prepared.divided[one.sentence]
        words = " ".join(sentence.text.split()[:WORDS])
        entry = _entry(sentence, words=words, person=host if one.host else guest)
        yield f"{entry}  # {one.confidence:.2f}"


def _corrections(root: Path, prepared: Prepared) -> Iterator[str]:
    sentences = prepared.divided
    heard_as = list(dict.fromkeys(corrected_elsewhere(root, prepared.files)))
    for one in overlays.suggest_corrections(sentences, names_of(prepared), heard_as):
        sentence = next(each for each in sentences if each.span[0] <= one.span[0] < each.span[1])
        place = one.span[0] - sentence.span[0]
        context = sentence.text[max(0, place - 30) : place + len(one.was) + 30]
        entry = _entry(sentence, was=one.was, now=one.now)
        yield f"{entry}  # {one.confidence:.2f} {one.why}: … {context} …"
    for reading in quotes.compare_readings(sentences, quotes.find_teaser(sentences)):
        here, there = sentences[reading.sentence], sentences[reading.other]
        sure = 0.8 if reading.said_elsewhere else 0.5
        when = f" at {format_time(there.start)}" if there.start is not None else ""
        entry = _entry(here, was=reading.was, now=reading.now)
        why = f"in a teaser and heard otherwise{when}"
        yield f"{entry}  # {sure:.2f} {why}: … {reading.there} …"


def corrected_elsewhere(root: Path, files: EpisodeFiles) -> Iterator[tuple[str, str]]:
    """Yield corrections made in other episodes, and those of the archive for other episodes."""
    for correction in files.shared.corrections:
        if correction.episodes and files.slug not in correction.episodes:
            yield correction.was, correction.now
    for folder in archive.find(root).episodes:
        if folder.overlay and folder.slug != files.slug:
            content = archive.read_bytes(root / folder.overlay, archive.MAX_BYTES)
            yield from _corrected_names(content, folder.overlay)


# The server asks again after each edit; an overlay of 300 entries takes 50 ms to read.
@lru_cache(maxsize=1024)
def _corrected_names(content: bytes, path: str) -> tuple[tuple[str, str], ...]:
    overlay, _ = overlays.read_overlay(content, path)
    return tuple(
        (entry.selector.words, entry.now)
        for entry in overlay.of(overlays.CorrectionEntry)
        if any(map(str.isupper, entry.now))
    )


def _entry(sentence: Sentence, **fields: str) -> str:
    """Return an entry in flow style. JSON strings are valid YAML."""
    at = "0:00" if sentence.start is None else format_time(sentence.start)
    return (
        "{"
        + ", ".join(
            f"{key}: {json.dumps(value, ensure_ascii=False)}"
            for key, value in {"at": at, **fields}.items()
        )
        + "}"
    )
