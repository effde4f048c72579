"""Review the proposals for one episode.

A proposal is refused if a build with its entries would report an error, or if it contradicts
another proposal, because then a person must choose.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import chain, combinations
from typing import TYPE_CHECKING, Final

from onrecord import archive, overlays
from onrecord.errors import ContentError, Issue, any_error
from onrecord.inputs import find_episode, read_files, read_shared
from onrecord.pipeline import prepare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from onrecord.inputs import Proposal, ProposalEntry
    from onrecord.model import Milliseconds, Span
    from onrecord.overlays import TranscriptText
    from onrecord.prepared import Prepared

# Proposals about one sentence are compared in pairs if they contradict each other. A pair takes
# 15 ms for the 46 minutes of the demo.
_MAX_AT_ONE_PLACE: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The sentences that an entry is about."""

    page: str
    """Address relative to the site, with the anchor of the first sentence."""
    time: Milliseconds | None
    before: str
    """The sentences as shown, with the names of their speakers."""
    after: str
    """The same after this proposal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The decision about one proposal."""

    path: str
    """Path of the file, relative to the archive; of a letter its name."""
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


class EpisodeReview:
    """An episode, and the proposals for it."""

    def __init__(self, root: Path, slug: str) -> None:
        """Read the episode.

        Raises:
            ConfigurationError: there is no such episode.
            OutsideError: a file cannot be read.
        """
        folder = find_episode(root, slug)
        self.path = folder.overlay or f"{folder.folder}/overlay.yml"
        self.files = read_files(root, folder, read_shared(root))
        self.prepared = prepare(self.files)
        self.known = {entry.describe() for entry in self.prepared.overlay.entries}
        self.application = self._apply_words(())

    def decide(self, proposals: Sequence[Proposal]) -> list[Verdict]:
        """Decide about each proposal, by itself and together with the others.

        Raises:
            ContentError: the episode has errors without any proposal.
        """
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
        lacking = (one for one in proposal.entries if one.entry.describe() not in self.known)
        trimmed = (self._trim(one) for one in lacking)
        added = tuple(one for one in trimmed if one.entry.describe() not in self.known)
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
        faults = _find_crowds(at.values())
        groups = [group for group in at.values() if len(group) <= _MAX_AT_ONE_PLACE]
        faults |= {path: one for path, one in self._find_pairs(groups) if path not in faults}
        rest = [one for one in verdicts if one.path not in faults]
        if any_error(self._try(rest).issues):
            # Three or more, of which any two agree: nothing would be left of a sentence.
            for one in chain.from_iterable(groups):
                message = "other proposals about this sentence contradict this one"
                faults.setdefault(one.path, _disagree(one, message, "apply one at a time"))
        return faults

    def _find_pairs(self, groups: Iterable[Sequence[Verdict]]) -> Iterator[tuple[str, Issue]]:
        """Yield an issue for both of two proposals that contradict each other, with its path."""
        pairs = {
            (first.path, second.path): (first, second)
            for group in groups
            for first, second in combinations(group, 2)
        }
        message = "another proposal is about the same words"
        hint = "remove one of the two files, or make one entry of both"
        for first, second in pairs.values():
            if any_error(self._try([first, second]).issues):
                yield first.path, _disagree(first, message, hint, second.path)
                yield second.path, _disagree(second, message, hint, first.path)

    def _sentences_of(self, verdict: Verdict) -> set[int]:
        """Return the sentences, as received, that a proposal is about."""
        text, spans = self._locate(verdict.added)
        return {
            sentence
            for span in filter(None, spans)
            for sentence in range(text.sentence_at(span[0]), text.sentence_at(span[1] - 1) + 1)
        }

    def _trim(self, one: ProposalEntry) -> ProposalEntry:
        if not isinstance(one.entry, overlays.CorrectionEntry):
            return one
        entry = overlays.trim_correction(one.entry, self.application)
        return replace(one, entry=entry, values={**one.values, **_words_of(entry)})

    def _apply_words(self, added: Iterable[ProposalEntry]) -> overlays.Application:
        """Apply the entries that change words, in addition to those of the overlay."""
        application = overlays.Application(
            self.prepared.divided, targets=self.prepared.unedited.targets
        )
        entries = (*self.prepared.overlay.entries, *(one.entry for one in added))
        application.run(overlays.Overlay(entries=entries), "words")
        return application

    def _locate(
        self, added: Sequence[ProposalEntry]
    ) -> tuple[TranscriptText, Sequence[Span | None]]:
        """Return the text of the transcript, and the characters that entries are about."""
        application = self._apply_words(added)
        return application.text, [one.entry.locate(application) for one in added]

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


def _words_of(entry: overlays.CorrectionEntry) -> dict[str, str]:
    return {"was": entry.selector.words, "now": entry.now}


def _missing(credit: Mapping[str, str], values: Mapping[str, object]) -> dict[str, str]:
    return {key: value for key, value in credit.items() if key not in values}


def _find_crowds(groups: Iterable[Sequence[Verdict]]) -> dict[str, Issue]:
    """Return an issue for each proposal about a sentence with too many to compare, by its path."""
    message = "too many proposals are about this sentence"
    hint = f"apply at most {_MAX_AT_ONE_PLACE} of them at a time"
    crowds = [group for group in groups if len(group) > _MAX_AT_ONE_PLACE]
    return {one.path: _disagree(one, message, hint) for one in chain.from_iterable(crowds)}


def _disagree(verdict: Verdict, message: str, hint: str, found: str = "") -> Issue:
    return verdict.added[0].entry.place.issue(message, found=found, hint=hint)
