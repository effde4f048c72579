"""Extend an archive of real episodes with episodes shuffled from their passages.

    python tests/benchmarks/changes.py --episodes 1000 --only real     # uses it beyond 299
    python tests/benchmarks/growth.py --topics                         # checks it

An archive of copies hides what a large archive costs: its vocabulary stops growing. `extend` keeps
the real episodes and adds rounds of new ones. A round uses each passage once; the passages of an
episode come from different real episodes, in their places (an opening opens). In a real archive the
number of distinct words grows with a power of the number of episodes (Heaps' law; 0.41 for the 299
episodes of Practical AI from the 150th on), and new ones arrive as words that one episode says. So
each round renames as many of the words that one real episode says as the power law asks for. A word
that is not renamed in a round has one of its earlier names. A new name is an English word of the
same class and general frequency, or made up if the old one is in no word list. Topics grow faster
than words (0.75), since most are phrases: words of a few episodes are exchanged for each other,
anew for each episode and round.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, count
from math import log
from pathlib import Path

from onrecord.topics.frequency import UNKNOWN, measure, table_of
from onrecord.topics.lexicon import tag_of

SEED = 19
# About as long as the subjects of a talk: seven minutes.
PASSAGES = 6
# Said by so many episodes, a voice is a host, who stays the same in all.
HOST_EPISODES = 10
# Phrases are new in most rounds too: words of fewer episodes than this are exchanged for words of
# their class and number of episodes, in this share of the cases.
FREQUENT, EXCHANGED = 64, 0.9
WORDS_A_SECOND = 2.6
VOWELS, CONSONANTS = "aeiou", "bcdfghklmnprstvw"
# Letters that a made-up word keeps, for its class.
ENDING = 3
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
LABEL = re.compile(r"^\*\*(?P<voice>[^*\n]+):\*\*", re.MULTILINE)
TIME = re.compile(r"\\\[(\d+:)?\d+:\d\d\\\]")


@dataclass(frozen=True)
class Growth:
    """A power law through the number of distinct things in half of the episodes and in all."""

    episodes: int
    found: int
    exponent: float

    def at(self, episodes: float) -> float:
        """Return the number of distinct things to be expected in so many episodes."""
        return self.found * (episodes / self.episodes) ** self.exponent


def measure_growth(sets: Sequence[frozenset[str]], draws: int = 20) -> Growth:
    """Fit the growth of distinct things; half of the episodes are drawn several times."""
    draw, half = random.Random(SEED), len(sets) // 2
    halves = [len(frozenset().union(*draw.sample(sets, half))) for _ in range(draws)]
    found = len(frozenset().union(*sets))
    exponent = log(found / (sum(halves) / draws)) / log(len(sets) / half)
    return Growth(episodes=len(sets), found=found, exponent=exponent)


def words_of(text: str) -> frozenset[str]:
    """Return the distinct words of a text."""
    return frozenset(WORD.findall(text.casefold()))


def voices_of(text: str) -> frozenset[str]:
    """Return the names at turns."""
    return frozenset(LABEL.findall(text))


def hosts_of(texts: Sequence[str]) -> frozenset[str]:
    """Return the voices of many episodes."""
    said_by = Counter(voice for text in texts for voice in voices_of(text))
    return frozenset(voice for voice, episodes in said_by.items() if episodes >= HOST_EPISODES)


def turns_of(text: str) -> list[str]:
    """Return the turns of a transcript, each with its label."""
    starts = [found.start() for found in LABEL.finditer(text)]
    ends = [*starts[1:], len(text)]
    return [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]


def divide(turns: Sequence[str]) -> list[list[str]]:
    """Divide turns into passages of about equal length."""
    passages: list[list[str]] = [[] for _ in range(PASSAGES)]
    ends = list(accumulate(map(len, turns)))
    for turn, end in zip(turns, ends, strict=True):
        passages[(end - len(turn)) * PASSAGES // max(1, ends[-1])].append(turn)
    return passages


class Names:
    """The names that each round gives to words that one real episode says."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Take the words of the real episodes."""
        sets = [words_of(text) for text in texts]
        counts = Counter(word for words in sets for word in words)
        voices = frozenset().union(*map(voices_of, texts))
        self._growth = measure_growth(sets)
        rare = {word for word, episodes in counts.items() if episodes == 1}
        # Most guests come once, so they have a new name in each round.
        surnames = {words[-1] for words in map(WORD.findall, voices) if words}
        self._guests = {
            word for word in map(str.casefold, surnames) if counts[word] < HOST_EPISODES
        }
        self._used = set(counts)
        self._draw = random.Random(SEED)
        self._given: dict[str, list[str]] = {word: [word] for word in sorted(rare | self._guests)}
        hosts = words_of(" ".join(hosts_of(texts)))
        self._known: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for word, episodes in sorted(counts.items()):
            if 1 < episodes < FREQUENT and word not in self._given and word not in hosts:
                self._known[tag_of(word), episodes.bit_length()].append(word)
        self._free: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for word in table_of("en"):
            if word.isascii() and word.isalpha() and word not in self._used:
                self._free[_kind(word)].append(word)

    def next_round(self, number: int) -> Mapping[str, str]:
        """Return the names of a round, counted from 1."""
        real = self._growth.episodes
        wanted = self._growth.at(real * (number + 1)) - self._growth.at(real * number)
        share = (wanted - len(self._guests)) / (len(self._given) - len(self._guests))
        names: dict[str, str] = {}
        for word, given in self._given.items():
            if word in self._guests or self._draw.random() < share:
                given.append(self._take(word))
                names[word] = given[-1]
            else:
                names[word] = self._draw.choice(given)
        return names

    def exchange(self) -> Mapping[str, str]:
        """Return names for some words that several real episodes say: those of each other."""
        names: dict[str, str] = {}
        for words in self._known.values():
            some = [word for word in words if self._draw.random() < EXCHANGED]
            names.update(zip(some, self._draw.sample(some, len(some)), strict=True))
        return names

    def _take(self, word: str) -> str:
        free = self._free[_kind(word)]
        if measure(word, "en") > UNKNOWN and free:
            at = self._draw.randrange(len(free))
            free[at], free[-1] = free[-1], free[at]
            name = free.pop()
        else:
            name = self._make_up(word)
        self._used.add(name)
        return name

    def _make_up(self, word: str) -> str:
        """Return a word with other letters, and the same ending if it is long."""
        length = len(word) - ENDING if len(word) > 2 * ENDING else len(word)
        stem, kept = word[:length], word[length:]
        while True:
            letters = (self._draw.choice(_similar(letter)) for letter in stem)
            made = "".join(letters) + kept
            if made not in self._used:
                return made
            stem += "o"


