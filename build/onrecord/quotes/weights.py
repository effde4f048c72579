"""The weights of the quote ranking.

Ranking is hard: the best known model reached an AUC of .68 (chance is .50) on people's choices,
with 45 features and a training set that we cannot ship. So the weights below exclude more than they
select.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.model import Site

# All weights. Set by hand after published findings on what speaks for a pick (guest, topic and
# title words, 6-40 words, claims, "you") and against it (fillers, pronouns at the start and their
# density, thanks, sponsors, stutters), and on what makes lines memorable (Danescu-Niculescu-Mizil
# and others, "You had me at hello", 2012: indefinite articles, present tense, few names); not
# fitted to the demo. Among the demo's 613 sentences after the teaser, the 8 excerpts of the teaser
# rank with an AUC of .67 (.65 before the last group, with a standard error of .10: no difference;
# chance .50, .68 is the best known elsewhere), one of them in the top 20. With three quotes per
# transcript of 21 samples, 20 of 63 can stand as a pull quote, by one reader who was not blind (18
# before). `python tests/benchmarks/quotes.py SAMPLES` prints this.
WEIGHTS: Mapping[str, float] = {
    "topic": 1.0,
    "title": 0.8,
    "claim": 0.7,
    "contrast": 0.6,
    "stakes": 0.6,
    "general": 0.3,
    "addressed": 0.3,
    "number": 0.2,
    "guest": 0.8,
    "length": 0.9,
    "vivid": 0.5,
    "question": -1.6,
    "leaning": -1.2,
    "names": -1.0,
    "past": -0.8,
    "rambling": -0.8,
    "hedge": -1.2,
    "dangling": -1.2,
    "pronouns": -2.0,
    "fillers": -3.0,
    "stutter": -1.5,
    "housekeeping": -3.0,
    "truncated": -2.5,
    "doubtful": -1.5,
    "edge": -1.0,
    "joined": -0.25,
}


def weights_of(site: Site) -> dict[str, float]:
    """Return the weights of the ranking: the archive's own, else the default ones."""
    return {**WEIGHTS, **dict(site.quote_weights)}
