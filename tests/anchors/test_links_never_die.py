"""Whatever is done to an episode, in any order, every link ever published leads to the same words, to their heir, or to a dated note.

600 sequences; a Hypothesis profile with more `max_examples` runs more.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from rapidfuzz.distance import Indel

from onrecord.anchors import Publication, publish, read_ledger, write_ledger
from onrecord.anchors.gaps import ALIKE_FROM
from onrecord.anchors.normalise import words
from onrecord.model import Anchor, Milliseconds, Sentence

COMMON = ["okay", "yeah", "right", "so", "the", "of", "you", "know", "I", "think", "that", "is", "it"]
RARE = [
    f"{first}{second}{last}" for first in ("mar", "tol", "ben", "sik", "ruf") for second in ("a", "i", "u") for last in ("ta", "nok", "ris")
]

word = st.one_of(st.sampled_from(COMMON), st.sampled_from(RARE))
phrase = st.one_of(
    st.sampled_from([["okay"], ["yeah"], ["thank", "you"], ["I", "think", "so"]]),
    st.lists(word, min_size=1, max_size=9),
)
place = st.floats(min_value=0, max_value=1, exclude_max=True)


@dataclass(frozen=True)
class Spoken:
    """A sentence whose every word knows which word it was at first."""

    words: tuple[tuple[int, str], ...]
    start: int
    speaker: str = "A"

    @property
    def text(self) -> str:
        return " ".join(word for _, word in self.words).capitalize() + "."

    @property
    def origins(self) -> frozenset[int]:
        return frozenset(origin for origin, _ in self.words)


@dataclass
class Link:
    """What somebody who followed a link last saw: the sentence's words, and which words they were."""

    words: Counter[str]
    origins: frozenset[int]
    pages: set[str] = field(default_factory=set)


def alike(word: str, other: str) -> bool:
    return min(len(word), len(other)) > 3 and Indel.normalized_similarity(word, other) >= ALIKE_FROM


