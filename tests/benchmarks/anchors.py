"""Print how well links survive a new transcript, and at what cost.

python tests/benchmarks/anchors.py [pairs] [back] [delete] [swap] [times] [noise] [speed]
"""

from __future__ import annotations

import json
import os
import random
import re
import sys
import time
import tracemalloc
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

from onrecord.anchors import Publication, publish
from onrecord.anchors.align import align
from onrecord.anchors.normalise import words
from onrecord.anchors.stream import lay
from onrecord.model import Milliseconds, Sentence

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = Path(os.environ.get("ONRECORD_SAMPLES") or ROOT.parent / "shared" / "samples")
SEED = ROOT / "content" / "episodes" / "ilya-sutskever" / "transcript.txt"
DAY = date(2026, 11, 24)

ENDS = re.compile(r"(?<=[.?!])[\"”’)]*\s+(?=[\"“‘(]?[\w\[])")
TURN = re.compile(
    r"^(?:\*\*(?P<a>[^*]+):\*\*|(?P<b>[A-Z][\w .'’-]{0,40}): ?(?P<time>\d\d:\d\d:\d\d)?)"
    r"(?P<rest>.*)$"
)
SPACE = re.compile(r"^\[(\d\d):(\d\d):(\d\d):(\d\d)\]$")


def said(texts: list[tuple[str, int | None]]) -> list[Sentence]:
    """Sentences with interpolated times from texts with (some) times in milliseconds."""
    sentences: list[Sentence] = []
    for text, start in texts:
        passed = 0
        for part in ENDS.split(text.strip()):
            if part.strip():
                here = None if start is None else Milliseconds(start + passed)
                timing = "none" if here is None else "interpolated"
                sentences.append(
                    Sentence(
                        text=" ".join(part.split()),
                        span=(0, 0),
                        start=here,
                        end=None,
                        timing=timing,
                    )
                )
                passed += 70 * len(part)
    return sentences


def read(path: Path) -> list[Sentence]:
    """A throwaway reader for the samples' Markdown and mission transcripts."""
    texts: list[tuple[str, int | None]] = []
    start: int | None = None
    body = path.read_text(encoding="utf-8")
    body = re.sub(r"\A---\n.*?\n---\n", "", body, flags=re.DOTALL)
    for line in body.split("\n"):
        if format_time := SPACE.match(line):
            days, hours, minutes, seconds = map(int, format_time.groups())
            start = (((days * 24) + hours) * 3600 + minutes * 60 + seconds) * 1000
        elif not line.strip() or line.startswith(("#", "_page", "_note")):
            continue
        elif turn := TURN.match(line):
            if turn["time"]:
                hours, minutes, seconds = map(int, turn["time"].split(":"))
                start = (hours * 3600 + minutes * 60 + seconds) * 1000
            texts.append((turn["rest"] or "", start))
        else:
            texts.append((line, start))
    return said(texts)


