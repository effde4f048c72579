"""Fit the weights of the quote ranking to kept verdicts, and print how usable its choices are.

    python tests/benchmarks/fit_quotes.py ARCHIVE VERDICTS

ARCHIVE holds the episodes that were judged. Weights are fitted as `onrecord suggest weights` fits
them to an editor's picks, starting from the shipped ones. The first table has the share of usable
quotes among the best by the shipped weights, the second one among the best by weights fitted to
the other four fifths of the episodes.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from judge import read_verdicts
from judged_items import list_episodes, load_site, quote_item

from onrecord import quotes
from onrecord.pipeline import prepare, publish
from onrecord.quotes.fit import FOLDS, fit_weights

SHARES = (10, 20, 30, 40, 60, 80, 120)


def main() -> None:
    """Print the share of usable quotes by score and the fitted weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("archive", type=Path)
    parser.add_argument("verdicts", type=Path)
    options = parser.parse_args()
    examples = read_examples(options.archive, read_verdicts(options.verdicts))
    usable = sum(one.picked for one in examples)
    episodes = sorted({one.episode for one in examples})
    print(f"{len(examples)} judged candidates of {len(episodes)} episodes, {usable} usable")
    scored: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        held_out = set(episodes[fold::FOLDS])
        rest = [one for one in examples if one.episode not in held_out]
        weights = fit_weights(rest, quotes.WEIGHTS, judged=True)
        held = (one for one in examples if one.episode in held_out)
        scored += [(_score(one, weights), one.picked) for one in held]
    for title, ranking in (
        ("shipped weights", [(_score(one, quotes.WEIGHTS), one.picked) for one in examples]),
        ("fitted to the other episodes", scored),
    ):
        ranking.sort(reverse=True)
        print(f"{title}:")
        for count in SHARES:
            right = sum(picked for _, picked in ranking[:count])
            worst = ranking[min(count, len(ranking)) - 1][0]
            print(f"  best {count:>3}, score ≥ {worst:5.2f}: {right / count:.2f} usable")
    fitted = fit_weights(examples, quotes.WEIGHTS, judged=True)
    print("fitted to all:")
    for name, weight in fitted.items():
        print(f'    "{name}": {weight:.2f},')


def read_examples(root: Path, verdicts: dict[tuple[str, ...], bool]) -> list[quotes.Example]:
    """Return the judged candidates with their features."""
    judged = frozenset(identity[1] for identity in verdicts)
    site = load_site(root)
    examples: list[quotes.Example] = []
    for files in list_episodes(root, "", len(judged), judged):
        episode = publish(prepare(files), site, date(2026, 1, 1), with_topics=False).episode
        for one in quotes.rank(episode.sentences, episode.front):
            place = one.candidate
            item = quote_item(episode, place.first, place.last, place.text)
            if (picked := verdicts.get(item.identity)) is not None:
                example = quotes.Example(episode=episode.slug, features=one.features, picked=picked)
                examples.append(example)
    return examples


def _score(example: quotes.Example, weights: Mapping[str, float]) -> float:
    return sum(weights[name] * amount for name, amount in example.features.items())


if __name__ == "__main__":
    main()
