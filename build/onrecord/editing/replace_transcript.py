"""Replace the transcript of an episode: preview the fate of its links, replace it, undo it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord import anchors, archive, formats, overlays
from onrecord.errors import ConfigurationError, ContentError, Issue, any_error, as_outside_error
from onrecord.files.atomic_write import write_file
from onrecord.inputs import MAX_BESIDE, find_episode, read_files, read_shared
from onrecord.pipeline import prepare
from onrecord.text.languages import language_in_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from onrecord.archive import EpisodeFolder
    from onrecord.inputs import EpisodeFiles
    from onrecord.model import Sentence, Slug

# In 131 pairs of transcriptions of the same recording at most 14 % of the sentences were gone; in a
# wrong file 82 to 95 %.
FOREIGN = 0.5
# Fewer sentences than this are not enough to tell.
FEW = 8

EXAMPLES = 3
FATES = ("kept", "edited", "merged", "split", "gone")
# Outside `content/`: version control keeps the history, this is for archives without it.
PREVIOUS = ".onrecord/previous"
_OVERLAY = "overlay.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The fate of one published sentence."""

    fate: anchors.Fate
    was: str
    now: str
    """The sentences that replace it, joined; empty when it is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The effect of an update, before anything is changed."""

    folder: EpisodeFolder
    source: formats.Source
    """The new transcription, as received."""
    format: str
    changes: tuple[Change, ...]
    """One for each live sentence of the ledger, in order."""
    sentences: int
    """Number of sentences in the new transcription."""
    new: int
    """How many of them replace no published sentence."""
    loses_times: bool
    """The published sentences have times, and the new ones have none."""
    issues: tuple[Issue, ...]
    rebased: overlays.Rebased
    """The overlay migrated to the new transcription."""
    overlay: bytes = b""
    """`overlay.yml` for the new transcription; empty if there is none."""

    @property
    def by_fate(self) -> Mapping[str, tuple[Change, ...]]:
        """The changes, grouped by fate."""
        sorted_: defaultdict[str, list[Change]] = defaultdict(list)
        for change in self.changes:
            sorted_[change.fate].append(change)
        return {fate: tuple(sorted_[fate]) for fate in FATES}

    @property
    def is_foreign(self) -> bool:
        """More than half of the links would be gone: probably the file of another episode."""
        return len(self.changes) >= FEW and len(self.by_fate["gone"]) > FOREIGN * len(self.changes)

    def lines(self) -> Iterator[str]:
        """Yield the plan as text: counts, and a few examples of each fate."""
        yield (
            f"{self.source.path}: {self.format}, {self.sentences} sentences, {self.new} of them new"
        )
        for fate, changes in self.by_fate.items():
            yield f"{fate:>7} {len(changes):>6}"
            for change in changes[:EXAMPLES] if fate != "kept" else ():
                yield f"          - {_brief(change.was)}"
                if change.now:
                    yield f"          + {_brief(change.now)}"
        if self.loses_times:
            yield f"times vanish: the published transcript has them, {self.source.path} has none"
            yield "    links to sentences stay; links to a time (#t=10:57) open the top of the page"
            yield "    chapters with a time are left out; their pages lead to the whole episode"
            yield "    transcript.vtt and transcript.srt are no longer published"
        yield from self._overlay_lines()

    @property
    def uncovers(self) -> bool:
        """A redaction was not found in the new transcription, so its words may be published."""
        return any(conflict.entry.is_confidential for conflict in self.rebased.conflicts)

    def _overlay_lines(self) -> Iterator[str]:
        """Yield counts for the overlay, and each conflict, which a person must resolve."""
        if not self.overlay:
            return
        counts = len(self.rebased.moves), len(self.rebased.unnecessary), len(self.rebased.conflicts)
        yield "overlay.yml: {} entries kept, {} now unnecessary, {} to decide".format(*counts)
        for one in self.rebased.unnecessary:
            words = _brief(one.selector.words)
            yield f"          = {one.name} {words}: already right in the new transcription"
        for conflict in self.rebased.conflicts:
            entry = conflict.entry
            yield f"          ! {entry.name} in line {entry.place.line}: {conflict.why}"
            # Redacted words are not printed either.
            if not entry.is_confidential:
                yield f"            - {_brief(conflict.was)}"
                yield f"            + {_brief(conflict.now)}"


