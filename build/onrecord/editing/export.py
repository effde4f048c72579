"""An episode in another format, with its anchors."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from onrecord import formats
from onrecord.editing.replace_transcript import find_episode
from onrecord.errors import ConfigurationError, ContentError
from onrecord.pipeline import compile_episode, read_files, read_shared

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.model import Site

CHAPTERS: Final = {"chapters": "chapters.json", "podlove": "chapters.xml"}
FORMATS: Final = (*formats.WRITERS, *CHAPTERS)


def export(root: Path, slug: str, extension: str, site: Site) -> str:
    """Give the transcript of an episode in a format of `FORMATS`, as the website offers it for download.

    Raises:
        ConfigurationError: there is no such episode, or the format cannot hold it.
        ContentError: the episode cannot be built.
    """
    record = compile_episode(
        read_files(root, find_episode(root, slug), read_shared(root)),
        site,
        date.today(),  # noqa: DTZ011
    )
    if errors := [issue for issue in record.issues if issue.severity == "error"]:
        raise ContentError(errors)
    name = CHAPTERS.get(extension) or f"transcript.{extension}"
    held = {download.url.rpartition("/")[2]: download.encoded for download in record.downloads}
    if name not in held:
        able = ", ".join(
            one.removeprefix("transcript.") for one in held if one.startswith("transcript.")
        )
        hint = f"it can be exported as {able}" if able else "nothing of it is published"
        raise ConfigurationError(
            f"{slug}: {extension} cannot hold this transcript; subtitles need times\n    hint: {hint}"
        )
    return held[name].decode()
