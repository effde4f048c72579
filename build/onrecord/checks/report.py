"""Check the built website against the archive. Reads the built HTML, not the model."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from onrecord import pages
from onrecord.checks.links import BuiltSite, check_addresses, check_links
from onrecord.editing.apply_proposals import decide
from onrecord.errors import ContentError, Issue, any_error
from onrecord.model import REMOVED, TRANSCRIPT, CompiledEpisode
from onrecord.pipeline import (
    expects_topics,
    prepare,
    publish,
    published_words,
)
from onrecord.prepared import list_claims
from onrecord.publish.whole_archive import compile_episodes
from onrecord.text.reading_length import count_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from onrecord.checks.built_page import BuiltPage
    from onrecord.inputs import EpisodeFiles
    from onrecord.model import Site
    from onrecord.prepared import Prepared, Published

# A broken site has thousands of faults of one kind; a person needs the first few.
SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeReport:
    """The counts and faults of one episode."""

    slug: str
    words: int
    """Number of words in the transcript as received."""
    sentences: int
    chapters: int
    anchors: int
    """Entries of the ledger in any state."""
    states: Mapping[str, int]
    """How many entries are live, merged, split, gone."""
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The result of `onrecord check`."""

    issues: tuple[Issue, ...] = ()
    """Errors and warnings of the content."""
    episodes: tuple[EpisodeReport, ...] = ()
    addresses: tuple[str, ...] = ()
    """Faults of published pages: missing, or gone without a note."""

    @property
    def faults(self) -> tuple[str, ...]:
        """Faults of the built website."""
        return (*(fault for episode in self.episodes for fault in episode.faults), *self.addresses)

    @property
    def problems(self) -> int:
        """Errors in the content and faults of the website."""
        return sum(issue.severity == "error" for issue in self.issues) + len(self.faults)

    def lines(self) -> Iterator[str]:
        """Yield one line for each episode, and the total."""
        for each in self.episodes:
            state = f"{len(each.faults)} fault(s)" if each.faults else "ok"
            yield (
                f"{each.slug}: {each.words} words in {each.sentences} sentences on "
                f"{each.chapters} chapter pages; {each.anchors} anchors in the ledger "
                f"({self._states(each)}): {state}"
            )
        yield f"{len(self.episodes)} episode(s), {self.problems} problem(s)"

    @staticmethod
    def _states(each: EpisodeReport) -> str:
        return (
            ", ".join(
                f"{each.states[state]} {state}"
                for state in ("live", "merged", "split", "gone")
                if each.states.get(state)
            )
            or "none"
        )

    def as_json(self) -> dict[str, object]:
        """Return the report as JSON values."""
        return {
            "problems": self.problems,
            "issues": [
                {
                    name: getattr(issue, name)
                    for name in ("path", "line", "column", "severity", "message", "found", "hint")
                }
                for issue in self.issues
            ],
            "episodes": [
                {
                    name: getattr(each, name)
                    for name in (
                        "slug",
                        "words",
                        "sentences",
                        "chapters",
                        "anchors",
                        "states",
                        "faults",
                    )
                }
                for each in self.episodes
            ],
        }


def check(root: Path, site_dir: Path, site: Site) -> Report:
    """Check the archive in the folder `root` and the website built from it.

    Every word of each transcript is on its chapter pages once and in order, and on the page of the
    whole transcript likewise; ids are unique on a page; every published link leads to its words, to
    their heir, or to a dated note. Proposals that cannot be applied are errors.
    """
    built = BuiltSite(site_dir, site.base)
    episodes: list[EpisodeReport] = []

    def compile_one(files: EpisodeFiles, today: date) -> CompiledEpisode:
        prepared = prepare(files)
        if any_error(prepared.issues):
            return CompiledEpisode(slug=files.slug, issues=prepared.issues)
        published = publish(prepared, site, today, with_topics=expects_topics(site))
        record = _without_pages(prepared, published, site)
        if not any_error(record.issues):
            episodes.append(_check_episode(built, prepared, record.addresses))
        return record

    try:
        compiled = compile_episodes(root, site, compile_one)
        decision = decide(root, on=date.today())  # noqa: DTZ011 - the publisher's own day
    except ContentError as error:
        return Report(issues=error.issues)
    return Report(
        issues=(*compiled.issues, *decision.issues),
        episodes=tuple(episodes),
        addresses=tuple(check_addresses(compiled.addresses.known, built)),
    )


def _without_pages(prepared: Prepared, published: Published, site: Site) -> CompiledEpisode:
    """Return what a compiled episode has beside pages, downloads and ledgers."""
    summary, _ = pages.summarise(published.episode, site)
    return CompiledEpisode(
        slug=prepared.files.slug,
        issues=published.episode.issues,
        summary=summary,
        addresses=pages.list_addresses(published.episode, published.anchors),
        claims=list_claims(prepared, published),
    )


def _check_episode(site: BuiltSite, prepared: Prepared, addresses: Sequence[str]) -> EpisodeReport:
    slug, withdrawn = prepared.files.slug, prepared.front.withdrawn
    folder = f"episodes/{slug}/"
    chapters = [] if withdrawn else [f"{folder}{chapter.slug}/" for chapter in prepared.chapters]
    transcript = f"{folder}{TRANSCRIPT.slug}/"
    whole = [] if withdrawn else [transcript]
    built = {url: found for url in (*chapters, *whole) if (found := site.page(url))}
    words = "" if withdrawn else _plain(published_words(prepared))
    faults = [
        *(f"{url}: not built" for url in addresses if not site.has(url)),
        *_find_repeated_ids(built),
        *_compare_words(f"{folder} (chapters)", _built(built, chapters), words),
        *_compare_words(transcript, _built(built, whole), words),
        *check_links(prepared.entries, site),
    ]
    site.forget()
    hidden = [f"… and {len(faults) - SHOWN} more"] if len(faults) > SHOWN else []
    return EpisodeReport(
        slug=slug,
        words=sum(count_words(cue.text) for cue in prepared.received.cues),
        sentences=sum(len(page.sentences) for page in _built(built, chapters)),
        chapters=len(chapters),
        anchors=len(prepared.entries),
        states=Counter(entry.state for entry in prepared.entries),
        faults=(*faults[:SHOWN], *hidden),
    )


def _find_repeated_ids(built: Mapping[str, BuiltPage]) -> Iterator[str]:
    for url, page in built.items():
        for name, count in page.ids.items():
            if count > 1:
                yield f"{url}#{name}: {count} elements with this id"


def _built(built: Mapping[str, BuiltPage], urls: Sequence[str]) -> list[BuiltPage]:
    return [built[url] for url in urls if url in built]


def _compare_words(place: str, pages: Sequence[BuiltPage], expected: str) -> list[str]:
    found = "".join(_plain(text) for page in pages for _, text in page.sentences)
    if found == expected:
        return []
    at = next(
        (i for i, (a, b) in enumerate(zip(found, expected, strict=False)) if a != b),
        min(len(found), len(expected)),
    )
    difference = f"{found[at : at + 30]!r}, expected {expected[at : at + 30]!r}"
    return [f"{place}: the words differ from the transcript: {difference}"]


def _plain(text: str) -> str:
    """Drop white space, typographic apostrophes and the marks of redactions."""
    return "".join(text.split()).replace("’", "'").replace(REMOVED, "")
