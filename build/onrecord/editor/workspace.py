"""One episode as an editor works on it."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

from onrecord import archive, chapters, overlays
from onrecord.editor.changes import Insert
from onrecord.errors import ContentError, Place
from onrecord.inputs import find_episode, path_of, read_files, read_shared_documents
from onrecord.pipeline import check_quotes, prepare
from onrecord.text.folding import fold_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from onrecord.errors import Issue
    from onrecord.inputs import EpisodeFiles
    from onrecord.model import ChapterMark, Sentence, Span
    from onrecord.prepared import Prepared, Received

# Episodes that somebody works on at a time; each takes a few MB.
MOST_OPEN: Final = 8

SharedDocuments = tuple[archive.Document | None, archive.Document | None]


@dataclass(frozen=True)
class Workspace:
    """An episode with its overlay, and where its words stand.

    Not slotted: what is derived from the files is computed when it is first asked for.
    """

    files: EpisodeFiles
    path: str
    """Of the overlay, relative to the archive; the file need not exist yet."""
    earlier: Received | None = None
    """The files as they were read before, to be used again where they have not changed."""

    @property
    def content(self) -> bytes:
        """Of the overlay."""
        return self.files.overlay.content if self.files.overlay else b""

    @property
    def episode_path(self) -> str:
        """Path of `episode.yml`, relative to the archive; the file need not exist yet."""
        folder = self.path.rpartition("/")[0]
        return self.files.episode.path if self.files.episode else f"{folder}/episode.yml"

    @cached_property
    def prepared(self) -> Prepared:
        """The episode with its overlay applied, and all issues."""
        return prepare(self.files, self.earlier)

    @cached_property
    def quote_errors(self) -> tuple[Issue, ...]:
        """Quotes that make a build fail."""
        issues = check_quotes(self.prepared, date.today())  # noqa: DTZ011 - as a build would
        return tuple(one for one in issues if one.severity == "error")

    @cached_property
    def application(self) -> overlays.Application:
        """The transcript as received, and the words that are altered or removed."""
        prepared = self.prepared
        application = overlays.Application(
            prepared.divided,
            targets=prepared.unedited.targets,
            people=prepared.cast,
            labels=prepared.front.labels,
            located=prepared.unedited.located,
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
        index = bisect_right(sentences, offset, key=lambda one: one.span[0]) - 1
        return sentences[max(0, index)]

    def locate(self, entry: overlays.Entry) -> Span | None:
        """Return the words that an entry is about, in characters of the transcript's text.

        For an entry about a chapter, the sentence with which a build lets it start. None if there
        are none.
        """
        if not isinstance(entry, overlays.ChapterEntry):
            return entry.locate(self.application)
        title = fold_name(entry.title)
        named = [one for one in self.prepared.chapters if fold_name(one.title) == title]
        chapter = next((one for one in named if one.start == entry.start), next(iter(named), None))
        if chapter is None:
            return None
        first = chapter.sentences[0] or self.divide(*self.prepared.applied.chapters).opening
        return self.prepared.applied.sentences[first].span

    def divide(self, *marks: ChapterMark) -> chapters.Chaptering:
        """Return the episode as a build would divide it by these marks of an overlay."""
        prepared = self.prepared
        return chapters.chapter(
            prepared.unedited.front,
            prepared.applied.sentences,
            path=path_of(self.files),
            cues=prepared.received.cues,
            added=marks,
        )

    def insert(self, kind: str, values: Mapping[str, object], offset: int) -> Insert:
        """Return a new entry about words at an offset, where it belongs in its list."""
        offsets = [
            (entry.index, span[0])
            for entry in self.prepared.overlay.entries
            if entry.kind == kind and (span := self.locate(entry))
        ]
        after = [index for index, start in offsets if start <= offset]
        before = [index for index, start in offsets if start > offset]
        index = after[-1] + 1 if after else before[0] if before else len(offsets)
        return Insert(kind=kind, values=values, index=index)

    def snapshot(self) -> Workspace:
        """Return the same episode for another thread: what is derived from it is not shared."""
        copy = replace(self)
        # Reading it again would take the longest; nothing changes it.
        vars(copy)["prepared"] = self.prepared
        return copy

    def with_overlay(self, content: bytes) -> Workspace:
        """Return the same episode with another overlay."""
        document = archive.Document(path=self.path, content=content)
        return self.with_files(replace(self.files, overlay=document))

    def with_episode(self, content: bytes) -> Workspace:
        """Return the same episode with another `episode.yml`; without one, if it is empty."""
        document = archive.Document(path=self.episode_path, content=content)
        return self.with_files(replace(self.files, episode=document if content else None))

    def with_files(self, files: EpisodeFiles) -> Workspace:
        """Return the same episode with other files."""
        return Workspace(files=files, path=self.path, earlier=self.prepared.unedited)


class Workspaces:
    """The episodes of an archive, kept open: files that have not changed are not read again."""

    def __init__(self, root: Path) -> None:
        """Open none yet.

        Args:
            root: of the archive.
        """
        self.root = root
        self._open: OrderedDict[str, Workspace] = OrderedDict()
        self._shared: tuple[SharedDocuments, overlays.Shared] | None = None

    def open(self, slug: str) -> Workspace:
        """Return an episode as its files are now.

        Raises:
            ConfigurationError: there is no such episode.
            OutsideError: a file cannot be read.
        """
        fresh, before = self.read(slug), self._open.get(slug)
        if before is None:
            return self.keep(fresh)
        same = before.files == fresh.files
        return self.keep(before if same else before.with_files(fresh.files))

    def read(self, slug: str) -> Workspace:
        """Return an episode as its files are now, without keeping it open.

        Raises:
            ConfigurationError: there is no such episode.
            OutsideError: a file cannot be read.
        """
        folder = find_episode(self.root, slug)
        files = read_files(self.root, folder, self._read_shared())
        path = folder.overlay or f"{folder.folder}/overlay.yml"
        return Workspace(files=files, path=path)

    def keep(self, workspace: Workspace) -> Workspace:
        """Keep an episode open, as it has become by an edit."""
        slug = str(workspace.files.slug)
        self._open[slug] = workspace
        self._open.move_to_end(slug)
        if len(self._open) > MOST_OPEN:
            self._open.popitem(last=False)
        return workspace

    def _read_shared(self) -> overlays.Shared:
        documents = read_shared_documents(self.root)
        if self._shared is None or self._shared[0] != documents:
            self._shared = documents, overlays.read_shared(*documents)
        return self._shared[1]


def refuse(workspace: Workspace, message: str, hint: str, found: str = "") -> ContentError:
    """Return the error for a change that cannot be made."""
    place = Place(path=workspace.path)
    return ContentError([place.issue(message, found=found, hint=hint)])
