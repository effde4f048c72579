"""`corrections.yml`: words that are often misheard, corrected in the whole archive."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.archive import read_validated_list
from onrecord.errors import Place, near
from onrecord.model import Provenance, Slug
from onrecord.overlays.alterations import Alteration, overlapping
from onrecord.overlays.read_fields import read_provenance
from onrecord.overlays.word_search import find_occurrences, fold_case
from onrecord.text.folding import fold_quotes

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from onrecord.errors import Issue
    from onrecord.overlays.application import Application


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveCorrection:
    """Words that are replaced wherever they occur."""

    was: str
    now: str
    episodes: tuple[Slug, ...] = ()
    """The episodes to correct; empty: all."""
    count: int | None = None
    """More occurrences than this in one episode cause a warning."""
    case: bool = True
    """Case matters."""
    provenance: Provenance = field(default_factory=Provenance)
    place: Place = field(default_factory=Place)


def read_corrections(
    content: bytes, path: str
) -> tuple[tuple[ArchiveCorrection, ...], tuple[Issue, ...]]:
    r"""Return the corrections of a `corrections.yml`, and all issues with it.

    >>> content = b"- {was: Open AI, now: OpenAI, count: 3}"
    >>> read_corrections(content, "content/corrections.yml")[0][0].count
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


def apply_archive_corrections(
    corrections: Sequence[ArchiveCorrection], slug: Slug, application: Application
) -> None:
    """Correct words of one episode wherever they occur, unless they are altered already.

    Of two corrections that would overlap, the one with more characters is applied.
    """
    if not corrections:
        return
    text = application.text
    folded = fold_case(text.plain)
    kept: list[Alteration] = []
    occupied = [one.span for one in application.alterations]
    for one in sorted(corrections, key=lambda one: -len(one.was)):
        if one.episodes and slug not in one.episodes:
            continue
        was = fold_quotes(one.was)
        found = (
            find_occurrences(text.plain, was)
            if one.case
            else find_occurrences(folded, fold_case(was))
        )
        if one.count is not None and len(found) > one.count:
            message = f"stands {len(found)} times in {slug}, more often than 'count' says"
            hint = f"look at each, then say 'count: {len(found)}'"
            application.issues.append(
                one.place.issue(message, found=one.was, hint=hint, severity="warning")
            )
        free = [
            span
            for span in found
            if text.text[slice(*span)] != one.now and not overlapping(span, occupied)
        ]
        kept += (
            Alteration(span=span, now=one.now, provenance=one.provenance, place=one.place)
            for span in free
        )
        occupied = sorted([*occupied, *free])
    application.set_alterations([*application.alterations, *kept])


def validate_episode_slugs(
    corrections: Sequence[ArchiveCorrection], slugs: Collection[str]
) -> list[Issue]:
    """Return issues about corrections for episodes that the archive lacks.

    >>> [one] = read_corrections(b"- {was: a, now: b, episodes: [tlak]}", "corrections.yml")[0]
    >>> print(*validate_episode_slugs([one], ["talk"]))
    corrections.yml:1:3: error: no such episode: 'tlak'
        hint: did you mean 'talk'?
    """
    return [
        one.place.issue("no such episode", found=slug, hint=near(slug, slugs))
        for one in corrections
        for slug in one.episodes
        if slug not in slugs
    ]
