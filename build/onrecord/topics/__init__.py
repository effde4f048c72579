"""The topic index: the terms of an episode and where they are discussed, and the headings of the archive.

`seek`, `narrow`, `find_terms`, `find_meetings` and `write_locators` belong to the episode chain, the others to the archive chain. What an
editor's vocabulary says is never changed.
"""

from onrecord.topics.apart import set_apart
from onrecord.topics.exports import write_json, write_locators, write_skos
from onrecord.topics.frequency import forget_frequencies, list_unknown
from onrecord.topics.index import draw_up
from onrecord.topics.narrow import narrow, seek
from onrecord.topics.related import find_meetings
from onrecord.topics.suggest import suggest_topics
from onrecord.topics.terms import find_terms
from onrecord.topics.unmet import find_unmet

__all__ = [
    "draw_up",
    "find_meetings",
    "find_terms",
    "find_unmet",
    "forget_frequencies",
    "list_unknown",
    "narrow",
    "seek",
    "set_apart",
    "suggest_topics",
    "write_json",
    "write_locators",
    "write_skos",
]
