"""Fitting the weights of the ranking to an editor's picks, and reporting the result."""

from __future__ import annotations

import random

import pytest

from built import onrecord
from onrecord import archive, quotes
from onrecord.archive.validation import read_schema
from onrecord.editing.suggest_quotes import REASONS
from onrecord.quotes.fit import FEWEST, measure

NAMES = [*quotes.WEIGHTS]
# An editor who prefers numbers and contrasts, and accepts questions.
TASTE = {**quotes.WEIGHTS, "number": 3.0, "contrast": 3.0, "question": 1.0, "topic": 0.0}


def listen(chance, episodes, a_talk=120):
    """Return episodes whose sentences have features about as often as real ones."""
    for episode in range(episodes):
        for _ in range(a_talk):
            features = {name: round(chance.random(), 2) for name in NAMES if chance.random() < 0.35}
            yield str(episode), features


def pick(chance, taste, episodes=6, picks=5):
    """Return examples whose best few per episode, by somebody's taste, are picked; random ones
    without.
    """
    found = list(listen(chance, episodes))
    worth = [
        sum(taste[name] * amount for name, amount in one.items()) + chance.gauss(0, 1)
        for _, one in found
    ]
    examples = []
    for episode in sorted({episode for episode, _ in found}):
        own = [place for place, (name, _) in enumerate(found) if name == episode]
        best = set(sorted(own, key=lambda place: -worth[place])[:picks])
        examples += [
            quotes.Example(episode=episode, features=found[place][1], picked=place in best)
            for place in own
        ]
    return examples


def test_weights_follow_a_taste_of_its_own_and_rank_unseen_episodes_better():
    chance = random.Random(3)
    fitted = quotes.fit(pick(chance, TASTE), quotes.WEIGHTS)
    assert fitted.better
    assert fitted.weights["question"] > quotes.WEIGHTS["question"] + 0.5
    unseen = pick(chance, TASTE, episodes=10)
    assert measure(unseen, fitted.weights) > measure(unseen, quotes.WEIGHTS) + 0.02
    # The evaluation on held-out quotes predicts the result for new ones.
    assert abs(fitted.after - measure(unseen, fitted.weights)) < 0.05


@pytest.mark.parametrize("seed", range(5))
def test_picks_by_chance_are_not_said_to_be_better_than_chance(seed):
    fitted = quotes.fit(pick(random.Random(seed), dict.fromkeys(NAMES, 0.0)), quotes.WEIGHTS)
    assert fitted.after < 0.62


def test_picks_that_the_shipped_weights_foresee_leave_them_about_as_they_are():
    fitted = quotes.fit(pick(random.Random(5), quotes.WEIGHTS), quotes.WEIGHTS)
    assert fitted.after > fitted.before - 0.02
    assert all(
        weight * fitted.weights[name] > 0
        for name, weight in quotes.WEIGHTS.items()
        if abs(weight) >= 0.8
    )


def test_too_few_picks_are_not_fitted_to():
    examples = pick(random.Random(1), TASTE, episodes=4)
    assert sum(example.picked for example in examples) == FEWEST
    assert quotes.fit(examples, quotes.WEIGHTS) is not None
    assert quotes.fit(examples[:-120], quotes.WEIGHTS) is None


def test_the_same_picks_give_the_same_weights():
    one, other = (quotes.fit(pick(random.Random(2), TASTE), quotes.WEIGHTS) for _ in range(2))
    assert one == other


def test_each_weight_has_a_name_for_people_and_a_place_in_the_schema():
    assert (
        read_schema("archive")["properties"]["quote_weights"]["properties"].keys()
        == quotes.WEIGHTS.keys()
        == REASONS.keys()
    )


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{clam: 1}", "2:17: error: unknown key in quote_weights: 'clam'"),
        ("{claim: much}", "2:24: error: quote_weights.claim: expected a number: 'much'"),
        ("{claim: 99}", "2:24: error: quote_weights.claim"),
        ("[claim]", "2:16: error: quote_weights: expected keys with values"),
    ],
)
def test_bad_weights_are_located(written, said):
    front, [issue] = archive.read_archive(
        f"title: T\nquote_weights: {written}\n".encode(), "content/archive.yml"
    )
    assert str(issue).startswith(f"content/archive.yml:{said}")
    assert front.quote_weights == ()


SAID = (
    "In year {n} the {what} of the river number {n} was never more important than the harbour to "
    "everyone, because people believe it."
)


def talks(picked):
    """Four talks of which an editor quotes the sentences with a number, or fewer of them."""
    tree = {"content/archive.yml": "title: Talks  # ours\n"}
    for talk in range(4):
        plain = [
            f"00:{n:02}:00.000 --> 00:{n:02}:20.000\n{SAID.format(n='one', what=f'w{n}x{talk}')}\n"
            for n in range(1, 13)
        ]
        told = [
            f"00:{n:02}:00.000 --> 00:{n:02}:20.000\nThey counted {n * 37} boats in harbour {n}.\n"
            for n in range(20, 20 + picked)
        ]
        tree[f"content/episodes/talk-{talk}/transcript.vtt"] = "WEBVTT\n\n" + "\n".join(
            [*plain, *told]
        )
        pins = "".join(
            f'- {{at: "{n}:00", words: "They counted {n * 37} boats in harbour {n}."}}\n'
            for n in range(20, 20 + picked)
        )
        tree[f"content/episodes/talk-{talk}/overlay.yml"] = f"quotes:\n{pins}"
    return tree


def test_the_command_writes_weights_that_are_better_and_says_how_much(make_archive):
    root = make_archive(talks(6))
    done = onrecord("suggest", "weights", "--write", "--archive", root)
    assert done.returncode == 0, done.stdout
    assert "# Learned from 24 pinned quotes in 4 episodes." in done.stdout
    content = (root / "content/archive.yml").read_bytes()
    assert content.startswith(b"title: Talks  # ours\nquote_weights:\n  topic: ")
    front, issues = archive.read_archive(content, "content/archive.yml")
    assert issues == ()
    assert dict(front.quote_weights)["number"] > quotes.WEIGHTS["number"]


def test_the_command_says_how_many_picks_are_lacking(make_archive):
    root = make_archive(talks(3))
    done = onrecord("suggest", "weights", "--write", "--archive", root)
    assert done.returncode == 2
    assert f"12 usable quotes in overlays, and {FEWEST} are needed" in done.stdout
    assert (root / "content/archive.yml").read_text() == "title: Talks  # ours\n"


def test_an_archive_s_own_weights_choose(make_archive):
    root = make_archive(talks(6))
    first = onrecord("suggest", "quotes", "talk-0", "--archive", root)
    assert "They counted" not in first.stdout.split("words:")[1]
    (root / "content/archive.yml").write_text("quote_weights: {number: 9}\n")
    second = onrecord("suggest", "quotes", "talk-0", "--archive", root)
    assert "They counted" in second.stdout.split("words:")[1]
