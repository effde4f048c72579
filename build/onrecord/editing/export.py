"""An episode in another format, with its anchors."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from onrecord import formats
from onrecord.errors import ConfigurationError, ContentError, any_error
from onrecord.inputs import find_episode, read_files, read_shared
from onrecord.pipeline import compile_episode

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.model import Site

CHAPTERS = {"chapters": "chapters.json", "podlove": "chapters.xml"}
FORMATS = (*formats.WRITERS, *CHAPTERS)


def export(root: Path, slug: str, extension: str, site: Site) -> str:
    """Return the transcript of an episode in a format of `FORMATS`, as the website offers it.

    Raises:
        ConfigurationError: there is no such episode, or the format cannot hold it.
        ContentError: the episode cannot be built.
    """
    files = read_files(root, find_episode(root, slug), read_shared(root))
    record = compile_episode(files, site, date.today())  # noqa: DTZ011 - nothing is published
    if any_error(record.issues):
        raise ContentError(record.issues)
    name = CHAPTERS.get(extension) or f"transcript.{extension}"
    downloads = {each.url.rpartition("/")[2]: each.encoded for each in record.downloads}
    if name not in downloads:
        able = [
            one.removeprefix("transcript.") for one in downloads if one.startswith("transcript.")
        ]
        hint = f"export it as {', '.join(able)}" if able else "nothing of it is published"
        raise ConfigurationError(
            f"{slug}: {extension} cannot hold this transcript; subtitles need times\n"
            f"    hint: {hint}"
        )
    return downloads[name].decode()
