"""Pull quotes: selecting them, ranking candidates, and the ledger of published ones."""

from onrecord.quotes.adverts import find_adverts
from onrecord.quotes.fit import FEWEST, Example, Fitted, fit
from onrecord.quotes.ledger import PublishedQuote
from onrecord.quotes.ledger import read as read_quotes
from onrecord.quotes.ledger import write as write_quotes
from onrecord.quotes.rank import Ranked, rank
from onrecord.quotes.readings import Reading, compare_readings
from onrecord.quotes.repeats import (
    find_repeated,
    find_repeats,
    report_unsaid,
    sentences_of,
    without_repeats,
)
from onrecord.quotes.select import Selection, select
from onrecord.quotes.teaser import find_teaser
from onrecord.quotes.weights import WEIGHTS, weights_of

__all__ = [
    "FEWEST",
    "WEIGHTS",
    "Example",
    "Fitted",
    "PublishedQuote",
    "Ranked",
    "Reading",
    "Selection",
    "compare_readings",
    "find_adverts",
    "find_repeated",
    "find_repeats",
    "find_teaser",
    "fit",
    "rank",
    "read_quotes",
    "report_unsaid",
    "select",
    "sentences_of",
    "weights_of",
    "without_repeats",
    "write_quotes",
]
