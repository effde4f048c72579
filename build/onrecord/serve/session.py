"""What is edited while the server runs: episodes kept open, one edit after the other."""

from __future__ import annotations

from datetime import date
from threading import RLock
from typing import TYPE_CHECKING

from onrecord import archive
from onrecord.editor.journal import done, read_journal
from onrecord.editor.save import redo, save, undo
from onrecord.editor.workspace import Workspaces
from onrecord.files.digest import short_digest
from onrecord.pipeline import identify
from onrecord.serve.titles import title_of
from onrecord.serve.views import (
    Json,
    find_changed,
    show_episode,
    show_issues,
    show_places,
    show_sentences,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from onrecord.editor.edits import Edit
    from onrecord.editor.journal import Record
    from onrecord.editor.save import Saved
    from onrecord.editor.workspace import Workspace
    from onrecord.model import Anchor, Sentence, Span


class Session:
    """The archive as it is edited. Its methods may be called from any thread."""

    def __init__(self, root: Path, by: str = "") -> None:
        """Begin.

        Args:
            root: of the archive.
            by: name of the editor, for new entries.
        """
        self.root, self._by = root, by
        self.lock = RLock()
        self._workspaces = Workspaces(root)
        self._ids: dict[str, dict[Span, Anchor]] = {}
        self._since = max((one.id for one in read_journal(root)), default=0)

    def open(self, slug: str) -> Workspace:
        """Return an episode as its files are now.

        Raises:
            ConfigurationError: there is no such episode.
            OutsideError: a file cannot be read.
        """
        with self.lock:
            return self._workspaces.open(slug)

    def show(self, slug: str, topics: Sequence[str]) -> Json:
        """Return an episode as a page needs it.

        Raises:
            ConfigurationError: there is no such episode.
            OutsideError: a file cannot be read.
        """
        with self.lock:
            workspace = self.open(slug)
            ids = self._identify(workspace, workspace.prepared.applied.sentences)
            return show_episode(workspace, ids, topics, short_digest(workspace.content))

    def save(self, slug: str, edit: Edit) -> Json:
        """Make an edit, and return what has changed by it.

        Raises:
            ConfigurationError: there is no such episode.
            ContentError: the edit cannot be made.
            Outdated: the editor saw other words.
            OutsideError: a file cannot be read or written.
        """
        with self.lock:
            credit = {**({"by": self._by} if self._by else {}), "on": date.today()}  # noqa: DTZ011 - the editor's own day
            return self._shown(
                save(self._workspaces, slug, edit, credit=credit, title=title_of(edit))
            )

    def undo(self, number: int | None) -> Json:
        """Take an edit back: the last one, or that of a number.

        Raises:
            ConfigurationError: there is none to take back.
            ContentError: its entries have changed since.
            OutsideError: a file cannot be read or written.
        """
        with self.lock:
            return self._shown(undo(self._workspaces, number))

    def redo(self) -> Json:
        """Make the edit again that was undone last.

        Raises:
            ConfigurationError: there is none.
            ContentError: its entries have changed since.
            OutsideError: a file cannot be read or written.
        """
        with self.lock:
            return self._shown(redo(self._workspaces))

    def changes(self) -> list[Record]:
        """Return the edits in effect that were made since the server started."""
        with self.lock:
            return [one for one in done(read_journal(self.root)) if one.id > self._since]

    def places(self, slug: str, was: str, *, everywhere: bool) -> Iterator[Json]:
        """Yield where words stand in an episode, or in all of them.

        Raises:
            ConfigurationError: there is no such episode.
            OutsideError: a file cannot be read.
        """
        slugs = [slug]
        if everywhere:
            found = (one.slug for one in archive.find(self.root).episodes if one.transcript)
            slugs += [str(one) for one in found if one != slug]
        for each in slugs:
            workspace = self.open(each)
            if was and workspace.prepared.divided:
                yield from show_places(workspace, was)

    def _shown(self, saved: Saved) -> Json:
        changed = find_changed(saved.before, saved.after)
        return {
            "id": saved.record.id,
            "episode": saved.record.episode,
            "title": saved.record.title,
            "sentences": show_sentences(saved.after, self._identify(saved.after, changed), changed),
            "issues": show_issues(saved.issues),
            "version": short_digest(saved.after.content),
        }

    def _identify(
        self, workspace: Workspace, sentences: Iterable[Sentence]
    ) -> Mapping[Span, Anchor]:
        """Return the anchors of sentences, minted only where they were divided otherwise."""
        slug = str(workspace.files.slug)
        known = self._ids.get(slug, {})
        if any(one.span not in known for one in sentences):
            published = identify(workspace.prepared, date.today())  # noqa: DTZ011 - as a build would
            known = {one.span: one.id for one in published.sentences}
            self._ids[slug] = known
        return known