class Publishing(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.spoken: list[Spoken] = []
        self.cuts = 1
        self.title = "a"
        self.entries = ()
        self.before: list[list[Spoken]] = []
        self.links: dict[Anchor, Link] = {}
        self.day = date(2026, 1, 1)
        self.origin = 0
        self.publication = Publication(sentences=(), entries=())

    def say(self, said: list[str], start: int) -> Spoken:
        numbered = tuple((self.origin + offset, word) for offset, word in enumerate(said))
        self.origin += len(said)
        return Spoken(words=numbered, start=start)

    def at(self, where: float) -> int:
        return int(where * len(self.spoken))

    def change(self, spoken: list[Spoken]) -> None:
        self.before.append(self.spoken)
        self.spoken = spoken
        self.publish()

    def publish(self) -> None:
        self.day += timedelta(days=1)
        sentences = [
            Sentence(text=each.text, span=(0, 0), start=Milliseconds(each.start), end=None, timing="exact", speaker=each.speaker)
            for each in self.spoken
        ]
        pages = [f"{self.title}{index * self.cuts // len(sentences)}" for index in range(len(sentences))]
        known = {entry.anchor for entry in self.entries}
        self.publication = publish(self.entries, sentences, pages, on=self.day, fingerprint=str(self.day))
        content = write_ledger(self.publication.entries)
        assert known <= {entry.anchor for entry in self.publication.entries}, "the ledger forgets nothing"
        again = publish(self.publication.entries, sentences, pages, on=self.day + timedelta(days=1), fingerprint="other")
        assert write_ledger(again.entries) == content, "publishing the same again changes nothing"
        assert read_ledger(Ledger(content)) == (self.publication.entries, ())
        self.entries = self.publication.entries
        self.follow()

    def follow(self) -> None:
        by_id = {sentence.id: spoken for sentence, spoken in zip(self.publication.sentences, self.spoken, strict=True)}
        assert len(by_id) == len(self.spoken), "an id stands once"
        assert [entry.anchor for entry in self.entries if entry.state == "live"] == list(by_id), "the ledger is in the order of the words"
        leads, target = self.marks()
        assert set(leads.values()) <= {1}, "an anchor stands once on a page"
        parts = {entry.anchor: entry.to for entry in self.entries}
        for anchor, link in self.links.items():
            for page in link.pages:
                assert leads[page, anchor] == 1, f"{page}#{anchor} leads nowhere"
            if target[anchor] is not None:
                self.same_or_heir(anchor, link, [by_id[heir] for heir in parts.get(anchor) or (target[anchor],)])
        for entry in self.entries:
            link = self.links.setdefault(entry.anchor, Link(Counter(), frozenset()))
            link.pages.add(entry.page)
            if spoken := by_id.get(target[entry.anchor]):
                link.origins |= spoken.origins
            if entry.state == "live":
                link.words = Counter(words(by_id[entry.anchor].text))

    def marks(self):
        """What the pages show: how often an anchor stands on a page, and the sentence that it leads to."""
        published = self.publication
        page_of = {entry.anchor: entry.page for entry in self.entries if entry.state == "live"}
        leads = Counter((page, anchor) for anchor, page in page_of.items())
        target: dict[Anchor, Anchor | None] = {anchor: anchor for anchor in page_of}
        for alias in published.aliases:
            assert page_of[alias.heir] == alias.page
            leads[alias.page, alias.anchor] += 1
            target[alias.anchor] = alias.heir
        for moved in published.moved:
            assert page_of[moved.heir] == moved.to_page
            assert target[moved.anchor] == moved.heir
            leads[moved.page, moved.anchor] += 1
        for gone in published.gone:
            assert page_of.get(gone.near, "") == gone.near_page
            assert (gone.near is None) == (not page_of)
            leads[gone.page, gone.anchor] += 1
            target[gone.anchor] = None
        return leads, target

    def same_or_heir(self, anchor: Anchor, link: Link, heirs: list[Spoken]) -> None:
        held = Counter(word for spoken in heirs for word in words(spoken.text))
        # A quarter of a sentence by rarity may be a fifth of its words. "Benaris" is "beniris" misheard, beside words that are the same.
        heard = sum(count for word, count in link.words.items() if word in held or any(alike(word, other) for other in held))
        same = heard >= 0.2 * link.words.total()
        assert same or any(link.origins & spoken.origins for spoken in heirs), f"{anchor}: {dict(link.words)} leads to {dict(held)}"

    @initialize(said=st.lists(phrase, max_size=14))
    def first(self, said):
        self.spoken = [self.say(each, 4000 * index) for index, each in enumerate(said)]
        self.publish()

    @precondition(lambda self: self.spoken)
    @rule(where=place, inside=place, now=word)
    def correct(self, where, inside, now):
        index = self.at(where)
        said = list(self.spoken[index].words)
        at = int(inside * len(said))
        said[at] = (said[at][0], now)
        self.change([*self.spoken[:index], replace(self.spoken[index], words=tuple(said)), *self.spoken[index + 1 :]])

    @rule(cuts=st.integers(1, 4), title=st.sampled_from("abc"))
    def divide_into_chapters_anew(self, cuts, title):
        self.cuts, self.title = cuts, title
        self.publish()

    @rule(where=place, name=st.sampled_from("AB"))
    def relabel(self, where, name):
        self.change([replace(each, speaker=name) if index >= self.at(where) else each for index, each in enumerate(self.spoken)])

    @rule(where=place, by=st.sampled_from([-30_000, 1, 500, 87_000]))
    def move_times_from_here_on(self, where, by):
        self.change(
            [replace(each, start=max(0, each.start + by)) if index >= self.at(where) else each for index, each in enumerate(self.spoken)]
        )

    @rule(where=place, said=st.lists(phrase, min_size=1, max_size=3))
    def insert(self, where, said):
        index = self.at(where)
        start = self.spoken[index].start if index < len(self.spoken) else 0
        self.change([*self.spoken[:index], *(self.say(each, start) for each in said), *self.spoken[index:]])

    @precondition(lambda self: self.spoken)
    @rule(where=place, count=st.integers(1, 3))
    def delete(self, where, count):
        index = self.at(where)
        self.change([*self.spoken[:index], *self.spoken[index + count :]])

    @precondition(lambda self: any(len(each.words) > 1 for each in self.spoken))
    @rule(where=place, inside=place)
    def split(self, where, inside):
        choices = [index for index, each in enumerate(self.spoken) if len(each.words) > 1]
        index = choices[int(where * len(choices))]
        spoken = self.spoken[index]
        at = 1 + int(inside * (len(spoken.words) - 1))
        parts = [replace(spoken, words=spoken.words[:at]), replace(spoken, words=spoken.words[at:], start=spoken.start + 300 * at)]
        self.change([*self.spoken[:index], *parts, *self.spoken[index + 1 :]])

    @precondition(lambda self: len(self.spoken) > 1)
    @rule(where=place)
    def merge(self, where):
        index = int(where * (len(self.spoken) - 1))
        one, two = self.spoken[index : index + 2]
        self.change([*self.spoken[:index], replace(one, words=one.words + two.words), *self.spoken[index + 2 :]])

    @precondition(lambda self: self.spoken)
    @rule(where=place, count=st.integers(1, 4))
    def duplicate(self, where, count):
        index = self.at(where)
        passage = self.spoken[index : index + count]
        copy = [self.say([word for _, word in each.words], each.start) for each in passage]
        self.change([*self.spoken[: index + count], *copy, *self.spoken[index + count :]])

    @rule(luck=st.randoms(use_true_random=False))
    def transcribe_anew(self, luck):
        heard = [
            replace(each, words=tuple((origin, luck.choice(RARE) if luck.random() < 0.2 else word) for origin, word in each.words))
            for each in self.spoken
        ]
        self.change(heard)

    @rule(said=st.lists(phrase, max_size=10))
    def put_another_transcript_there(self, said):
        self.change([self.say(each, 4000 * index) for index, each in enumerate(said)])

    @rule()
    def withdraw(self):
        self.change([])

    @precondition(lambda self: self.before)
    @rule(back=place)
    def undo(self, back):
        self.change(self.before[int(back * len(self.before))])

    @invariant()
    def every_sentence_has_a_valid_id(self):
        assert all(sentence.id.isascii() and sentence.id[0] in "tw" for sentence in self.publication.sentences)


@dataclass(frozen=True)
class Ledger:
    content: bytes
    path: str = "permalinks.jsonl"


TestLinksNeverDie = Publishing.TestCase
TestLinksNeverDie.settings = settings(
    max_examples=max(600, settings().max_examples),
    stateful_step_count=8,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
