"""Apply proposals of readers: their entries are added to the overlays of episodes.

The result does not depend on the order in which proposals are merged, nor on whether they are
applied one by one or together, as long as no two of them contradict each other. If two do, neither
is applied.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.editing.open_proposals import open_proposals, slug_of
from onrecord.editing.review_proposals import EpisodeReview, Verdict
from onrecord.errors import OutsideError, any_error
from onrecord.files.atomic_write import write_file
from onrecord.inputs import find_episode, read_proposal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from onrecord.errors import Issue
    from onrecord.inputs import Proposal


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
    opened = open_proposals(root, files)
    proposals: defaultdict[str, list[Proposal]] = defaultdict(list)
    verdicts = [Verdict(path=issue.path, issues=(issue,)) for issue in opened.issues]
    for document, slug in opened.documents:
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
        review = EpisodeReview(root, slug)
        decided = review.decide(group)
        verdicts += decided
        if content := review.with_entries(decided, credit):
            contents[review.path] = content
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
        if not one.refused and slug_of(one.path):
            try:
                (root / one.path).unlink()
            except OSError as error:
                raise OutsideError(one.path, error.strerror or str(error)) from error