def _kind(word: str) -> tuple[str, int]:
    """Return what a word and its new name have in common."""
    return tag_of(word), round(5 * measure(word, "en"))


def _similar(letter: str) -> str:
    return next((kind for kind in (VOWELS, CONSONANTS) if letter in kind), letter)


def rename(text: str, names: Mapping[str, str]) -> str:
    """Rename words, in the case in which they are written."""

    def name(found: re.Match[str]) -> str:
        word = found[0]
        new = names.get(word.casefold())
        if new is None:
            return word
        if word.isupper() and len(word) > 1:
            return new.upper()
        return new[0].upper() + new[1:] if word[0].isupper() else new

    return WORD.sub(name, text)


def set_times(text: str) -> str:
    """Replace the times in a transcript by those of one person reading it."""

    def time(found: re.Match[str]) -> str:
        seconds = round(len(text[: found.start()].split()) / WORDS_A_SECOND)
        return f"\\[{seconds // 60:02}:{seconds % 60:02}\\]"

    return TIME.sub(time, text)


def join(passages: Sequence[Sequence[str]], hosts: frozenset[str]) -> str:
    """Return a transcript of passages, whose guests are those of the first."""

    def guests_of(passage: Sequence[str]) -> list[str]:
        voices = dict.fromkeys(voice for turn in passage for voice in LABEL.findall(turn))
        return [voice for voice in voices if voice not in hosts]

    guests = [name for passage in passages for name in guests_of(passage)][:1]
    guests = guests_of(passages[0]) or guests
    turns: list[str] = []
    for passage in passages:
        replaced = dict(zip(guests_of(passage), guests + guests[-1:] * len(passage), strict=False))
        for turn in passage:
            voice = LABEL.findall(turn)[0]
            turns.append(turn.replace(voice, replaced.get(voice, voice), 1))
    return set_times("\n\n".join(turns) + "\n")


def shuffle(texts: Sequence[str]) -> Iterator[str]:
    """Yield transcripts without end: rounds of as many as there are real ones."""
    draw, names, hosts = random.Random(SEED), Names(texts), hosts_of(texts)
    for number in count(1):
        given = names.next_round(number)
        divided = [divide(turns_of(rename(text, {**given, **names.exchange()}))) for text in texts]
        order = draw.sample(range(len(texts)), len(texts))
        shifts = draw.sample(range(len(texts)), PASSAGES)
        for place in range(len(texts)):
            sources = [order[(place + shift) % len(texts)] for shift in shifts]
            passages = [divided[source][at] for at, source in enumerate(sources)]
            yield join([one for one in passages if one], hosts)


def dates_of(root: Path) -> dict[Path, date]:
    """Return the folders of an archive's episodes, oldest first, each with its date."""
    found = {
        path.parent: date.fromisoformat(path.read_text().partition("date: ")[2].split()[0])
        for path in (root / "content/episodes").glob("*/episode.yml")
    }
    return dict(sorted(found.items(), key=lambda dated: dated[1]))


def extend(root: Path, episodes: int) -> None:
    """Add episodes to an archive of real ones until it has so many, each a week later.

    The real ones are those of `make_archive.py`: `transcript.md` with labels, and `episode.yml`
    with a date.
    """
    dates = dates_of(root)
    *_, last = real = list(dates)
    texts = shuffle([(folder / "transcript.md").read_text() for folder in real])
    for number, text in zip(range(len(real) + 1, episodes + 1), texts, strict=False):
        (new := last.with_name(f"shuffled-{number}")).mkdir()
        (new / "transcript.md").write_text(text)
        day = dates[real[-1]] + timedelta(weeks=number - len(real))
        (new / "episode.yml").write_text(
            f"title: Shuffled {number}\nshow: Practical AI\ndate: {day}\n"
        )
