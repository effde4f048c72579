"""Print what the topic index of a large archive costs: the archive chain on made-up summaries.

    python tests/benchmarks/index_scale.py 500 2000

The arguments are numbers of episodes. Each has 110 terms, drawn by Zipf's law, so that a few are
in every episode.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from datetime import date, timedelta
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from onrecord.model import (
    Anchor,
    Chapter,
    Episode,
    FrontMatter,
    MemoryStore,
    Milliseconds,
    Passage,
    Site,
    Slug,
    Term,
)
from onrecord.pages import (
    list_on_topics,
    render_topic_index,
    render_topics,
    summarise,
    write_locators,
    write_topics_json,
    write_topics_skos,
)
from onrecord.topics import compile_headings, distinctive_topics, find_co_occurrences
from onrecord.topics.label import slug_of
from onrecord.topics.term_key import term_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.model import EpisodeArtifacts, Summary

SITE = Site(title="Talks", url="https://talks.example/", base="/")
TERMS, CHAPTERS, SENTENCES = 110, 8, 640
SYLLABLES = "ba da fo gi ha je ka lu mo ne pi ra su ta vo we xi zu".split()  # noqa: SIM905 - a list of words


def name_terms(count: int) -> list[str]:
    """Return as many names, of one word to three."""
    made: dict[str, None] = {}
    chance = random.Random(1)
    while len(made) < count:
        words = (
            "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4)))
            for _ in range(chance.choice((1, 2, 2, 3)))
        )
        made[" ".join(words)] = None
    return list(made)


def make_episodes(count: int) -> Iterator[tuple[Summary, EpisodeArtifacts]]:
    """Return the summaries of a growing archive, in which every tenth term is new."""
    names = name_terms(TERMS * count // 10 + TERMS)
    weights = [*accumulate(1 / rank for rank in range(1, len(names) + 1))]
    for number in range(count):
        episode = _episode(number, names, weights)
        yield summarise(
            episode,
            SITE,
            co_occurrences=find_co_occurrences(episode.topics),
            locators=write_locators(episode, SITE),
        )


def _episode(number: int, names: Sequence[str], weights: Sequence[float]) -> Episode:
    chance = random.Random(number)
    own: dict[str, None] = {}
    while len(own) < TERMS:
        own.update(dict.fromkeys(chance.choices(names, cum_weights=weights, k=TERMS - len(own))))
    size = SENTENCES // CHAPTERS
    return Episode(
        slug=Slug(f"talk-{number}"),
        front=FrontMatter(
            title=f"Talk {number}",
            show="Talks",
            date=date(2000, 1, 1) + timedelta(days=3 * number),
            language="en",
        ),
        sentences=(),
        chapters=tuple(
            Chapter(
                title=f"Part {at}",
                slug=Slug(f"part-{at}"),
                start=None,
                sentences=(at * size, at * size + size),
                origin="editor",
            )
            for at in range(CHAPTERS)
        ),
        topics=tuple(_term(name, 30 / (rank + 1), chance) for rank, name in enumerate(own)),
    )


def _term(name: str, weight: float, chance: random.Random) -> Term:
    starts = sorted(
        chance.sample(range(SENTENCES - 10), min(12, max(1, int(chance.expovariate(0.3)))))
    )
    return Term(
        key=term_key(name),
        slug=slug_of(name),
        label=name,
        forms=(name,),
        weight=weight,
        origin="auto",
        passages=tuple(
            Passage(
                sentences=(start, start + chance.randint(1, 6)),
                chapter=start * CHAPTERS // SENTENCES,
                first=Anchor(f"t{start}s-abc"),
                last=Anchor(f"t{start + 9}s-abd"),
                start=Milliseconds(start * 5000),
                end=Milliseconds(start * 5000 + 40_000),
                mentions=chance.randint(1, 5),
                main=at == 0,
                speaker="Ada",
                context=f"Words around {name}, about as many as a sentence usually has: twelve.",
            )
            for at, start in enumerate(starts)
        ),
    )


def main() -> None:
    """Print the table."""
    print(
        "CPU seconds; memory is the most that the process ever held, the summaries themselves "
        "among it"
    )
    columns = (
        ("headings", 8),
        ("locators", 8),
        ("summaries MB", 12),
        ("draw_up", 8),
        ("pages", 8),
        ("exports", 8),
        ("MB", 6),
        ("page MB", 8),
    )
    print("episodes", *(f"{name:>{width}}" for name, width in columns))
    for count in map(int, sys.argv[1:] or ["250", "500", "1000", "2000"]):
        episodes = [*make_episodes(count)]
        summaries, store = (
            [summary for summary, _ in episodes],
            MemoryStore({summary.slug: left for summary, left in episodes}),
        )
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        marks = [time.process_time()]
        headings = compile_headings(summaries)
        distinctive_topics(headings)
        marks.append(time.process_time())
        drafts = (
            *render_topic_index(headings, summaries, store, (), SITE),
            *render_topics(headings, summaries, store, list_on_topics(headings), SITE),
        )
        pages = [draft.make() for draft in drafts]
        marks.append(time.process_time())
        for draft in write_topics_json(headings, store, SITE):
            draft.make()
        write_topics_skos(headings, SITE).make()
        marks.append(time.process_time())
        spent = " ".join(f"{after - before:>8.2f}" for before, after in pairwise(marks))
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        size = sum(len(page.content) for page in pages) / 1e6
        locators = sum(heading.passages for heading in headings)
        print(
            f"{count:>8} {len(headings):>8} {locators:>8} {held:>12.0f} {spent} {most:>6.0f} "
            f"{size:>8.1f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
