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
# density, thanks, sponsors, stutters); not fitted to the demo. Among the demo's 613 sentences after
# the teaser, the 8 excerpts of the teaser rank with an AUC of .66 (standard error .10; chance .50,
# .68 is the best known elsewhere), one of them in the top 20. `python tests/benchmarks/quotes.py
# SAMPLES` prints this.
#
# From `opener` on, features and signs are those that 718 candidates of 135 episodes of another show
# taught, judged by reading: 127 are usable as pull quotes. On these the AUC rose from .60 to .64,
# and the usable among the best 40 from 15 to 18. Weights fitted to four fifths of the episodes are
# no better on the rest (17 of 40), and no score has more than 60 % of usable quotes above it, so
# none are published unless an archive asks for them (`automatic_quotes`).
# `python tests/benchmarks/fit_quotes.py ARCHIVE tests/benchmarks/verdicts` prints this.
#
# Left out, since they did not pay: what makes lines memorable (Danescu-Niculescu-Mizil and others,
# "You had me at hello", 2012: indefinite articles, present tense, few names), and the start and end
# of an episode. In 90 episodes they changed 78 of 269 choices; of the changes that one reader could
# decide without knowing which was which, 7 of 16 were for the better. By the same test, the choices
# were better with `vivid`, `rambling` and `joined` (13 of 16), and with `addressed`, `contrast` and
# `stakes` (7 of 11).
WEIGHTS: Mapping[str, float] = {
    "topic": 1.0,
    "title": 0.8,
    "claim": 0.7,
    "contrast": 0.6,
    "stakes": 0.6,
    "addressed": 0.3,
    "number": 0.2,
    "guest": 0.8,
    "length": 0.9,
    "vivid": 0.5,
    "question": -1.6,
    "leaning": -1.2,
    "rambling": -0.8,
    "hedge": -1.2,
    "dangling": -1.2,
    "pronouns": -2.0,
    "fillers": -3.0,
    "stutter": -1.5,
    "housekeeping": -3.0,
    "truncated": -2.5,
    "doubtful": -1.5,
    "joined": -0.25,
    "opener": -0.5,
    "reference": -0.5,
    "past": -0.3,
    "self": -0.3,
    "opinion": 0.5,
    "names": -0.5,
    "broken": -0.5,
    "answer": -0.5,
    "qualified": -0.3,
}


def weights_of(site: Site) -> dict[str, float]:
    """Return the weights of the ranking: the archive's own, else the default ones."""
    return {**WEIGHTS, **dict(site.quote_weights)}
