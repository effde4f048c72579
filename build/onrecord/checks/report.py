"""Whether the built website keeps its promises. Reads the built HTML, not the model."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord import anchors, archive, formats, overlays
from onrecord.checks.links import BuiltSite, check_addresses, check_links
from onrecord.errors import ContentError, Issue
from onrecord.model import REMOVED
from onrecord.pipeline import Compiled, compile_episodes, read_address_file, read_files, read_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from onrecord.checks.built_page import BuiltPage
    from onrecord.model import Site

# A broken site has thousands of faults of one kind; a person reads the first.
SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeReport:
    """What was counted of one episode."""

    slug: str
    words: int
    """In the transcript as received."""
    sentences: int
    chapters: int
    anchors: int
    """In the ledger, whatever their state."""
    states: Mapping[str, int]
    """How many of them are live, merged, split, gone."""
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What `onrecord check` found."""

    issues: tuple[Issue, ...] = ()
    """In the content."""
    episodes: tuple[EpisodeReport, ...] = ()
    addresses: tuple[str, ...] = ()
    """Pages ever published that the website lacks."""

    @property
    def faults(self) -> tuple[str, ...]:
        """In the built website, all episodes together."""
        return (*(fault for episode in self.episodes for fault in episode.faults), *self.addresses)

    @property
    def problems(self) -> int:
        """Errors in the content and faults of the website."""
        return sum(issue.severity == "error" for issue in self.issues) + len(self.faults)

    def lines(self) -> Iterator[str]:
        """Give what was checked, a line an episode, and the sum."""
        for each in self.episodes:
            state = f"{len(each.faults)} fault(s)" if each.faults else "ok"
            yield (
                f"{each.slug}: {each.words} words in {each.sentences} sentences on {each.chapters} chapter pages, "
                f"once and in order; {each.anchors} anchors in the ledger ({self._states(each)}): {state}"
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
        """Give the report for programs."""
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

    Every word of each transcript stands on its chapter pages once and in order, and so on the page of the whole transcript;
    no id stands twice on a page; every address that a ledger holds leads to its words, to their heir, or to a dated note.
    """
    try:
        compiled = compile_episodes(root, site)
    except ContentError as error:
        return Report(issues=error.issues)
    built = BuiltSite(site_dir, site.base)
    return Report(
        issues=compiled.issues,
        episodes=tuple(
            _episode(root, built, folder, compiled) for folder in archive.find(root).episodes
        ),
        addresses=tuple(check_addresses(read_address_file(root)[0], built)),
    )


def _episode(
    root: Path, site: BuiltSite, folder: archive.EpisodeFolder, compiled: Compiled
) -> EpisodeReport:
    record = next(record for record in compiled.records if record.slug == folder.slug)
    files = read_files(root, folder, overlays.Shared())
    own = [page for page in record.pages if page.kind in {"chapter", "transcript"}]
    cues = formats.read(files.transcript).cues if files.transcript and own else ()
    built = {page.url: found for page in own if (found := site.page(page.url))}
    faults = [f"{page.url}: not built" for page in record.pages if site.page(page.url) is None]
    for url, page in built.items():
        faults += [
            f"{url}#{name}: {count} elements with this id"
            for name, count in page.ids.items()
            if count > 1
        ]
    words = _plain(read_words(files)) if own else ""
    chapters = [page.url for page in own if page.kind == "chapter"]
    faults += _words(
        f"episodes/{folder.slug}/ (chapters)",
        [built[url] for url in chapters if url in built],
        words,
    )
    faults += _words(
        f"episodes/{folder.slug}/transcript/",
        [built[page.url] for page in own[-1:] if page.url in built],
        words,
    )
    entries = anchors.read_ledger(files.ledger)[0] if files.ledger else ()
    faults += check_links(entries, site)
    site.forget()
    return EpisodeReport(
        slug=folder.slug,
        words=sum(len(cue.text.split()) for cue in cues),
        sentences=sum(len(built[url].sentences) for url in chapters if url in built),
        chapters=len(chapters),
        anchors=len(entries),
        states=Counter(entry.state for entry in entries),
        faults=tuple(
            faults
            if len(faults) <= SHOWN
            else [*faults[:SHOWN], f"… and {len(faults) - SHOWN} more"]
        ),
    )


def _words(place: str, pages: Sequence[BuiltPage], expected: str) -> list[str]:
    found = "".join(_plain(text) for page in pages for _, text in page.sentences)
    if found == expected:
        return []
    at = next(
        (i for i, (a, b) in enumerate(zip(found, expected, strict=False)) if a != b),
        min(len(found), len(expected)),
    )
    return [
        f"{place}: the words differ from the transcript: {found[at : at + 30]!r}, expected {expected[at : at + 30]!r}"
    ]


def _plain(text: str) -> str:
    """Words without white space, without the apostrophes that are set for print, and without the marks of what is redacted."""
    return "".join(text.split()).replace("’", "'").replace(REMOVED, "")
