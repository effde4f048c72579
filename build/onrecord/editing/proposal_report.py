"""A report of proposals for reviewers, in Markdown: each sentence before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from onrecord.text.times import format_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.editing.review_proposals import Passage, Verdict
    from onrecord.inputs import ProposalEntry

# GitHub takes 65,536 characters in a comment, GitLab and Forgejo more.
MAX_REPORT: Final = 60_000
# Beside a sentence, which shows the words of corrections and the person of speakers.
_BESIDE: Final = ("note", "why", "source", "by")


def write_report(verdicts: Iterable[Verdict], site_url: str) -> str:
    """Return Markdown with a section for each proposal.

    The words of readers are in code blocks, one line each behind a mark, so that none of them is
    read as Markdown, mentions somebody or ends the block.

    Args:
        verdicts: about the proposals.
        site_url: address of the site, with a slash at the end; empty if unknown.
    """
    sections = ["\n".join(_section(one, site_url)) for one in verdicts]
    report, left = "", len(sections)
    for section in sections:
        if len(report) + len(section) > MAX_REPORT:
            break
        report += f"{section}\n\n"
        left -= 1
    if left:
        report += f"{left} more: run `onrecord apply --dry-run --format markdown`.\n"
    return report or "There are no proposals.\n"


def _section(verdict: Verdict, site_url: str) -> Iterator[str]:
    yield f"#### `{verdict.path.replace('`', '')}`"
    if verdict.refused:
        yield from ("", "It cannot be applied:")
    elif not verdict.added:
        yield from ("", "The overlay has all of it already.")
    for issue in verdict.issues:
        yield from ("", *_block(f"! {line}" for line in str(issue).split("\n")))
    for entry, passage in zip(verdict.added, verdict.passages, strict=False):
        time = passage.page if passage.time is None else format_time(passage.time)
        yield from ("", f"[{time}]({site_url}{passage.page})" if site_url else f"`{passage.page}`")
        yield from ("", *_block(_lines(entry, passage)))


def _lines(entry: ProposalEntry, passage: Passage) -> Iterator[str]:
    if passage.before == passage.after:
        yield f"= {passage.before}"
    else:
        yield from (f"- {passage.before}", f"+ {passage.after}")
    for key in _BESIDE:
        if value := entry.values.get(key):
            mark = "+" if key == "note" else "#"
            yield f"{mark} {key}: {', '.join(value) if isinstance(value, list) else value}"


def _block(lines: Iterable[str]) -> Iterator[str]:
    yield from ("```diff", *(" ".join(line.split()) for line in lines), "```")
