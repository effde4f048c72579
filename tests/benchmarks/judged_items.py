"""Items that a program chooses and a reader can judge: quotes, headings, locators, chapter names.

The identity of an item holds no text of the episode beyond the heading or chapter name itself:
transcripts may have a licence that does not allow copies in this repository (CC BY-SA), while short
names and digests of words are no copy. A digest still identifies the item in a later build.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Literal

from onrecord import archive
from onrecord.inputs import EpisodeFiles, read_files, read_shared, read_site
from onrecord.model import Episode, Quote, Sentence, Site, Term
from onrecord.pipeline import prepare, publish
from onrecord.text.times import format_time

Kind = Literal["quote", "heading", "archive heading", "locator", "acronym", "chapter"]
KINDS: tuple[Kind, ...] = ("quote", "heading", "archive heading", "locator", "acronym", "chapter")

# Words of context before and after an item; words of a locator's passage.
BESIDE, PASSAGE = 40, 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something that a page shows, with its context for a reader."""

    kind: Kind
    episode: str
    """Slug; empty for a heading of the archive."""
    at: str
    """Anchor of its first sentence; empty for headings, which have no single place."""
    name: str
    """The heading, acronym or chapter name; the digest of the words of a quote."""
    shown: str
    """The text to judge. Not kept."""
    context: str
    """The words around it. Not kept."""

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """Equal for the same item of another build."""
        return self.kind, self.episode, self.at, self.name


def digest(*texts: str) -> str:
    """Return 12 hexadecimal digits that identify texts, whatever their case and spaces.

    >>> digest("A  word.") == digest("a word.")
    True
    """
    folded = "\n".join(" ".join(text.casefold().split()) for text in texts)
    return blake2b(folded.encode(), digest_size=6).hexdigest()


def list_episodes(root: Path, seed: str, count: int, only: frozenset[str]) -> list[EpisodeFiles]:
    """Return the files of a sample of episodes, the same for every build.

    Args:
        root: Of the archive.
        seed: Of the sample.
        count: Number of episodes.
        only: Slugs to sample from; empty for all.
    """
    shared = read_shared(root)
    folders = [one for one in archive.find(root).episodes if not only or one.slug in only]
    drawn = sorted(folders, key=lambda one: digest(seed, one.slug))[:count]
    return [read_files(root, folder, shared) for folder in drawn]


def load_site(root: Path) -> Site:
    """Return the settings of an archive."""
    return read_site(root, title="", url="", base="/")


def list_items(episodes: Iterable[EpisodeFiles], site: Site) -> Iterator[Item]:
    """Yield what pages of these episodes show."""
    for files in episodes:
        episode = publish(prepare(files), site, date(2026, 1, 1)).episode
        yield from _quotes(episode)
        yield from _terms(episode)
        yield from _chapters(episode)


def list_archive_headings(root: Path) -> Iterator[Item]:
    """Yield the headings of the topic index of a built archive, if it is built."""
    path = root / "site" / "topics.json"
    topics = json.loads(path.read_bytes())["topics"] if path.is_file() else []
    for topic in topics:
        chapters = {one["episode"]: one["chapter"] for one in topic["locators"]}
        yield Item(
            kind="archive heading",
            episode="",
            at="",
            name=topic["label"],
            shown=topic["label"],
            context="; ".join(f"{slug}: {chapter}" for slug, chapter in [*chapters.items()][:5]),
        )


def quote_item(episode: Episode, first: int, last: int, shown: str) -> Item:
    """Return an item for words of consecutive sentences, published or not."""
    return Item(
        kind="quote",
        episode=episode.slug,
        at=episode.sentences[first].id,
        name=digest(shown.strip("…")),
        shown=shown,
        context=_around(episode.sentences, first, last + 1),
    )


def _quotes(episode: Episode) -> Iterator[Item]:
    """Yield the quotes that no person chose."""
    for quote in episode.quotes:
        if quote.origin == "auto":
            yield quote_item(episode, *_range(quote), quote.words)


def _range(quote: Quote) -> tuple[int, int]:
    return quote.parts[0].sentence, quote.parts[-1].sentence


def _terms(episode: Episode) -> Iterator[Item]:
    """Yield headings of the episode's index that no person chose, their locators and acronyms."""
    for term in episode.topics:
        if term.origin != "auto" or not term.passages:
            continue
        first = term.passages[0]
        context = f"{len(term.passages)} passages; {first.context}"
        yield _of_term("heading", episode, term, term.label, context)
        if term.short and term.short != term.label:
            yield _of_term("acronym", episode, term, f"{term.short} ({term.label})", context)
        for passage in term.passages:
            start, end = passage.sentences
            words = " ".join(one.text for one in episode.sentences[start:end])
            yield Item(
                kind="locator",
                episode=episode.slug,
                at=passage.first,
                name=term.label,
                shown=f"{term.label}, {_time(episode.sentences[start])}",
                context=" ".join(words.split()[:PASSAGE]),
            )


def _of_term(kind: Kind, episode: Episode, term: Term, name: str, context: str) -> Item:
    shown = f"{name} (person)" if term.person else name
    return Item(kind=kind, episode=episode.slug, at="", name=name, shown=shown, context=context)


def _chapters(episode: Episode) -> Iterator[Item]:
    """Yield the chapters that a program named."""
    for chapter in episode.chapters:
        start, end = chapter.sentences
        if chapter.origin == "auto" and start < end:
            yield Item(
                kind="chapter",
                episode=episode.slug,
                at=episode.sentences[start].id,
                name=chapter.title,
                shown=f"{chapter.title}, {_time(episode.sentences[start])}",
                context=_around(episode.sentences, start, min(end, start + 5)),
            )


def _around(sentences: Sequence[Sentence], first: int, last: int) -> str:
    """Return sentences with the words before and after them, marked by bars."""
    before = " ".join(one.text for one in sentences[max(0, first - 4) : first]).split()
    inside = " ".join(one.text for one in sentences[first:last])
    after = " ".join(one.text for one in sentences[last : last + 4]).split()
    speaker = sentences[first].speaker or "nobody named"
    own = f"[{speaker}] {' '.join(before[-BESIDE:])} | {inside} | {' '.join(after[:BESIDE])}"
    return f"{_time(sentences[first])} {own}"


def _time(sentence: Sentence) -> str:
    return format_time(sentence.start) if sentence.start is not None else "no time"
