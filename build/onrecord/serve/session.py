"""What is edited while the server runs: episodes kept open, one edit after the other."""

from __future__ import annotations

import re
from datetime import date
from threading import Lock, RLock
from time import time
from typing import TYPE_CHECKING, Final

from onrecord import archive
from onrecord.editor.edits import AssignSpeaker, ChangeEntry
from onrecord.editor.journal import done, forget, read_journal, without_committed
from onrecord.editor.overlay_entries import list_entries
from onrecord.editor.save import recover, redo, save, undo
from onrecord.editor.steps import read_lists
from onrecord.editor.workspace import Workspaces
from onrecord.files.digest import short_digest
from onrecord.inputs import find_episode
from onrecord.pipeline import identify
from onrecord.serve import git
from onrecord.serve.dismissed import set_dismissed
from onrecord.serve.review_queue import ReviewQueue
from onrecord.serve.titles import title_of_all
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
    from onrecord.editor.workspace import Workspace
    from onrecord.editor.write_draft import Saved
    from onrecord.model import Anchor, Sentence, Span
    from onrecord.serve.review_queue import Suggestion

# Without git nothing tells what somebody has handed on: a day of work is listed.
RECENT_SECONDS: Final = 24 * 60 * 60


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
        self._committing = Lock()
        self._workspaces = Workspaces(root)
        self._ids: dict[str, dict[Span, Anchor]] = {}
        self._queue = ReviewQueue(root)
        recover(root)

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

    def entries(self, slug: str) -> Json:
        """Return the entries of an episode's overlay.

        Raises:
            ConfigurationError: there is no such episode.
            OutsideError: a file cannot be read.
        """
        with self.lock:
            workspace = self.open(slug)
            return {"version": short_digest(workspace.content), "entries": list_entries(workspace)}

    def save(self, slug: str, edits: Sequence[Edit]) -> Json:
        """Make edits as one step, and return what has changed by them.

        Raises:
            ConfigurationError: there is no such episode.
            ContentError: the files are invalid.
            EditError: an edit cannot be made.
            OutsideError: a file cannot be read or written.
        """
        with self.lock:
            credit = {**({"by": self._by} if self._by else {}), "on": date.today()}  # noqa: DTZ011 - the editor's own day
            title = title_of_all(edits)
            saved = save(self._workspaces, slug, edits, credit=credit, title=title)
            if any(map(_says_nobody, edits)):
                self._dismiss_refuted(saved)
            return self._shown(saved)

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

    def forget(self, slug: str) -> int:
        """Drop the undo history of an episode and return how many edits it had.

        Raises:
            OutsideError: the journal cannot be written.
        """
        with self.lock:
            return forget(self.root, slug)

    def queue(self, slug: str, *, quick: bool) -> list[Suggestion]:
        """Return what deserves a look in an episode; saves do not wait for it.

        Raises:
            ConfigurationError: there is no such episode.
            OutsideError: a file cannot be read.
        """
        with self.lock:
            workspace = self._workspaces.open(slug).snapshot()
        return self._queue.find(workspace, quick=quick)

    def dismiss(self, slug: str, keys: Sequence[str], *, dismissed: bool) -> None:
        """Dismiss items of the queue of an episode, or take that back.

        Raises:
            ConfigurationError: there is no such episode.
            OutsideError: the file cannot be written.
        """
        with self.lock:
            find_episode(self.root, slug)
            set_dismissed(self.root, slug, keys, dismissed=dismissed)

    def changes(self) -> list[Record]:
        """Return the edits in effect that are not committed yet.

        Without git, those of the last day.
        """
        with self.lock:
            edits = done(read_journal(self.root))
        paths = {step.path for edit in edits for step in edit.steps}
        committed = git.read_committed(self.root, paths)
        if committed is None:
            return [edit for edit in edits if edit.time > time() - RECENT_SECONDS]
        lists = {path: read_lists(content, path) for path, content in committed.items()}
        return without_committed(edits, lists)

    def commit(self, message: str) -> str:
        """Commit `content/` as it is now and return the name of the commit.

        Edits made while hooks run are not part of it.

        Raises:
            ConfigurationError: there is nothing that can be committed, or git or a hook refuses.
        """
        with self._committing:
            with self.lock:
                git.stage(self.root)
            return git.commit(self.root, message)

    def changed_files(self) -> list[Json]:
        """Return the files of `content/` that the edits in effect have changed, as they are now."""
        content = (self.root / archive.CONTENT).resolve()
        paths = dict.fromkeys(step.path for edit in self.changes() for step in edit.steps)
        found: list[Json] = []
        for path in paths:
            file = (self.root / path).resolve()
            # The journal is a file like any other: it may have been changed.
            if file.is_relative_to(content) and file.suffix == ".yml" and file.is_file():
                text = archive.read_bytes(file, archive.MAX_BYTES).decode(errors="replace")
                found.append({"path": path, "content": text})
        return found

    def places(self, slug: str, was: str, *, everywhere: bool) -> Iterator[Json]:
        """Yield where words stand in an episode, or in all of them, this one first.

        Raises:
            ConfigurationError: there is no such episode.
            OutsideError: a file cannot be read.
        """
        with self.lock:
            yield from _find_places(self._workspaces.open(slug), was)
        if not everywhere:
            return
        for folder in archive.find(self.root).episodes:
            if folder.transcript and folder.slug != slug:
                with self.lock:
                    workspace = self._workspaces.read(str(folder.slug))
                if _may_contain(workspace, was):
                    yield from _find_places(workspace, was)

    def _dismiss_refuted(self, saved: Saved) -> None:
        """Dismiss the guesses at sentences that have a speaker no more, as an editor says."""
        spoken = {one.span for one in saved.before.prepared.applied.sentences if one.speaker}
        changed = find_changed(saved.before, saved.after)
        places = {one.span for one in changed if not one.speaker and one.span in spoken}
        if places:
            guesses = self._queue.find(saved.after.snapshot(), quick=True)
            keys = [one.key for one in guesses if one.kind == "speaker" and one.span in places]
            set_dismissed(self.root, saved.record.episode, keys, dismissed=True)

    def _shown(self, saved: Saved) -> Json:
        changed = find_changed(saved.before, saved.after)
        return {
            "id": saved.record.id,
            "episode": saved.record.episode,
            "title": saved.record.title,
            "sentences": show_sentences(saved.after, self._identify(saved.after, changed), changed),
            "issues": show_issues(saved.issues),
            "version": short_digest(saved.after.content),
            "chapters": _chapters(saved.before) != _chapters(saved.after),
            "redacted_in_history": any(
                step.kind == "redactions" and step.now for step in saved.record.steps
            ),
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


def _chapters(workspace: Workspace) -> list[tuple[str, str, Span]]:
    sentences = workspace.prepared.applied.sentences
    return [
        (one.slug, one.title, sentences[one.sentences[0]].span)
        for one in workspace.prepared.chapters
    ]


def _says_nobody(edit: Edit) -> bool:
    """Return whether an edit says that nobody knows who speaks."""
    match edit:
        case AssignSpeaker(person=""):
            return True
        case ChangeEntry(values=values):
            return values.get("person") == ""
        case _:
            return False


def _find_places(workspace: Workspace, was: str) -> Iterator[Json]:
    if was and workspace.prepared.divided:
        yield from show_places(workspace, was)


def _may_contain(workspace: Workspace, was: str) -> bool:
    """Return whether the file of a transcript may have these words; preparing it takes 0.3 s."""
    words = re.findall(r"[a-z]{3,}", was.casefold())
    source = workspace.files.transcript
    # Nothing is known of a compressed file.
    if not words or source is None or b"\0" in source.content:
        return True
    return max(words, key=len).encode() in source.content.lower()
