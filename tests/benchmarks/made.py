"""Print where links lead after made-up changes of real transcripts, known word by word.

    python tests/benchmarks/made.py [-v] [CHANGE…]

None of this was used to choose a threshold. Samples are taken from ONRECORD_SAMPLES or
`../shared/samples` beside the repository.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.anchors import SAMPLES, SEED, again, first
from onrecord import formats, transcript
from onrecord.anchors.normalise import words
from onrecord.model import Milliseconds, Sentence

SHOWS = (
    *(
        "changelog/*.md",
        "bitcoin-chapters/*.md",
        "podcasting20-real/*.srt",
        "podcasting20-real/*.vtt",
    ),
    *("qmsum/*.json", "spacelog/*.txt"),
)

Word = tuple[str, int | None]
"""A word, and the sentence of the old transcript that has it."""


@dataclass(frozen=True)
class Said:
    """A sentence of the new transcript."""

    words: tuple[Word, ...]
    start: int | None
    speaker: str | None = None

    @property
    def text(self) -> str:
        return " ".join(word for word, _ in self.words)


Talk = list[Said]


@dataclass(frozen=True)
class Given:
    """What a change is made from."""

    old: Talk
    other: Talk
    """Another episode, mostly of the same show."""
    draw: random.Random


Change = Callable[[Given], Talk]
CHANGES: dict[str, Change] = {}


def change(make: Change) -> Change:
    CHANGES[make.__name__.replace("_", " ")] = make
    return make


def read_episodes() -> dict[str, Talk]:
    """Real transcripts of 1,000 words and more, as a build reads them."""
    paths = [
        SEED,
        *(
            path
            for show in SHOWS
            for path in sorted(SAMPLES.glob(show))
            if ".input." not in path.name
        ),
    ]
    found = {}
    for path in paths:
        received = formats.read(formats.Source(path=path.name, content=path.read_bytes()))
        sentences = transcript.divide(received)
        if sum(len(sentence.text.split()) for sentence in sentences) >= 1000:
            found[path.parent.name if path == SEED else path.stem] = [
                Said(tuple((word, index) for word in each.text.split()), each.start, each.speaker)
                for index, each in enumerate(sentences)
            ]
    return found


def strange(talk: Talk) -> Talk:
    return [replace(each, words=tuple((word, None) for word, _ in each.words)) for each in talk]


def moved(talk: Talk, by: int) -> Talk:
    return [
        replace(each, start=None if each.start is None else max(0, each.start + by))
        for each in talk
    ]


def piece(talk: Talk, at: int, seconds: int) -> int:
    """Where a piece ends that starts at a sentence; 2.5 words a second where there are no times."""
    spoken = 0
    for index in range(at, len(talk)):
        spoken += len(talk[index].words)
        if spoken > 2.5 * seconds:
            return index
    return len(talk)


@change
def another_episode(given: Given) -> Talk:
    return strange(given.other)


@change
def another_episode_with_its_greetings(given: Given) -> Talk:
    return [*given.old[:12], *strange(given.other[12:-12]), *given.old[-12:]]


@change
def later_by_63_seconds(given: Given) -> Talk:
    return moved(given.old, 63_000)


@change
def cut_by_90_seconds(given: Given) -> Talk:
    at = given.draw.randrange(len(given.old) // 2)
    end = piece(given.old, at, 90)
    return [*given.old[:at], *moved(given.old[end:], -90_000)]


@change
def a_piece_of_90_seconds_moved(given: Given) -> Talk:
    at = given.draw.randrange(len(given.old) // 3)
    end = piece(given.old, at, 90)
    there = 2 * len(given.old) // 3
    return [
        *given.old[:at],
        *moved(given.old[end:there], -90_000),
        *moved(given.old[at:end], 300_000),
        *given.old[there:],
    ]


@change
def five_advertisements(given: Given) -> Talk:
    new: Talk = []
    cuts = sorted(given.draw.sample(range(len(given.old)), 5))
    for number, (start, end) in enumerate(zip([0, *cuts], [*cuts, len(given.old)], strict=True)):
        new += moved(given.old[start:end], 30_000 * number)
        new += strange(given.other[number * 20 : number * 20 + 6]) if end < len(given.old) else []
    return new


@change
def every_passage_twice(given: Given) -> Talk:
    return [
        each
        for at in range(0, len(given.old), 10)
        for _ in range(2)
        for each in given.old[at : at + 10]
    ]


@change
def a_teaser_put_first(given: Given) -> Talk:
    excerpts = sorted(given.draw.sample(range(len(given.old) // 4, len(given.old)), 6))
    return [*strange([given.old[index] for index in excerpts]), *moved(given.old, 40_000)]


def misheard(word: str, draw: random.Random) -> str:
    """A word that sounds like it: one letter other, one missing, or a vowel changed."""
    at = draw.randrange(len(word))
    return draw.choice(
        [
            word[:at] + draw.choice("aeioubdfgklmnprst") + word[at + 1 :],
            word[:at] + word[at + 1 :] or "a",
            word + "s",
        ]
    )


def noisy(talk: Talk, share: float, draw: random.Random, vocabulary: list[str]) -> Talk:
    """Spoil words: a third become similar, a third others, a sixth are lost, a sixth added."""
    new: Talk = []
    for each in talk:
        heard: list[Word] = []
        for word, origin in each.words:
            luck = draw.random() / share
            if luck < 1 / 3:
                heard.append((misheard(word, draw), origin))
            elif luck < 2 / 3:
                heard.append((draw.choice(vocabulary), None))
            elif luck >= 5 / 6:
                heard += (
                    [(word, origin)]
                    if luck >= 1
                    else [(draw.choice(vocabulary), None), (word, origin)]
                )
        if heard:
            new.append(replace(each, words=tuple(heard)))
    return new


def vocabulary_of(*talks: Talk) -> list[str]:
    return [word for talk in talks for each in talk for word, _ in each.words]


@change
def one_word_in_ten_misheard(given: Given) -> Talk:
    return noisy(given.old, 0.10, given.draw, vocabulary_of(given.old, given.other))


@change
def one_word_in_four_misheard(given: Given) -> Talk:
    return noisy(given.old, 0.25, given.draw, vocabulary_of(given.old, given.other))


@change
def no_punctuation_12_words_a_line(given: Given) -> Talk:
    bare = [
        (re.sub(r"[^\w'’]", "", word).lower(), origin, each.start)
        for each in given.old
        for word, origin in each.words
    ]
    bare = [word for word in bare if word[0]]
    lines = [bare[at : at + 12] for at in range(0, len(bare), 12)]
    return [Said(tuple((word, origin) for word, origin, _ in line), line[0][2]) for line in lines]


@change
def sentences_divided_at_commas_and_joined(given: Given) -> Talk:
    parts: Talk = []
    for each in given.old:
        rest: list[Word] = []
        for word in each.words:
            rest.append(word)
            if word[0].endswith(",") and given.draw.random() < 0.5:
                parts.append(replace(each, words=tuple(rest)))
                rest = []
        if rest and parts and given.draw.random() < 0.2:
            parts[-1] = replace(parts[-1], words=(*parts[-1].words, *rest))
        elif rest:
            parts.append(replace(each, words=tuple(rest)))
    return parts


ONES = [
    *(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
        ]
    ),
    *(["fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]),
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spelt(number: int) -> str:
    if number < 20:
        return ONES[number]
    for size, name in ((1000, "thousand"), (100, "hundred")):
        if number >= size:
            return f"{spelt(number // size)} {name}" + (
                f" {spelt(number % size)}" if number % size else ""
            )
    return TENS[number // 10 - 2] + (f" {ONES[number % 10]}" if number % 10 else "")


def respelt(talk: Talk, spell: Callable[[str], str]) -> Talk:
    new = [
        replace(
            each,
            words=tuple(
                (part, origin) for word, origin in each.words for part in spell(word).split()
            ),
        )
        for each in talk
    ]
    return [each for each in new if each.words]


def other_number(word: str) -> str:
    """Digits as words, small words as digits, signs as words."""
    bare = word.strip(".,?!$%").replace(",", "")
    end = word[-1] if word[-1] in ".,?!" else ""
    if bare.isdecimal() and bare.isascii() and len(bare) <= 6:
        return (
            spelt(int(bare))
            + (" dollars" if word[0] == "$" else "")
            + (" percent" if "%" in word else "")
            + end
        )
    return str(ONES.index(bare.lower())) + end if bare.lower() in ONES else word


@change
def numbers_in_another_style(given: Given) -> Talk:
    return respelt(given.old, other_number)


def edited_word(word: str) -> str:
    bare = word.lower().strip(".,")
    if bare in {
        "um",
        "uh",
        "so",
        "like",
        "you",
        "know",
        "just",
        "actually",
        "basically",
        "really",
        "and",
    }:
        return ""
    plain = word.replace("’", "'")
    for short, long in (
        ("n't", " not"),
        ("'re", " are"),
        ("'ve", " have"),
        ("'ll", " will"),
        ("'m", " am"),
        ("gonna", "going to"),
    ):
        plain = plain.replace(short, long)
    return plain


@change
def copy_edited(given: Given) -> Talk:
    return respelt(given.old, edited_word)


@change
def no_speakers(given: Given) -> Talk:
    return [replace(each, speaker=None) for each in given.old]


@change
def no_times_one_word_in_ten_misheard(given: Given) -> Talk:
    return [replace(each, start=None) for each in one_word_in_ten_misheard(given)]


@change
def every_tenth_sentence_deleted_no_times(given: Given) -> Talk:
    return [replace(each, start=None) for each in given.old if given.draw.random() >= 0.1]


@change
def much_at_once(given: Given) -> Talk:
    for make in (
        cut_by_90_seconds,
        five_advertisements,
        numbers_in_another_style,
        sentences_divided_at_commas_and_joined,
    ):
        given = replace(given, old=make(given))
    return one_word_in_ten_misheard(given)


def published(talk: Talk) -> list[Sentence]:
    return [
        Sentence(
            text=each.text,
            span=(0, 0),
            start=None if each.start is None else Milliseconds(each.start),
            end=None,
            timing="interpolated" if each.start is not None else "none",
            speaker=each.speaker,
        )
        for each in talk
    ]


def follow(old: Talk, new: Talk, *, verbose: bool) -> Counter[str]:
    """Count where links lead; one whose sentence lost over half its words counts for neither."""
    before = first(published(old))
    _, leads = again(before, published(new))
    left = Counter(
        (origin, said)
        for each in new
        for word, origin in each.words
        if origin is not None
        for said in words(word)
    )
    homes: defaultdict[int, set[int]] = defaultdict(set)
    for index, each in enumerate(new):
        for _, origin in each.words:
            if origin is not None:
                homes[origin].add(index)
    counted: Counter[str] = Counter()
    for index, each in enumerate(old):
        lead = leads.get(before.sentences[index].id)
        same = lead is not None and words(new[lead].text) == words(each.text)
        said = words(each.text)
        kept = sum(bool(left[index, word]) for word in said)
        if not homes[index]:
            counted["went"] += 1
            outcome = "" if lead is None else "twin" if same else "astray"
        elif kept * 2 < len(said):
            outcome = ""
        else:
            counted["stayed"] += 1
            outcome = (
                "lost" if lead is None else "right" if same or lead in homes[index] else "wrong"
            )
        counted[outcome] += 1
        if verbose and outcome in {"astray", "lost", "wrong"}:
            there = "" if lead is None else new[lead].text[:90]
            right = new[min(homes[index])].text[:90] if homes[index] else ""
            print(f"    {outcome} | {each.text[:90]} | led to | {there} | right | {right}")
    return counted


def main(chosen: list[str], *, verbose: bool) -> None:
    episodes = read_episodes()
    names = list(episodes)
    print(f"{len(episodes)} episodes, {sum(map(len, episodes.values()))} sentences")
    print(
        f"{'change':42}{'stayed':>8}{'right %':>9}{'elsewhere %':>13}{'note %':>8}{'went':>8}"
        f"{'other words %':>15}{'same words':>12}"
    )
    for name, make in CHANGES.items():
        if chosen and name not in chosen:
            continue
        counted: Counter[str] = Counter()
        for place, episode in enumerate(names):
            draw = random.Random(f"{name} {episode}")
            other = episodes[names[place - 1] if place % 2 else names[(place + 1) % len(names)]]
            counted += follow(
                episodes[episode], make(Given(episodes[episode], other, draw)), verbose=verbose
            )
        stayed, went = max(1, counted["stayed"]), max(1, counted["went"])
        shares = (100 * counted[outcome] / stayed for outcome in ("right", "wrong", "lost"))
        print(
            "{:42}{:8}{:9.2f}{:13.2f}{:8.2f}{:8}{:15.2f}{:12}".format(
                name,
                counted["stayed"],
                *shares,
                counted["went"],
                100 * counted["astray"] / went,
                counted["twin"],
            )
        )


if __name__ == "__main__":
    main([argument for argument in sys.argv[1:] if argument != "-v"], verbose="-v" in sys.argv)
