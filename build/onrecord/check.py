"""Whether the built website keeps its promises. Reads the built HTML, not the model."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from onrecord import anchors, archive, formats
from onrecord.errors import ContentError, Issue
from onrecord.pipeline import Compiled, compile_episodes, read_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

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
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What `onrecord check` found."""

    issues: tuple[Issue, ...] = ()
    """In the content."""
    episodes: tuple[EpisodeReport, ...] = ()

    @property
    def faults(self) -> tuple[str, ...]:
        """In the built website, all episodes together."""
        return tuple(fault for episode in self.episodes for fault in episode.faults)

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
                f"once and in order; {each.anchors} anchors in the ledger: {state}"
            )
        yield f"{len(self.episodes)} episode(s), {self.problems} problem(s)"

    def as_json(self) -> dict[str, object]:
        """Give the report for programs."""
        return {
            "problems": self.problems,
            "issues": [
                {name: getattr(issue, name) for name in ("path", "line", "column", "severity", "message", "found", "hint")}
                for issue in self.issues
            ],
            "episodes": [
                {name: getattr(each, name) for name in ("slug", "words", "sentences", "chapters", "anchors", "faults")}
                for each in self.episodes
            ],
        }


@dataclass(slots=True)
class _Seen(HTMLParser):
    """Ids of a page, and the words of its sentences, in order."""

    ids: Counter[str] = field(default_factory=Counter)
    sentences: list[tuple[str, str]] = field(default_factory=list)
    _depth: int = 0
    _id: str = ""
    _words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self, convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Note ids; a sentence is an element with `id` and `data-start`."""
        found = dict(attrs)
        if identifier := found.get("id"):
            self.ids[identifier] += 1
        if self._depth and tag == "span":
            self._depth += 1
        elif tag == "span" and identifier and (found.get("data-start") is not None or identifier.startswith("w-")):
            self._depth, self._id, self._words = 1, identifier, []

    def handle_endtag(self, tag: str) -> None:
        """Close a sentence."""
        if self._depth and tag == "span":
            self._depth -= 1
            if not self._depth:
                self.sentences.append((self._id, "".join(self._words)))

    def handle_data(self, data: str) -> None:
        """Collect the words of a sentence."""
        if self._depth:
            self._words.append(data)


def check(root: Path, site_dir: Path, site: Site) -> Report:
    """Check the archive in the folder `root` and the website built from it.

    Every word of each transcript stands on its chapter pages once and in order, and so on the page of the whole transcript;
    no id stands twice on a page; every address that a ledger holds leads to an element of a page.
    """
    try:
        compiled = compile_episodes(root, site)
    except ContentError as error:
        return Report(issues=error.issues)
    folders = {folder.slug: folder for folder in archive.find(root).episodes}
    return Report(
        issues=compiled.issues,
        episodes=tuple(_episode(root, site_dir, folder, compiled) for folder in folders.values()),
    )


def _episode(root: Path, site_dir: Path, folder: archive.EpisodeFolder, compiled: Compiled) -> EpisodeReport:
    record = next(record for record in compiled.records if record.slug == folder.slug)
    files = read_files(root, folder)
    words = "".join(_plain(cue.text) for cue in formats.read(files.transcript).cues)
    seen = {page.url: _read(site_dir / page.url / "index.html") for page in record.pages}
    faults = [f"{url}: not built" for url, page in seen.items() if page is None]
    built = {url: page for url, page in seen.items() if page is not None}
    faults += [
        f"{url}#{name}: {count} elements with this id" for url, page in built.items() for name, count in page.ids.items() if count > 1
    ]
    chapters = [page.url for page in record.pages if page.kind == "chapter"]
    faults += _words(f"episodes/{folder.slug}/ (chapters)", [built[url] for url in chapters if url in built], words)
    whole = f"episodes/{folder.slug}/transcript/"
    faults += _words(whole, [built[whole]] if whole in built else [], words)
    entries = anchors.read_ledger(files.ledger)[0] if files.ledger else ()
    for entry in entries:
        for url in (f"episodes/{folder.slug}/{entry.page}/", whole):
            if url in built and entry.anchor not in built[url].ids:
                faults.append(f"{url}#{entry.anchor}: published, but leads nowhere")
            elif url not in built and not (site_dir / url / "index.html").exists():
                faults.append(f"{url}#{entry.anchor}: published, but its page is gone")
    return EpisodeReport(
        slug=folder.slug,
        words=sum(len(cue.text.split()) for cue in formats.read(files.transcript).cues),
        sentences=sum(len(built[url].sentences) for url in chapters if url in built),
        chapters=len(chapters),
        anchors=len(entries),
        faults=tuple(faults if len(faults) <= SHOWN else [*faults[:SHOWN], f"… and {len(faults) - SHOWN} more"]),
    )


def _words(place: str, pages: Sequence[_Seen], expected: str) -> list[str]:
    found = "".join(_plain(text) for page in pages for _, text in page.sentences)
    if found == expected:
        return []
    at = next((i for i, (a, b) in enumerate(zip(found, expected, strict=False)) if a != b), min(len(found), len(expected)))
    return [f"{place}: the words differ from the transcript: {found[at : at + 30]!r}, expected {expected[at : at + 30]!r}"]


def _plain(text: str) -> str:
    """Words without white space, and without the apostrophes that are set for print."""
    return "".join(text.split()).replace("’", "'")


def _read(path: Path) -> _Seen | None:
    if not path.is_file():
        return None
    seen = _Seen()
    seen.feed(path.read_text(encoding="utf-8"))
    return seen
