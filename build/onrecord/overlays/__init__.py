"""What people add to transcripts, which themselves stay as received: corrections, speakers, notes, redactions; with who, when and why."""

from onrecord.overlays.apply import Applied, Selection, apply, redact
from onrecord.overlays.archive_corrections import (
    ArchiveCorrection,
    read_corrections,
    validate_scope,
)
from onrecord.overlays.chapters import describe_chapters, own_chapters
from onrecord.overlays.overlay import (
    CorrectionEntry,
    Entry,
    Kind,
    NoteEntry,
    Overlay,
    QuoteEntry,
    SpeakerEntry,
)
from onrecord.overlays.overlay_edit import add, rewrite
from onrecord.overlays.overlay_file import read_overlay
from onrecord.overlays.people import Cast, gather, read_people, speaking
from onrecord.overlays.rebase import rebase
from onrecord.overlays.rebase_result import Conflict, Move, Rebased
from onrecord.overlays.shared import Shared, read_shared, relevant_to, seek, unplace
from onrecord.overlays.suggest_corrections import (
    CorrectionProposal,
    find_names,
    suggest_corrections,
)
from onrecord.overlays.suggest_speakers import SpeakerProposal, suggest_speakers

__all__ = [
    "Applied",
    "ArchiveCorrection",
    "Cast",
    "Conflict",
    "CorrectionEntry",
    "CorrectionProposal",
    "Entry",
    "Kind",
    "Move",
    "NoteEntry",
    "Overlay",
    "QuoteEntry",
    "Rebased",
    "Selection",
    "Shared",
    "SpeakerEntry",
    "SpeakerProposal",
    "add",
    "apply",
    "describe_chapters",
    "find_names",
    "gather",
    "own_chapters",
    "read_corrections",
    "read_overlay",
    "read_people",
    "read_shared",
    "rebase",
    "redact",
    "relevant_to",
    "rewrite",
    "seek",
    "speaking",
    "suggest_corrections",
    "suggest_speakers",
    "unplace",
    "validate_scope",
]
