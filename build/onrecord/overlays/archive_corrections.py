"""`corrections.yml`: words that are heard wrongly again and again, corrected in the whole archive."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.archive import read_validated_list
from onrecord.errors import Place, near
from onrecord.model import Provenance, Slug
from onrecord.overlays.alterations import Alteration
from onrecord.overlays.overlay_file import read_provenance
from onrecord.overlays.spoken import find_all, plain

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from onrecord.errors import Issue
    from onrecord.model import Span
    from onrecord.overlays.spoken import Spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveCorrection:
    """What some words are, wherever they stand."""

    was: str
    now: str
    episodes: tuple[Slug, ...] = ()
    """In which it holds; empty: in all."""
    count: int | None = None
    """How often the words may stand in an episode without a warning."""
    case: bool = True
    """Small letters and capitals differ."""
    provenance: Provenance = field(default_factory=Provenance)
    place: Place = field(default_factory=Place)


def read_corrections(
    content: bytes, path: str
) -> tuple[tuple[ArchiveCorrection, ...], tuple[Issue, ...]]:
    r"""Give the corrections of a `corrections.yml`, and all that is wrong with it.

    >>> read_corrections(b"- {was: Open AI, now: OpenAI, count: 3}", "content/corrections.yml")[0][0].count
    3
    """
    nodes, issues = read_validated_list(content, path, "corrections")
    found: list[ArchiveCorrection] = []
    wrong: list[Issue] = []
    taken: dict[tuple[str, tuple[Slug, ...]], int] = {}
    for node in nodes:
        count = node.text("count")
        one = ArchiveCorrection(
            was=node.line("was"),
            now=node.line("now"),
            episodes=tuple(Slug(slug) for slug in node.texts("episodes")),
            count=int(float(count)) if count else None,
            case=node.text("case").lower() != "false",
            provenance=read_provenance(node),
            place=node.place,
        )
        first = taken.setdefault((one.was, one.episodes), node.place.line)
        if first != node.place.line:
            wrong.append(
                node.place.issue(
                    f"the same words are corrected in line {first}",
                    found=one.was,
                    hint="keep one of the two",
                )
            )
        else:
            found.append(one)
    return tuple(found), (*issues, *wrong)


def correct(
    corrections: Sequence[ArchiveCorrection], slug: Slug, spoken: Spoken, taken: Sequence[Span]
) -> tuple[list[Alteration], list[Issue]]:
    """Give the alterations that hold in one episode: where two would overlap, the longer one; never where something is altered already."""
    issues: list[Issue] = []
    kept: list[Alteration] = []
    occupied = sorted(taken)
    folded = (
        spoken.plain.lower() if len(spoken.plain.lower()) == len(spoken.plain) else spoken.plain
    )
    for one in sorted(corrections, key=lambda one: -len(one.was)):
        if one.episodes and slug not in one.episodes:
            continue
        found = (
            find_all(spoken.plain, plain(one.was))
            if one.case
            else find_all(folded, plain(one.was).lower())
        )
        if one.count is not None and len(found) > one.count:
            message = f"stands {len(found)} times in {slug}, more often than 'count' says"
            issues.append(
                one.place.issue(
                    message,
                    found=one.was,
                    hint=f"look at each, then say 'count: {len(found)}'",
                    severity="warning",
                )
            )
        free = [
            span
            for span in found
            if spoken.text[slice(*span)] != one.now and not overlapping(span, occupied)
        ]
        kept += (
            Alteration(span=span, now=one.now, provenance=one.provenance, place=one.place)
            for span in free
        )
        occupied = sorted([*occupied, *free])
    return sorted(kept, key=lambda each: each.span), issues


def validate_scope(corrections: Sequence[ArchiveCorrection], slugs: Collection[str]) -> list[Issue]:
    """Report corrections that name episodes that the archive has not.

    >>> [one] = read_corrections(b"- {was: a, now: b, episodes: [tlak]}", "corrections.yml")[0]
    >>> print(*validate_scope([one], ["talk"]))
    corrections.yml:1:3: error: no such episode: 'tlak'
        hint: did you mean 'talk'?
    """
    return [
        one.place.issue("no such episode", found=slug, hint=near(slug, slugs))
        for one in corrections
        for slug in one.episodes
        if slug not in slugs
    ]


def overlapping(span: Span, others: Sequence[Span]) -> list[Span]:
    """Give those of some stretches, in order and apart from each other, that share characters with one.

    >>> overlapping((2, 5), [(0, 2), (4, 6)])
    [(4, 6)]
    """
    found: list[Span] = []
    for index in range(bisect_left(others, (span[1], span[1])) - 1, -1, -1):
        if others[index][1] <= span[0]:
            break
        found.insert(0, others[index])
    return found
