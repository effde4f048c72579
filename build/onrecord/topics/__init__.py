"""The topic index: the terms of each episode, and the headings of the whole archive.

The episode chain calls `find_topic_words`, `relevant_to`, `find_terms` and `find_co_occurrences`;
the archive chain calls the rest. Entries of the editor's vocabulary are never overridden.
"""

from onrecord.topics.distinctive import distinctive_topics
from onrecord.topics.frequency import forget_frequencies, list_unknown
from onrecord.topics.index import compile_headings
from onrecord.topics.related import find_co_occurrences
from onrecord.topics.relevance import find_topic_words, relevant_to
from onrecord.topics.suggest import suggest_topics
from onrecord.topics.terms import find_terms
from onrecord.topics.unmatched import find_unmatched

__all__ = [
    "compile_headings",
    "distinctive_topics",
    "find_co_occurrences",
    "find_terms",
    "find_topic_words",
    "find_unmatched",
    "forget_frequencies",
    "list_unknown",
    "relevant_to",
    "suggest_topics",
]
