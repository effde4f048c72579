"""One episode as an editor works on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from onrecord import archive, overlays
from onrecord.editor.changes import Insert
from onrecord.errors import ContentError, Place
from onrecord.inputs import find_episode, read_files, read_shared
from onrecord.pipeline import prepare

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from onrecord.inputs import EpisodeFiles
    from onrecord.model import Sentence
    from onrecord.pipeline import Prepared


@dataclass(frozen=True)
class Workspace:
    """An episode with its overlay, and where its words stand.

    Not slotted: what is derived from the files is computed when it is first asked for.
    """

    files: EpisodeFiles
    path: str
    """Of the overlay, relative to the archive; the file need not exist yet."""

    @property
    def content(self) -> bytes:
        """Of the overlay."""
        return self.files.overlay.content if self.files.overlay else b""

    @cached_property
    def prepared(self) -> Prepared:
        """The episode with its overlay applied, and all issues."""
        return prepare(self.files)

    @cached_property
    def application(self) -> overlays.Application:
        """The transcript as received, and the words that are altered or removed."""
        prepared = self.prepared
        application = overlays.Application(
            prepared.divided,
            ledger=prepared.entries,
            people=prepared.cast,
            labels=prepared.front.labels,
        )
        overlays.alter_words(
            application, prepared.overlay, self.files.shared.corrections, self.files.slug
        )
        application.run(prepared.overlay, "passages")
        return application

    @cached_property
    def speakers(self) -> overlays.Application:
        """The same, with the places at which entries say that somebody speaks."""
        self.application.run(self.prepared.overlay, "speakers")
        return self.application

    def sentence_at(self, offset: int) -> Sentence:
        """Return the sentence, as shown, with a character of the transcript's text."""
        sentences = self.prepared.applied.sentences
        return max(
            (one for one in sentences if one.span[0] <= offset),
            key=lambda one: one.span[0],
            default=sentences[0],
        )

    def insert(self, kind: str, values: Mapping[str, object], offset: int) -> Insert:
        """Return a new entry about words at an offset, where it belongs in its list."""
        offsets = [
            (entry.index, span[0])
            for entry in self.prepared.overlay.entries
            if entry.kind == kind and (span := entry.locate(self.application))
        ]
        after = [index for index, start in offsets if start <= offset]
        before = [index for index, start in offsets if start > offset]
        index = after[-1] + 1 if after else before[0] if before else len(offsets)
        return Insert(kind=kind, values=values, index=index)

    def with_overlay(self, content: bytes) -> Workspace:
        """Return the same episode with another overlay."""
        document = archive.Document(path=self.path, content=content)
        return Workspace(files=replace(self.files, overlay=document), path=self.path)


def open_workspace(root: Path, slug: str) -> Workspace:
    """Read the files of an episode.

    Raises:
        ConfigurationError: there is no such episode.
        OutsideError: a file cannot be read.
    """
    folder = find_episode(root, slug)
    files = read_files(root, folder, read_shared(root))
    return Workspace(files=files, path=folder.overlay or f"{folder.folder}/overlay.yml")


def refuse(workspace: Workspace, message: str, hint: str, found: str = "") -> ContentError:
    """Return the error for a change that cannot be made."""
    place = Place(path=workspace.path)
    return ContentError([place.issue(message, found=found, hint=hint)])
