"""Print how good suggestions of speakers and corrections are.

    python tests/benchmarks/suggestions.py

Speakers are compared with the demo episode's overlay, and with transcripts of interviews whose
labels were removed; corrections with the demo episode's overlay. Samples are taken from
ONRECORD_SAMPLES or `../shared/samples` beside the repository.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

from onrecord import archive, transcript
from onrecord.editing.suggest_entries import names_of
from onrecord.inputs import find_episode, read_files, read_shared
from onrecord.model import Cue, Transcript
from onrecord.overlays import suggest_corrections, suggest_speakers
from onrecord.pipeline import prepare

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = Path(os.environ.get("ONRECORD_SAMPLES") or ROOT.parent / "shared" / "samples")
LABELLED = ("changelog/*.md", "bitcoin-tags/*.md")
TURN = re.compile(r"^(?:\*\*(?P<a>[^*]+):\*\*|(?P<b>[A-Z][\w .'’-]{0,40}):)\s*(?P<rest>.*)$")


def labelled(path: Path):
    """Return the sentences of a sample with labels; its two most frequent speakers only."""
    cues, voice = [], None
    for written in path.read_text(encoding="utf-8").split("\n"):
        line = written
        if found := TURN.match(written):
            voice, line = (found["a"] or found["b"]).strip(), found["rest"]
        if voice and line.strip() and not line.startswith(("#", "---")):
            cues.append(
                Cue(
                    start=None,
                    end=None,
                    text=" ".join(re.sub(r"\[[^]]*\]|\*", "", line).split()),
                    voice=voice,
                )
            )
    two = {name for name, _ in Counter(cue.voice for cue in cues).most_common(2)}
    return [
        one
        for one in transcript.divide(
            Transcript(format="x", cues=tuple(cue for cue in cues if cue.text))
        )
        if one.speaker in two
    ]


def compare_speakers(samples: Path) -> str:
    """Return how often proposals are better than a single turn of the guest, without labels."""
    conversations = proposed = better = 0
    gain = 0.0
    for path in sorted(path for pattern in LABELLED for path in samples.glob(pattern)):
        sentences = labelled(path)
        truth = [sentence.speaker for sentence in sentences]
        if len({*truth}) < 2 or len(truth) < 100:
            continue
        conversations += 1
        hosting = host_of(sentences, truth)
        states = list(states_of(sentences))
        if None in states:
            continue
        right = [state == (name == hosting) for state, name in zip(states, truth, strict=True)]
        proposed += 1
        difference = (sum(right) - sum(name != hosting for name in truth)) / len(truth)
        gain += difference
        better += difference > 0
    return (
        f"{conversations} conversations of two, labels hidden: proposals in {proposed}, in {better}"
        f" better than all by the guest, on average by {gain / max(1, proposed):.3f}"
    )


def states_of(sentences):
    """Yield for each sentence whether the host is proposed; None if nothing is."""
    starts = {one.sentence: one.host for one in suggest_speakers(sentences)}
    host = None
    for index in range(len(sentences)):
        host = starts.get(index, host)
        yield host


def host_of(sentences, truth) -> str:
    """Return the speaker with the larger share of questions."""
    said = Counter(truth)
    asks = Counter(
        name for sentence, name in zip(sentences, truth, strict=True) if sentence.text.endswith("?")
    )
    return max(said, key=lambda name: asks[name] / said[name])


def rate_speakers(sentences, truth) -> str:
    """Return the share of right sentences, and precision and recall of the changes of speaker."""
    starts = {one.sentence: one.host for one in suggest_speakers(sentences)}
    states, said = states_of(sentences), Counter(truth)
    hosting = host_of(sentences, truth)
    right = sum(state == (name == hosting) for state, name in zip(states, truth, strict=True))
    real = {index for index in range(1, len(truth)) if truth[index] != truth[index - 1]}
    found = set(starts) - {0}
    most = said.most_common(1)[0][1] / len(truth)
    return (
        f"{right / len(truth):.3f} of {len(truth)} sentences (majority {most:.3f}); "
        f"changes: precision {len(found & real) / max(1, len(found)):.2f}, recall "
        f"{len(found & real) / max(1, len(real)):.2f}"
    )


def main() -> None:
    """Print the figures."""
    [folder] = archive.find(ROOT).episodes
    prepared = prepare(read_files(ROOT, find_episode(ROOT, folder.slug), read_shared(ROOT)))
    sentences, corrected = prepared.divided, prepared.applied
    print("speakers")
    print(
        "  demo: "
        f"{rate_speakers(corrected.sentences, [one.speaker for one in corrected.sentences])}"
    )
    print(f"  {compare_speakers(SAMPLES)}")
    made = [
        (
            sentence.span[0],
            sentence.span[1],
            change.heard.strip(),
            sentence.text[slice(*change.span)],
        )
        for sentence in corrected.sentences
        for change in sentence.changes
    ]
    names = names_of(prepared)
    heard_as = [(one.was, one.now) for one in prepared.files.shared.corrections]
    for title, known in (("from names alone", ()), ("with the archive's corrections", heard_as)):
        found = suggest_corrections(sentences, names, known)
        hits = [
            one
            for one in found
            if any(
                first <= one.span[0] < last and (one.was in was or was in one.was)
                for first, last, was, _ in made
            )
        ]
        named = [
            one
            for one in made
            if any(part in name for name in names for part in re.findall(r"[A-Z]\w{3,}", one[3]))
        ]
        reached = [one for one in named if any(one[0] <= each.span[0] < one[1] for each in hits)]
        print(
            f"corrections {title}: {len(found)} proposed, {len(hits)} where people corrected, of "
            f"{len(made)} corrections;"
        )
        print(f"  of the {len(named)} with a name that somebody wrote, {len(reached)} found")
        print(
            "  not confirmed: "
            f"{', '.join(f'{one.was} → {one.now}' for one in found if one not in hits) or 'none'}"
        )
        print(
            "  missed: "
            f"{', '.join(sorted({one[2] for one in named if one not in reached})) or 'none'}"
        )


if __name__ == "__main__":
    main()
