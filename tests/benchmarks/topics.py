"""Print how many tags given by people are headings, and their ranks, beside YAKE in the same run.

YAKE (LGPLv3) is a peer, not a dependency: `python -m pip install yake` to see its column.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from dataclasses import dataclass, field, replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from onrecord import chapters, formats, transcript
from onrecord.model import Episode, Slug
from onrecord.topics import find_terms
from onrecord.topics.term_key import term_key

SAMPLES = Path(
    os.environ.get("ONRECORD_SAMPLES", Path(__file__).resolve().parents[3] / "shared" / "samples")
)


@dataclass(kw_only=True)
class Score:
    """Ranks of the tags that were found."""

    name: str
    ranks: list[int] = field(default_factory=list)
    seconds: float = 0.0

    def line(self, tags: int, said: int) -> str:
        """Return a row of the table."""
        median = statistics.median(self.ranks) if self.ranks else 0
        top = [sum(rank <= most for rank in self.ranks) for most in (10, 20)]
        found = len(self.ranks)
        shares = f"{found / tags:>6.2f} {found / said:>7.2f}"
        return (
            f"{self.name:<10} {found:>5} {shares} {median:>7.1f} {top[0]:>5} {top[1]:>5} "
            f"{self.seconds:>8.2f}"
        )


def read_episode(path: Path) -> Episode | None:
    """Read a sample without its tags: they are what is to be found."""
    received = formats.read(
        formats.Source(path=f"transcript{path.suffix}", content=path.read_bytes())
    )
    if not received.cues:
        return None
    sentences = transcript.divide(received)
    divided = chapters.chapter(received.front, sentences, path=path.name, cues=received.cues)
    front = replace(received.front, description=divided.description, language="en")
    return Episode(
        slug=Slug(path.stem),
        front=replace(front, keywords=()),
        sentences=sentences,
        chapters=divided.chapters,
    )


def rank_ours(episode: Episode) -> dict[str, int]:
    """Return the rank of each way to write a heading."""
    ranks: dict[str, int] = {}
    for rank, term in enumerate(find_terms(episode), 1):
        for form in (term.label, *term.forms, term.short):
            ranks.setdefault(term_key(form), rank)
    return ranks


def rank_yake(episode: Episode, most: int) -> dict[str, int]:
    """Return the rank of each keyword of YAKE, as many as we have headings."""
    yake = import_module("yake")
    text = " ".join(sentence.text for sentence in episode.sentences)
    ranks: dict[str, int] = {}
    for rank, (keyword, _) in enumerate(
        yake.KeywordExtractor(lan="en", n=3, top=most).extract_keywords(text), 1
    ):
        ranks.setdefault(term_key(keyword), rank)
    return ranks


def main() -> None:
    """Print the table."""
    truth = SAMPLES / "truth" / "tags.jsonl"
    if not truth.is_file():
        sys.exit(f"no samples at {SAMPLES}; name their folder with ONRECORD_SAMPLES")
    ours, peer = Score(name="onrecord"), Score(name="YAKE")
    tags = said = episodes = 0
    for line in truth.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        episode = read_episode(SAMPLES / entry["file"]) if entry["lang"] == "en" else None
        if episode is None:
            continue
        episodes += 1
        wanted = [term_key(tag.replace("-", " ")) for tag in entry["tags"]]
        text = term_key(" ".join(sentence.text for sentence in episode.sentences))
        tags += len(wanted)
        said += sum(tag in text for tag in wanted)
        before = time.process_time()
        ranks = rank_ours(episode)
        ours.seconds += time.process_time() - before
        ours.ranks += [ranks[tag] for tag in wanted if tag in ranks]
        if find_spec("yake"):
            before = time.process_time()
            others = rank_yake(episode, max(ranks.values(), default=1))
            peer.seconds += time.process_time() - before
            peer.ranks += [others[tag] for tag in wanted if tag in others]
    print(
        f"{episodes} episodes, {tags} tags by people, {said} of them said literally; as many "
        "keywords as headings"
    )
    print(
        f"{'':<10} {'found':>5} {'of all':>6} {'of said':>6} {'median':>7} {'≤ 10':>5} "
        f"{'≤ 20':>5} {'CPU s':>8}"
    )
    for score in (ours, peer):
        print(
            score.line(max(tags, 1), max(said, 1))
            if score.ranks
            else f"{score.name:<10} not installed"
        )


if __name__ == "__main__":
    main()
