"""Whatever is done to an archive, every link leads to its words, their heir, or a dated note.

Checks the pages after each step of 500 sequences of edits; `--hypothesis-profile more` runs 5,000.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import accumulate

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from small_archive import SITE, Folder, SmallArchive, Spoken

COMMON = [
    "okay",
    "yeah",
    "right",
    "so",
    "the",
    "of",
    "you",
    "know",
    "i",
    "think",
    "that",
    "is",
    "it",
]
# No two of these are similar, so a word similar to one ("meadowx") must be that word misheard.
RARE = [
    "lantern",
    "glacier",
    "trumpet",
    "harbour",
    "velvet",
    "compass",
    "quartz",
    "meadow",
    "pigeon",
    "saddle",
    "orchid",
    "kidney",
]
MISHEARD = {f"{word}x": word for word in RARE}

# A link to a sentence that was split leads to the first part, and the reader reads on.
# So many of its words must be there.
SAME = 0.4

word = st.one_of(st.sampled_from(COMMON), st.sampled_from(RARE))
phrase = st.one_of(
    st.sampled_from([["okay"], ["yeah"], ["thank", "you"], ["i", "think", "so"]]),
    st.lists(word, min_size=1, max_size=9),
)
phrases = st.lists(phrase, min_size=1, max_size=8)
place = st.floats(min_value=0, max_value=1, exclude_max=True)
slug = st.sampled_from(["a", "b", "c"])
title = st.sampled_from(["Glass", "Money", "Rope"])
cuts = st.lists(st.tuples(place, title), max_size=3)
present = precondition(lambda self: self.archive.folders)


@dataclass(frozen=True)
class Standing:
    """A sentence on a page."""

    anchor: str
    words: tuple[str, ...]
    """As they were really said, where they were misheard."""
    origins: frozenset[int]


@dataclass(frozen=True)
class EpisodePages:
    """The sentences of an episode as its pages show them."""

    sentences: list[Standing]
    pages: dict[str, frozenset[str]]
    """The anchors of the sentences on each page, by URL."""


@dataclass
class Link:
    """A followed link: the sentence when it had this anchor, and the one it last led to."""

    own: Standing
    seen: Standing
    urls: set[str] = field(default_factory=set)


class Publishing(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.archive = SmallArchive()
        self.day = date(2026, 1, 1)
        self.origin = self.key = 0
        self.owners: dict[str, int] = {}
        """Of each folder's name, the episode that was published there."""
        self.urls: set[str] = set()
        self.links: dict[tuple[int, str], Link] = {}
        self.before: dict[int, list[Folder]] = {}
        self.removed: list[tuple[str, Folder]] = []

    def publish(self, folders: dict[str, Folder]) -> None:
        self.day += timedelta(days=1)
        assert self.archive.publish(folders, self.day) == []
        self.owners |= {
            slug: folder.key for slug, folder in folders.items() if not folder.withdrawn
        }
        self.follow_all()

    def claim(self, slug: str, folder: Folder, *, without: str = "") -> bool:
        """Put an episode into a folder; refused if another was published under that name."""
        folders = {name: each for name, each in self.archive.folders.items() if name != without} | {
            slug: folder
        }
        if self.owners.get(slug, folder.key) != folder.key:
            assert self.archive.publish(folders, self.day), f"{slug} belonged to another episode"
            return False
        self.publish(folders)
        return True

    # What must hold.

    def follow_all(self) -> None:
        pages = self.archive.pages
        assert self.urls <= pages.keys(), "each page ever published is still there"
        self.urls |= {
            page.url for _, record in self.archive.records.values() for page in record.pages
        }
        assert all(set(page.ids.values()) <= {1} for page in pages.values()), (
            "an id stands once on a page"
        )
        standing = {
            folder.key: self.stand(slug)
            for slug, folder in self.archive.folders.items()
            if not folder.withdrawn
        }
        for (key, anchor), link in self.links.items():
            for url in link.urls:
                if heir := self.follow(url, anchor):
                    page, name = heir
                    assert page in standing[key].pages, f"{url}#{anchor} leads to another episode"
                    sentences = standing[key].sentences
                    link.seen = same_or_heir(
                        link, sentences[[each.anchor for each in sentences].index(name) :]
                    )
        for key, shown in standing.items():
            for each in shown.sentences:
                link = self.links.setdefault((key, each.anchor), Link(each, each))
                link.own = link.seen = each
                link.urls |= {url for url, anchors in shown.pages.items() if each.anchor in anchors}

    def follow(self, url: str, anchor: str) -> tuple[str, str] | None:
        """Return the page and the sentence to which a browser is led; None for a dated note."""
        page = self.archive.pages[url]
        if anchor in page.moved:
            target = page.moved[anchor]
            assert target.startswith(f"{SITE.base}episodes/"), f"{url}#{anchor} leads to {target}"
            url, _, anchor = target.removeprefix(SITE.base).partition("#")
            page = self.archive.pages[url]
            assert anchor in dict(page.sentences), f"{target} is no sentence"
        anchor = page.aliases.get(anchor, anchor)
        if anchor in dict(page.sentences):
            return url, anchor
        noted = (
            date.fromisoformat(page.gone[anchor]) <= self.day
            if anchor in page.gone
            else page.notice
        )
        assert noted, f"{url}#{anchor} leads nowhere"
        return None

    def stand(self, slug: str) -> EpisodePages:
        """Return the sentences on an episode's pages, which have each word once and in order."""
        whole = f"episodes/{slug}/transcript/"
        chapters = [
            page.url for page in self.archive.records[slug][1].pages if page.kind == "chapter"
        ]
        said = iter(word for sentence in self.archive.folders[slug].said for word in sentence.words)
        sentences: list[Standing] = []
        for anchor, text in self.archive.pages[whole].sentences:
            words = text.lower().replace(".", "").split()
            spoken = [next(said) for _ in words]
            assert words == [word for _, word in spoken]
            sentences.append(
                Standing(
                    anchor,
                    tuple(MISHEARD.get(word, word) for word in words),
                    frozenset(dict(spoken)),
                )
            )
        assert not list(said), "no word is lost"
        assert [
            each for url in chapters for each in self.archive.pages[url].sentences
        ] == self.archive.pages[whole].sentences
        return EpisodePages(
            sentences,
            {url: frozenset(dict(self.archive.pages[url].sentences)) for url in (*chapters, whole)},
        )

    # What people do to an episode.

    def pick(self, where: float) -> tuple[str, Folder]:
        folders = sorted(self.archive.folders.items())
        return folders[int(where * len(folders))]

    def say(self, said: list[str], start: int) -> Spoken:
        numbered = tuple((self.origin + offset, word) for offset, word in enumerate(said))
        self.origin += len(said)
        return Spoken(words=numbered, start=start)

    def speak(self, said: list[list[str]]) -> tuple[Spoken, ...]:
        return tuple(self.say(each, 4 * index) for index, each in enumerate(said))

    def put(self, slug: str, folder: Folder, **changes) -> None:
        self.before.setdefault(folder.key, []).append(folder)
        changed = replace(folder, **changes)
        said = in_order(changed.said)
        kept = {min(index, len(said) - 1): title for index, title in sorted(changed.chapters)}
        self.publish(
            self.archive.folders | {slug: replace(changed, said=said, chapters=tuple(kept.items()))}
        )

    @initialize(said=phrases, cuts=cuts)
    def first(self, said, cuts):
        self.publish({"a": Folder(0, self.speak(said), chapters_of(cuts, len(said)))})

    @present
    @rule(where=place, at=place, inside=place, now=word)
    def correct(self, where, at, inside, now):
        slug, folder = self.pick(where)
        index = int(at * len(folder.said))
        said = list(folder.said[index].words)
        within = int(inside * len(said))
        said[within] = (said[within][0], now)
        self.put(
            slug,
            folder,
            said=(
                *folder.said[:index],
                replace(folder.said[index], words=tuple(said)),
                *folder.said[index + 1 :],
            ),
        )

    @present
    @rule(where=place, cuts=cuts)
    def divide_into_chapters_anew(self, where, cuts):
        slug, folder = self.pick(where)
        self.put(slug, folder, chapters=chapters_of(cuts, len(folder.said)))

    @present
    @rule(where=place, title=title)
    def rename_a_chapter(self, where, title):
        slug, folder = self.pick(where)
        if folder.chapters:
            self.put(
                slug, folder, chapters=(*folder.chapters[:-1], (folder.chapters[-1][0], title))
            )

    @present
    @rule(where=place, at=place, name=st.sampled_from("AB"))
    def relabel(self, where, at, name):
        slug, folder = self.pick(where)
        index = int(at * len(folder.said))
        self.put(
            slug,
            folder,
            said=(
                *folder.said[:index],
                *(replace(each, speaker=name) for each in folder.said[index:]),
            ),
        )

    @present
    @rule(where=place, at=place, by=st.sampled_from([-30, 1, 87]))
    def move_times_from_here_on(self, where, at, by):
        slug, folder = self.pick(where)
        index = int(at * len(folder.said))
        self.put(
            slug,
            folder,
            said=(
                *folder.said[:index],
                *(replace(each, start=each.start + by) for each in folder.said[index:]),
            ),
        )

    @present
    @rule(where=place)
    def lose_or_gain_times(self, where):
        slug, folder = self.pick(where)
        self.put(slug, folder, timed=not folder.timed)

    @present
    @rule(where=place, at=place, said=phrases)
    def insert(self, where, at, said):
        slug, folder = self.pick(where)
        index = int(at * len(folder.said))
        start = folder.said[index].start
        self.put(
            slug,
            folder,
            said=(
                *folder.said[:index],
                *(self.say(each, start) for each in said[:3]),
                *folder.said[index:],
            ),
        )

    @present
    @rule(where=place, at=place, count=st.integers(1, 3))
    def delete(self, where, at, count):
        slug, folder = self.pick(where)
        index = int(at * len(folder.said))
        if kept := (*folder.said[:index], *folder.said[index + count :]):
            self.put(slug, folder, said=kept)

    @present
    @rule(where=place, at=place, inside=place)
    def split(self, where, at, inside):
        slug, folder = self.pick(where)
        index = int(at * len(folder.said))
        spoken = folder.said[index]
        within = 1 + int(inside * (len(spoken.words) - 1))
        parts = [
            replace(spoken, words=words)
            for words in (spoken.words[:within], spoken.words[within:])
            if words
        ]
        self.put(slug, folder, said=(*folder.said[:index], *parts, *folder.said[index + 1 :]))

    @present
    @rule(where=place, at=place)
    def merge(self, where, at):
        slug, folder = self.pick(where)
        index = int(at * len(folder.said))
        words = tuple(word for each in folder.said[index : index + 2] for word in each.words)
        self.put(
            slug,
            folder,
            said=(
                *folder.said[:index],
                replace(folder.said[index], words=words),
                *folder.said[index + 2 :],
            ),
        )

    @present
    @rule(where=place, at=place, count=st.integers(1, 4))
    def duplicate(self, where, at, count):
        slug, folder = self.pick(where)
        index = int(at * len(folder.said))
        copy = [
            self.say([word for _, word in each.words], each.start)
            for each in folder.said[index : index + count]
        ]
        self.put(
            slug, folder, said=(*folder.said[: index + count], *copy, *folder.said[index + count :])
        )

    @present
    @rule(where=place, luck=st.randoms(use_true_random=False))
    def transcribe_anew(self, where, luck):
        slug, folder = self.pick(where)
        self.put(
            slug,
            folder,
            said=tuple(
                replace(each, words=tuple(hear(luck, *each) for each in each.words))
                for each in folder.said
            ),
        )

    @present
    @rule(where=place, said=phrases)
    def put_another_transcript_there(self, where, said):
        slug, folder = self.pick(where)
        self.put(slug, folder, said=self.speak(said))

    @present
    @rule(where=place, back=place)
    def undo(self, where, back):
        slug, folder = self.pick(where)
        if before := self.before.get(folder.key):
            earlier = before[int(back * len(before))]
            self.put(slug, folder, said=earlier.said, chapters=earlier.chapters)

    @present
    @rule(where=place)
    def withdraw_or_publish_again(self, where):
        slug, folder = self.pick(where)
        self.put(slug, folder, withdrawn=not folder.withdrawn)

    # What people do to folders.

    @rule(slug=slug, said=phrases, cuts=cuts)
    def add(self, slug, said, cuts):
        if slug not in self.archive.folders:
            self.key += 1
            self.claim(slug, Folder(self.key, self.speak(said), chapters_of(cuts, len(said))))

    @present
    @rule(where=place, to=slug)
    def rename(self, where, to):
        slug, folder = self.pick(where)
        if to not in self.archive.folders:
            self.claim(to, folder, without=slug)

    @present
    @rule(where=place, forever=st.booleans())
    def remove(self, where, forever):
        slug, folder = self.pick(where)
        if not forever:
            self.removed.append((slug, folder))
        self.publish({name: each for name, each in self.archive.folders.items() if name != slug})

    @precondition(lambda self: self.removed)
    @rule(which=place)
    def bring_back(self, which):
        slug, folder = self.removed[int(which * len(self.removed))]
        if slug not in self.archive.folders and self.claim(slug, folder):
            self.removed.remove((slug, folder))

    @present
    @rule(where=place, to=slug)
    def copy_a_folder_or_lose_its_ledger(self, where, to):
        slug, folder = self.pick(where)
        if not folder.withdrawn and folder.ledger:
            folders = self.archive.folders
            broken = folders | (
                {to: folder} if to not in folders else {slug: replace(folder, ledger=b"")}
            )
            assert self.archive.publish(broken, self.day), (
                "refused: links would lead to two places, or nowhere"
            )

    @rule()
    def build_again(self):
        pages, folders, addresses = self.archive.pages, self.archive.folders, self.archive.addresses
        self.archive.records = {}
        self.publish(folders)
        assert (self.archive.pages, self.archive.folders, self.archive.addresses) == (
            pages,
            folders,
            addresses,
        )