def plan_update(root: Path, slug: str, file: Path) -> Plan:
    """Preview the fate of each published sentence if `file` replaced the transcript of an episode.

    Raises:
        ConfigurationError: there is no such episode.
        ContentError: the file or the ledger is invalid.
        OutsideError: a file cannot be read.
    """
    folder = find_episode(root, slug)
    files = read_files(root, folder, read_shared(root))
    source = formats.Source(path=file.name, content=archive.read_bytes(file, formats.MAX_BYTES))
    new = prepare(replace(files, transcript=source))
    if any_error(new.reading_issues):
        raise ContentError([one for one in new.reading_issues if one.severity == "error"])
    received, entries, sentences = new.received, new.entries, new.divided
    outcomes = anchors.match(entries, sentences)
    rebased, overlay = _rebase(files, sentences)
    live = [
        (entry, outcome)
        for entry, outcome in zip(entries, outcomes, strict=True)
        if entry.state == "live"
    ]
    heirs = {heir for outcome in outcomes for heir in outcome.heirs}
    return Plan(
        folder=folder,
        source=source,
        format=received.format,
        changes=tuple(
            Change(
                fate=outcome.fate,
                was=entry.words,
                now=" ".join(sentences[heir].text for heir in outcome.heirs),
            )
            for entry, outcome in live
        ),
        sentences=len(sentences),
        new=len(sentences) - len(heirs),
        loses_times=any(entry.start is not None for entry, _ in live)
        and all(sentence.start is None for sentence in sentences),
        issues=received.issues,
        rebased=rebased,
        overlay=overlay,
    )


def _rebase(files: EpisodeFiles, sentences: Sequence[Sentence]) -> tuple[overlays.Rebased, bytes]:
    """Migrate the overlay, if there is one, to the new sentences."""
    if files.overlay is None:
        return overlays.Rebased(overlay=overlays.Overlay()), b""
    old = prepare(files)
    issues = [issue for issue in old.reading_issues if issue.path == files.overlay.path]
    if any_error(issues):
        raise ContentError(issues)
    rebased = overlays.rebase(old.overlay, old.divided, sentences, ledger=old.entries)
    return rebased, overlays.rewrite(files.overlay.content, rebased)


def replace_transcript(root: Path, plan: Plan) -> str:
    """Replace the transcript and migrate the overlay; give the path of the new transcript.

    Backups of both are kept for `undo_update`. The next build updates the links.
    """
    folder, old = plan.folder, root / plan.folder.transcript
    # A language that stands in the name of the file stays in it.
    parts = ("transcript", language_in_name(plan.source.path), plan.source.extension or "txt")
    place = f"{folder.folder}/{'.'.join(part for part in parts if part)}"
    keep = root / PREVIOUS / folder.slug / old.name
    for other in _kept(root, folder.slug):
        other.unlink()
    write_file(keep, archive.read_bytes(old, formats.MAX_BYTES))
    if plan.overlay:
        write_file(keep.with_name(_OVERLAY), archive.read_bytes(root / folder.overlay, MAX_BESIDE))
        write_file(root / folder.overlay, plan.overlay)
    _put(root, folder, place, plan.source.content)
    return place


def undo_update(root: Path, slug: str) -> str:
    """Restore the transcript, and the overlay, from before the last update; give its path.

    Raises:
        ConfigurationError: there is no such episode, or no update to undo.
    """
    folder = find_episode(root, slug)
    kept = _kept(root, folder.slug)
    if len(kept) != 1:
        raise ConfigurationError(
            f"{slug}: no update to undo\n    hint: version control has earlier transcripts"
        )
    place = f"{folder.folder}/{kept[0].name}"
    _put(root, folder, place, archive.read_bytes(kept[0], formats.MAX_BYTES))
    overlay = kept[0].with_name(_OVERLAY)
    if overlay.exists():
        write_file(root / folder.folder / _OVERLAY, archive.read_bytes(overlay, MAX_BESIDE))
        overlay.unlink()
    kept[0].unlink()
    return place


def _kept(root: Path, slug: Slug) -> list[Path]:
    folder = root / PREVIOUS / slug
    return sorted(folder.glob("transcript.*")) if folder.is_dir() else []


def _put(root: Path, folder: EpisodeFolder, place: str, content: bytes) -> None:
    """Write the new file, then delete the old one if its extension differs."""
    write_file(root / place, content)
    if place != folder.transcript:
        with as_outside_error(folder.transcript):
            (root / folder.transcript).unlink()


def _brief(text: str) -> str:
    return text if len(text) <= 100 else text[:99] + "…"  # noqa: PLR2004 - a line of a terminal
