"""Suggested repeats: intros, outros and adverts that several episodes share."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from onrecord import archive, quotes
from onrecord.errors import any_error
from onrecord.inputs import read_files, read_shared
from onrecord.pipeline import prepare
from onrecord.text.times import format_time

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from onrecord.model import Sentence, Site

# The newest episodes: a passage in none of them is no longer in use. 300 take 45 s of CPU and
# 400 MB.
LOOKED_AT = 300


def suggest_repeats(root: Path, site: Site) -> str:
    """Return passages for `repeats` in `content/archive.yml` as YAML, without those already listed.

    Raises:
        OutsideError: a file cannot be read.
    """
    found = dict(_read(root))
    lines = [
        "# Found by a program in several episodes. Check each, and copy what is right into",
        "# content/archive.yml: no quotes and no topics are then taken from it.",
        "repeats:",
    ]
    for one in quotes.find_repeats(found, [repeat.words for repeat in site.repeats]):
        places = [(name, found[name][sentence].start) for name, sentence in one.places]
        said = ", ".join(
            f"{name} {format_time(start)}" if start is not None else name
            for name, start in places[:3]
        )
        more = f" and {len(places) - 3} more" if len(places) > 3 else ""  # noqa: PLR2004 - those shown
        lines += [
            f"  # in {len(places)} of {len(found)} episodes: {said}{more}",
            f"  - {json.dumps(one.words, ensure_ascii=False)}",
        ]
    return "\n".join(lines if len(lines) > 3 else [*lines[:-1], "repeats: []"]) + "\n"  # noqa: PLR2004 - the head


def _read(root: Path) -> Iterator[tuple[str, tuple[Sentence, ...]]]:
    """Yield the sentences of the newest episodes whose files have no errors."""
    folders = archive.find(root).episodes
    newest = sorted(folders, key=lambda folder: (-_day(root, folder), folder.slug))
    shared = read_shared(root)
    for folder in newest[:LOOKED_AT]:
        if folder.transcript:
            prepared = prepare(read_files(root, folder, shared))
            if not any_error(prepared.reading_issues):
                yield folder.slug, prepared.divided


def _day(root: Path, folder: archive.EpisodeFolder) -> int:
    """Return the ordinal of the date in `episode.yml`; 0 if it has none."""
    if not folder.episode:
        return 0
    front, _ = archive.read_episode(
        archive.read_bytes(root / folder.episode, archive.MAX_BYTES), folder.episode
    )
    return front.date.toordinal() if front.date else 0
