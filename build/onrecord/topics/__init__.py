"""The topic index: the terms of an episode and where they are discussed, and the headings of the archive.

`find_terms` belongs to the episode chain, `draw_up` and
`set_apart` to the archive chain. What an editor's vocabulary says is never changed.
"""

from onrecord.topics.apart import set_apart
from onrecord.topics.exports import write_json, write_skos
from onrecord.topics.frequency import list_unknown
from onrecord.topics.index import draw_up
from onrecord.topics.suggest import suggest_topics
from onrecord.topics.terms import find_terms
from onrecord.topics.unmet import find_unmet

__all__ = ["draw_up", "find_terms", "find_unmet", "list_unknown", "set_apart", "suggest_topics", "write_json", "write_skos"]