def read_seed() -> list[Sentence]:
    """The seed: blocks joined, divided at full stops, times by share of characters."""
    text = SEED.read_text(encoding="utf-8").partition("Discussion (0)")[2]
    marks: list[tuple[int, int]] = []
    joined = ""
    for block in text.split("Starting point is ")[1:]:
        hours, minutes, seconds = map(int, block[:8].split(":"))
        marks.append((len(joined), (hours * 3600 + minutes * 60 + seconds) * 1000))
        joined += " ".join(block[8:].split()) + " "
    marks.append((len(joined), marks[-1][1] + 30_000))
    sentences: list[Sentence] = []
    at = block = 0
    for part in ENDS.split(joined.strip()):
        at = joined.index(part, at)
        while marks[block + 1][0] <= at:
            block += 1
        (first, start), (last, end) = marks[block], marks[block + 1]
        here = Milliseconds(start + (end - start) * (at - first) // (last - first))
        sentences.append(
            Sentence(
                text=part, span=(at, at + len(part)), start=here, end=None, timing="interpolated"
            )
        )
    return sentences


def first(sentences: list[Sentence]) -> Publication:
    """Publish for the first time, on one page."""
    return publish((), sentences, ["a"] * len(sentences), on=DAY, fingerprint="1")


def again(before: Publication, sentences: list[Sentence]) -> tuple[Publication, dict[str, int]]:
    """Publish what changed; also where each anchor leads: the index of a sentence."""
    after = publish(before.entries, sentences, ["a"] * len(sentences), on=DAY, fingerprint="2")
    place = {sentence.id: index for index, sentence in enumerate(after.sentences)}
    leads = dict(place)
    leads.update({alias.anchor: place[alias.heir] for alias in after.aliases})
    return after, {str(anchor): index for anchor, index in leads.items()}


def tokens(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower().replace("'", "").replace("’", ""))


class Places:
    """Where words stand in sentences."""

    def __init__(self, sentences: list[Sentence]) -> None:
        self.stream = [
            (word, index)
            for index, sentence in enumerate(sentences)
            for word in tokens(sentence.text)
        ]
        self.first: dict[str, list[int]] = {}
        for at, (word, _) in enumerate(self.stream):
            self.first.setdefault(word, []).append(at)

    def find(self, text: str, near: float) -> tuple[int, set[int]] | None:
        """The place nearest to one where the words stand, and the sentences that hold them."""
        wanted = tokens(text)
        found = [
            at
            for at in self.first.get(wanted[0], ())
            if [word for word, _ in self.stream[at : at + len(wanted)]] == wanted
        ]
        if not found:
            return None
        at = min(found, key=lambda at: abs(at - near))
        return at, {owner for _, owner in self.stream[at : at + len(wanted)]}


def follow_probes(
    folder: Path, *, verbose: bool = False
) -> tuple[dict[str, tuple[int, int]], Publication]:
    """Return for a pair, by fate of the sentence: links to the right place, and all links.

    For `gone`, links to any place.
    """
    old, new = (read(next(folder.glob(f"{side}.*"))) for side in ("before", "after"))
    before = first(old)
    after, leads = again(before, new)
    here, there = Places(old), Places(new)
    counted: dict[str, list[bool]] = {"same": [], "edited": [], "heavily-edited": [], "gone": []}
    cursor = 0
    for line in (folder / "probes.jsonl").read_text(encoding="utf-8").splitlines():
        probe = json.loads(line)
        status = probe["status"]
        source = here.find(probe["before"], cursor)
        target = (
            there.find(probe["after"], probe["after_words"][0])
            if status != "gone" and "after" in probe
            else None
        )
        if status not in counted or source is None or (target is None and status != "gone"):
            continue
        cursor = source[0] + 1
        led = {
            leads[before.sentences[owner].id]
            for owner in source[1]
            if before.sentences[owner].id in leads
        }
        counted[status].append(bool(led if target is None else led & target[1]))
        if verbose and counted[status][-1] == (status == "gone"):
            where = [new[lead].text[:80] for lead in led]
            print(
                f"    {status} | {probe['before'][:80]} | led to | {where} | right | "
                f"{probe.get('after', '')[:80]}"
            )
    return {status: (sum(found), len(found)) for status, found in counted.items()}, after


def pairs(*, verbose: bool) -> None:
    """Print for each pair the links to the right place, and to other words where words are gone."""
    print(
        f"{'pair':36}{'same: right':>14}{'edited: right':>15}{'heavily edited':>16}"
        f"{'gone: wrong':>13}  ledger"
    )
    for folder in sorted((SAMPLES / "pairs").iterdir()):
        figures, after = follow_probes(folder, verbose=verbose)
        shown = {status: f"{good}/{of}" for status, (good, of) in figures.items()}
        states = dict(Counter(entry.state for entry in after.entries))
        print(
            f"{folder.name:36}{shown['same']:>14}{shown['edited']:>15}"
            f"{shown['heavily-edited']:>16}{shown['gone']:>13}  {states}"
        )


def back(*, verbose: bool) -> None:
    """The samples' pairs there and back: how many sentences have another anchor than at first."""
    for folder in sorted((SAMPLES / "pairs").iterdir()):
        one, other = (read(next(folder.glob(f"{side}.*"))) for side in ("before", "after"))
        for start, detour in ((one, other), (other, one)):
            before = first(start)
            after, _ = again(again(before, detour)[0], start)
            lost = [
                was.text
                for was, now in zip(before.sentences, after.sentences, strict=True)
                if was.id != now.id
            ]
            print(
                f"{folder.name}, updated and taken back: {len(lost)} of {len(start)} sentences "
                "with another anchor"
            )
            if verbose:
                print(*(f"    {text[:100]}" for text in lost), sep="\n")


def delete(*, verbose: bool) -> None:
    """500 sentences of the seed, one at a time."""
    old = read_seed()
    before = first(old)
    draw = random.Random(4)
    for label, timed in (("times kept", True), ("no times", False)):
        other = twin = lost = 0
        for gone in draw.choices(range(len(old)), k=500):
            kept = [
                sentence if timed else replace(sentence, start=None)
                for sentence in old[:gone] + old[gone + 1 :]
            ]
            _, leads = again(before, kept)
            lead = leads.get(before.sentences[gone].id)
            # Of a sentence said twice in succession nothing but the time says which one is left.
            same = lead is not None and words(kept[lead].text) == words(old[gone].text)
            twin += same
            if lead is not None and not same:
                other += 1
                if verbose:
                    print("   ", old[gone].text[:80], "| led to |", kept[lead].text[:80])
            others = [
                sentence.id for index, sentence in enumerate(before.sentences) if index != gone
            ]
            lost += sum(leads.get(name) != index for index, name in enumerate(others)) - same
        found = (
            f"{other} re-attached to other words, {twin} to the same words said twice in "
            f"succession, {lost} others disturbed"
        )
        print(f"delete one of {len(old)}, 500 times ({label}): {found}")


def swap(*, verbose: bool) -> None:
    """Replace every sample by every other, which is the wrong transcript."""
    texts = {
        folder.name: read(next(folder.glob("before.*")))
        for folder in sorted((SAMPLES / "pairs").iterdir())
    }
    texts["seed"] = read_seed()
    for path in sorted((SAMPLES / "changelog").glob("*.md")):
        texts[path.stem] = read(path)
    total = led = same = 0
    for name, old in texts.items():
        before = first(old)
        for other, new in texts.items():
            if other != name:
                _, leads = again(before, new)
                for sentence in before.sentences:
                    total += 1
                    if (lead := leads.get(sentence.id)) is not None:
                        equal = words(new[lead].text) == words(sentence.text)
                        same += equal
                        led += not equal
                        if verbose:
                            print(
                                "   ",
                                name,
                                other,
                                "|",
                                sentence.text[:80],
                                "| led to |",
                                new[lead].text[:80],
                            )
    print(
        f"swap: {total} sentences against other transcripts: {led} led to other words, {same} to "
        "a sentence of the same words"
    )


def times(*, verbose: bool) -> None:
    """Times moved: by a constant, by pieces; and with a tenth of the sentences deleted besides."""
    old = read_seed()
    before = first(old)
    draw = random.Random(5)
    cuts = sorted(draw.sample(range(len(old)), 6))

    def moved(index: int, kind: str) -> int:
        return {
            "none": 0,
            "constant": 87_000,
            "pieces": sum(40_000 * (index >= cut) for cut in cuts),
        }[kind]

    for kind in ("none", "constant", "pieces"):
        for share in (0.0, 0.1, 0.3):
            gone = set(draw.sample(range(len(old)), int(share * len(old))))
            kept = [index for index in range(len(old)) if index not in gone]
            new = [
                replace(
                    old[index], start=Milliseconds((old[index].start or 0) + moved(index, kind))
                )
                for index in kept
            ]
            _, leads = again(before, new)
            right = sum(
                leads.get(before.sentences[index].id) == place for place, index in enumerate(kept)
            )
            led = [index for index in gone if before.sentences[index].id in leads]
            other = [
                index
                for index in led
                if words(old[index].text) != words(new[leads[before.sentences[index].id]].text)
            ]
            if verbose:
                for index in led:
                    print(
                        "   ",
                        old[index].text[:80],
                        "| led to |",
                        new[leads[before.sentences[index].id]].text[:80],
                    )
            print(
                f"times {kind}, {len(gone)} deleted: {right}/{len(kept)} right; {len(led)} "
                f"re-attached, {len(other)} to other words"
            )
    double = [
        sentence
        for index in range(0, len(old), 10)
        for _ in range(2)
        for sentence in old[index : index + 10]
    ]
    twice = first(double)
    _, leads = again(twice, old)
    wrong = sum(
        words(old[leads[sentence.id]].text) != words(sentence.text)
        for sentence in twice.sentences
        if sentence.id in leads
    )
    print(
        f"every passage doubled, then mended: {len(leads)} of {len(double)} lead on, {wrong} to "
        "other words"
    )


def spoil(
    sentences: list[Sentence], share: float, draw: random.Random, vocabulary: list[str]
) -> list[Sentence]:
    """What a speech engine does: words replaced, left out, put in."""
    spoilt: list[Sentence] = []
    for sentence in sentences:
        heard: list[str] = []
        for word in sentence.text.split():
            luck = draw.random()
            if luck < 0.6 * share:
                heard.append(draw.choice(vocabulary))
            elif luck >= 0.8 * share:
                heard.append(word)
                if luck < share:
                    heard.append(draw.choice(vocabulary))
        spoilt.append(replace(sentence, text=" ".join(heard) or "…"))
    return spoilt


def noise(*, verbose: bool) -> None:
    old = read_seed()
    before = first(old)
    draw = random.Random(6)
    vocabulary = [word for sentence in old for word in sentence.text.split()]
    for share in (0.1, 0.2, 0.3):
        new = spoil(old, share, draw, vocabulary)
        _, leads = again(before, new)
        right = sum(
            leads.get(sentence.id) == index for index, sentence in enumerate(before.sentences)
        )
        wrong = [
            (index, leads[sentence.id])
            for index, sentence in enumerate(before.sentences)
            if sentence.id in leads and leads[sentence.id] != index
        ]
        if verbose:
            for index, lead in wrong:
                print(
                    "   ",
                    old[index].text[:80],
                    "| led to |",
                    new[lead].text[:80],
                    "| right |",
                    new[index].text[:80],
                )
        print(
            f"noise {share:.0%}: {right}/{len(old)} right, {len(wrong)} led elsewhere, "
            f"{len(old) - right - len(wrong)} gone"
        )


def speed(*, verbose: bool) -> None:
    old = read_seed()
    vocabulary = [word for sentence in old for word in sentence.text.split()]
    draw = random.Random(7)
    for name, entries in (("first", ()), ("unchanged", first(old).entries)):
        start = time.process_time()
        for _ in range(20):
            publish(entries, old, ["a"] * len(old), on=DAY, fingerprint="1")
        print(
            f"publish {len(old)} sentences, {name}: "
            f"{(time.process_time() - start) / 20 * 1000:.1f} ms"
        )
    for size in (10_000, 40_000, 160_000):
        long: list[Sentence] = []
        while sum(len(sentence.text.split()) for sentence in long) < size:
            long += spoil(old, 0.6, draw, vocabulary)
        streams = [
            lay([(words(sentence.text), sentence.start, sentence.end) for sentence in sentences])
            for sentences in (long, spoil(long, 0.15, draw, vocabulary))
        ]
        start = time.process_time()
        found = align(*streams)
        spent = time.process_time() - start
        tracemalloc.start()
        align(*streams)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        print(
            f"align {len(streams[0].words)} words, 15 % of them wrong: {spent:.2f} s, peak "
            f"{peak / 1e6:.0f} MB, {len(found)} pairs"
        )
    if verbose:
        start = time.process_time()
        again(first(long), spoil(long, 0.15, draw, vocabulary))
        print(f"publish, all of it: {time.process_time() - start:.2f} s")


PARTS = {
    "pairs": pairs,
    "back": back,
    "delete": delete,
    "swap": swap,
    "times": times,
    "noise": noise,
    "speed": speed,
}

if __name__ == "__main__":
    chosen = [name for name in sys.argv[1:] if name in PARTS] or list(PARTS)
    for part in chosen:
        PARTS[part](verbose="-v" in sys.argv)
