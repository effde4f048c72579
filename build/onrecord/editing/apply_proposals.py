"""Add what readers propose to the overlays of episodes.

The result does not depend on the order in which proposals arrive, nor on whether they are applied
one by one or together, as long as no two of them are about the same words. Of those that are, none
is applied: a person must choose.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import chain, combinations
from typing import TYPE_CHECKING, Final

from onrecord import archive, overlays
from onrecord.errors import ContentError, Issue, OutsideError, any_error
from onrecord.files.atomic_write import write_file
from onrecord.inputs import find_episode, list_proposals, read_files, read_proposal, read_shared
from onrecord.pipeline import prepare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from onrecord.inputs import Proposal, ProposalEntry
    from onrecord.model import Milliseconds, Span
    from onrecord.overlays import TranscriptText
    from onrecord.prepared import Prepared

# In a letter or an issue the proposal is a fenced code block, as the form on the pages writes it.
_FENCED: Final = re.compile(
    r"^[ \t>]*```[ \t]*(?:ya?ml)?[ \t]*\r?\n(.*?)^[ \t>]*```", re.DOTALL | re.MULTILINE
)
# Proposals that disagree are compared in pairs, each in about the time of a save in `serve`.
_MAX_AT_ONE_PLACE: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The sentences that an entry is about."""

    page: str
    """Address relative to the site, with the anchor of the first sentence."""
    time: Milliseconds | None
    before: str
    """As shown, with who speaks."""
    after: str
    """The same, with the proposal alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The decision about one proposal."""

    path: str
    """Of the file, relative to the archive; the name of a letter."""
    added: tuple[ProposalEntry, ...] = ()
    """The entries that the overlay lacks."""
    passages: tuple[Passage, ...] = ()
    """One for each entry added; none where an entry is refused."""
    known: int = 0
    """Number of entries that the overlay has already."""
    issues: tuple[Issue, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether the proposal cannot be applied."""
        return any_error(self.issues)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The decisions about some proposals, before anything is written."""

    verdicts: tuple[Verdict, ...]
    """In the order of their paths."""
    overlays: Mapping[str, bytes]
    """The overlays that change, by path relative to the archive."""

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Errors and warnings of all proposals."""
        return tuple(issue for one in self.verdicts for issue in one.issues)


def read_letter(file: Path) -> archive.Document:
    """Read a letter: YAML, or text with a fenced block of YAML.

    Raises:
        OutsideError: it cannot be read.
    """
    content = archive.read_bytes(file, archive.MAX_BYTES)
    fenced = _FENCED.search(content.decode("utf-8", "replace"))
    if fenced:
        # Mail replies prefix quoted lines with "> ".
        content = re.sub(r"^> ?", "", fenced[1], flags=re.MULTILINE).encode()
    return archive.Document(path=file.name, content=content)


def decide(root: Path, files: Sequence[Path] = (), *, by: str = "", on: date) -> Decision:
    """Read proposals, and validate the overlays of their episodes with the entries added.

    Args:
        root: of the archive.
        files: letters and files in `proposals/`; none: all files in `proposals/`.
        by: the author of entries that name none.
        on: the date of entries that have none.

    Raises:
        ConfigurationError: a letter is about an episode that does not exist.
        ContentError: an overlay with the entries added cannot be built.
        OutsideError: a file cannot be read.
    """
    proposals: defaultdict[str, list[Proposal]] = defaultdict(list)
    verdicts: list[Verdict] = []
    for document, slug, faults in _read(root, files):
        if document is None:
            verdicts += [Verdict(path=issue.path, issues=(issue,)) for issue in faults]
            continue
        proposal, issues = read_proposal(document, slug)
        if not slug and proposal.slug:
            find_episode(root, proposal.slug)
        if any_error(issues):
            verdicts.append(Verdict(path=document.path, issues=issues))
        else:
            proposals[proposal.slug].append(proposal)
    contents: dict[str, bytes] = {}
    credit = {**({"by": by} if by else {}), "on": on.isoformat()}
    for slug, group in sorted(proposals.items()):
        episode = _Episode(root, slug)
        decided = episode.decide(group)
        verdicts += decided
        if content := episode.with_entries(decided, credit):
            contents[episode.path] = content
    ordered = sorted(verdicts, key=lambda one: one.path)
    return Decision(verdicts=tuple(ordered), overlays=contents)


def take_in(root: Path, decision: Decision) -> None:
    """Write the overlays, and remove the files of proposals that are in them now.

    Raises:
        OutsideError: a file cannot be written or removed.
    """
    for path, content in decision.overlays.items():
        write_file(root / path, content)
    for one in decision.verdicts:
        if not one.refused and _slug_of(one.path):
            try:
                (root / one.path).unlink()
            except OSError as error:
                raise OutsideError(one.path, error.strerror or str(error)) from error


def _read(
    root: Path, files: Sequence[Path]
) -> Iterator[tuple[archive.Document | None, str, tuple[Issue, ...]]]:
    """Yield proposals with the episodes in whose folders they are, and issues of what is none."""
    chosen = [_path_in(root, file) for file in files]
    slugs = (
        [_slug_of(path) for path in chosen]
        if files
        else [str(folder.slug) for folder in archive.find(root).episodes if folder.transcript]
    )
    for slug in sorted(set(filter(None, slugs))):
        if files:
            find_episode(root, slug)
        documents, issues = list_proposals(root, slug)
        for document in documents:
            if not files or document.path in chosen:
                yield document, slug, ()
        if wrong := tuple(issue for issue in issues if not files or issue.path in chosen):
            yield None, slug, wrong
    for file, path in zip(files, chosen, strict=True):
        if not _slug_of(path):
            yield read_letter(file), "", ()


def _path_in(root: Path, file: Path) -> str:
    """Return the path of a file in the archive, or the name of one that is elsewhere."""
    # The file itself may be a link, which is no proposal.
    place = file.parent.resolve() / file.name
    base = root.resolve()
    return place.relative_to(base).as_posix() if place.is_relative_to(base) else file.name


def _slug_of(path: str) -> str:
    """Return the episode of a file in `proposals/`; empty for any other file.

    >>> _slug_of("content/episodes/a-talk/proposals/x.yml"), _slug_of("letter.txt")
    ('a-talk', '')
    """
    parts = path.split("/")
    slug = parts[-3] if parts[-2:-1] == [archive.PROPOSALS] else ""
    return slug if path.rpartition("/")[0] == archive.proposals_folder(slug) else ""


class _Episode:
    """An episode for which something is proposed."""

    def __init__(self, root: Path, slug: str) -> None:
        folder = find_episode(root, slug)
        self.path = folder.overlay or f"{folder.folder}/overlay.yml"
        self.files = read_files(root, folder, read_shared(root))
        self.prepared = prepare(self.files)
        self.known = {entry.describe() for entry in self.prepared.overlay.entries}

    def decide(self, proposals: Sequence[Proposal]) -> list[Verdict]:
        """Decide about each proposal, by itself and together with the others."""
        if any_error(self.prepared.issues):
            raise ContentError([one for one in self.prepared.issues if one.severity == "error"])
        alone = [self._decide_alone(one) for one in sorted(proposals, key=lambda one: one.path)]
        good = [one for one in alone if not one.refused]
        faults = self._find_disagreements(good) if any_error(self._try(good).issues) else {}
        return [
            replace(one, issues=(*one.issues, faults[one.path])) if one.path in faults else one
            for one in alone
        ]

    def with_entries(self, verdicts: Iterable[Verdict], credit: Mapping[str, str]) -> bytes | None:
        """Return the overlay with what is proposed; None if that adds nothing.

        Raises:
            ContentError: the overlay would be invalid, for instance too large.
        """
        entries = _distinct(one for one in verdicts if not one.refused)
        if not entries:
            return None
        before = self.files.overlay.content if self.files.overlay else b""
        content = overlays.insert(
            before,
            [(one.entry, {**one.values, **_missing(credit, one.values)}) for one in entries],
            self.prepared.divided,
            self.prepared.entries,
        )
        document = archive.Document(path=self.path, content=content)
        issues = prepare(replace(self.files, overlay=document), self.prepared.unedited).issues
        if any_error(issues):
            raise ContentError([one for one in issues if one.severity == "error"])
        return content

    def _decide_alone(self, proposal: Proposal) -> Verdict:
        added = tuple(one for one in proposal.entries if one.entry.describe() not in self.known)
        verdict = Verdict(path=proposal.path, added=added, known=len(proposal.entries) - len(added))
        after = self._try([verdict])
        issues = tuple(
            one
            for one in after.issues
            if one not in self.prepared.issues
            and (one.severity == "error" or one.path == proposal.path)
        )
        passages = () if any_error(issues) else tuple(self._passages(added, after))
        return replace(verdict, issues=issues, passages=passages)

    def _try(self, verdicts: Iterable[Verdict]) -> Prepared:
        """Apply entries in addition to those of the overlay."""
        entries = [one.entry for one in _distinct(verdicts)]
        return prepare(self.files, self.prepared.unedited, entries)

    def _find_disagreements(self, verdicts: Sequence[Verdict]) -> dict[str, Issue]:
        """Return an issue for each proposal, by its path, that others contradict."""
        at: defaultdict[int, list[Verdict]] = defaultdict(list)
        for one in verdicts:
            for sentence in self._sentences_of(one):
                at[sentence].append(one)
        faults: dict[str, Issue] = {}
        crowds = [group for group in at.values() if len(group) > _MAX_AT_ONE_PLACE]
        for one in chain.from_iterable(crowds):
            hint = f"apply at most {_MAX_AT_ONE_PLACE} of them at a time"
            faults[one.path] = _disagree(one, "too many proposals are about this sentence", hint)
        groups = [group for group in at.values() if group not in crowds]
        pairs = {
            (first.path, second.path): (first, second)
            for group in groups
            for first, second in combinations(group, 2)
        }
        hint = "remove one of the two files, or make one entry of both"
        for pair in pairs.values():
            if any_error(self._try(pair).issues):
                for one, other in (pair, pair[::-1]):
                    message = "another proposal is about the same words"
                    faults.setdefault(one.path, _disagree(one, message, hint, other.path))
        rest = [one for one in verdicts if one.path not in faults]
        if any_error(self._try(rest).issues):
            # Three or more, of which any two agree: nothing would be left of a sentence.
            for one in chain.from_iterable(groups):
                message = "other proposals about this sentence contradict this one"
                faults.setdefault(one.path, _disagree(one, message, "apply one at a time"))
        return faults

    def _sentences_of(self, verdict: Verdict) -> set[int]:
        """Return the sentences, as received, that a proposal is about."""
        text, spans = self._locate(verdict.added)
        return {
            sentence
            for span in filter(None, spans)
            for sentence in range(text.sentence_at(span[0]), text.sentence_at(span[1] - 1) + 1)
        }

    def _locate(
        self, added: Iterable[ProposalEntry]
    ) -> tuple[TranscriptText, Sequence[Span | None]]:
        """Return the text of the transcript, and the characters that entries are about."""
        application = overlays.Application(
            self.prepared.divided, targets=self.prepared.unedited.targets
        )
        entries = [one.entry for one in added]
        application.run(
            overlays.Overlay(entries=(*self.prepared.overlay.entries, *entries)), "words"
        )
        return application.text, [entry.locate(application) for entry in entries]

    def _passages(self, added: Sequence[ProposalEntry], after: Prepared) -> Iterator[Passage]:
        pages = {entry.anchor: entry.page for entry in self.prepared.entries}
        text, spans = self._locate(added)
        for span in filter(None, spans):
            anchors = self.prepared.unedited.targets.anchors_of(text.sentence_at(span[0]))
            anchor = next(iter(anchors), None)
            page = pages[anchor] if anchor else f"episodes/{self.files.slug}/transcript/"
            yield Passage(
                page=f"{page}#{anchor}" if anchor else page,
                time=text.time_of(span[0]),
                before=_show(self.prepared, span),
                after=_show(after, span),
            )


def _show(prepared: Prepared, span: Span) -> str:
    """Return the sentences with some words, as shown, each with who speaks where that changes."""
    shown: list[str] = []
    speaker = None
    for one in prepared.applied.sentences:
        if one.span[0] < span[1] and span[0] < one.span[1]:
            named = one.speaker and one.speaker != speaker
            shown.append(f"{one.speaker}: {one.text}" if named else one.text)
            speaker = one.speaker
    return " ".join(shown)


def _distinct(verdicts: Iterable[Verdict]) -> list[ProposalEntry]:
    """Return the entries of proposals; of those that say the same, the earliest is credited."""
    entries = sorted(
        (one for verdict in verdicts for one in verdict.added),
        key=lambda one: (
            str(one.values.get("on", "")) or "~",
            sorted(map(repr, one.values.items())),
        ),
    )
    distinct: dict[str, ProposalEntry] = {}
    for one in entries:
        distinct.setdefault(one.entry.describe(), one)
    return list(distinct.values())


def _missing(credit: Mapping[str, str], values: Mapping[str, object]) -> dict[str, str]:
    return {key: value for key, value in credit.items() if key not in values}


def _disagree(verdict: Verdict, message: str, hint: str, found: str = "") -> Issue:
    return verdict.added[0].entry.place.issue(message, found=found, hint=hint)