def same_or_heir(link: Link, sentences: list[Standing]) -> Standing:
    """Return the sentence of a link's words or their heir, reading on from the first given one."""
    heir = sentences[0]
    held: Counter[str] = Counter()
    for each in sentences:
        if held.total() < len(link.own.words):
            held.update(each.words)
    same = (held & Counter(link.own.words)).total() >= SAME * len(link.own.words)
    assert same or heir.origins & (link.own.origins | link.seen.origins), (
        f"{link.own} leads to {heir}"
    )
    return heir


def hear(luck, origin: int, word: str) -> tuple[int, str]:
    """Return a word as another engine hears it: one in ten similar, one in ten different."""
    chance = luck.random()
    return origin, f"{word}x" if word in RARE and chance < 0.1 else luck.choice(
        RARE
    ) if chance > 0.9 else word


def in_order(said: tuple[Spoken, ...]) -> tuple[Spoken, ...]:
    """Return sentences that never go back in time."""
    starts = accumulate((each.start for each in said), max, initial=0)
    return tuple(
        replace(each, start=start) for each, start in zip(said, [*starts][1:], strict=True)
    )


def chapters_of(cuts: list[tuple[float, str]], count: int) -> tuple[tuple[int, str], ...]:
    return tuple(sorted({int(cut * count): title for cut, title in cuts}.items()))


TestLinksNeverDie = Publishing.TestCase
TestLinksNeverDie.settings = settings(
    max_examples=max(500, settings().max_examples),
    stateful_step_count=8,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
