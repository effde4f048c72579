"""The kinds of overlay entries.

To add a kind: a module here, a line in `KINDS`, its JSON Schema, a case in `tests/overlays/kinds`.
"""

from onrecord.overlays.kinds.chapters import ChapterEntry
from onrecord.overlays.kinds.corrections import CorrectionEntry
from onrecord.overlays.kinds.labels import LabelEntry
from onrecord.overlays.kinds.notes import NoteEntry
from onrecord.overlays.kinds.quotes import QuoteEntry
from onrecord.overlays.kinds.redactions import RedactionEntry
from onrecord.overlays.kinds.speakers import SpeakerEntry
from onrecord.overlays.kinds.topics import TopicEntry
from onrecord.overlays.overlay import Entry

# Within a stage, kinds are applied in this order: redactions may select corrected words.
KINDS: dict[str, type[Entry]] = {
    kind.kind: kind
    for kind in (
        SpeakerEntry,
        CorrectionEntry,
        NoteEntry,
        QuoteEntry,
        TopicEntry,
        RedactionEntry,
        ChapterEntry,
        LabelEntry,
    )
}

__all__ = [
    "KINDS",
    "ChapterEntry",
    "CorrectionEntry",
    "LabelEntry",
    "NoteEntry",
    "QuoteEntry",
    "RedactionEntry",
    "SpeakerEntry",
    "TopicEntry",
]
