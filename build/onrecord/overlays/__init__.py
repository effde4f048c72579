"""What people add to transcripts, which themselves stay as received: corrections, speakers, notes, redactions; with who, when and why."""

from onrecord.overlays.apply import Applied, Beside, Selection, apply, redact
from onrecord.overlays.archive_corrections import ArchiveCorrection, read_corrections
from onrecord.overlays.chapters import describe_chapters, own_chapters
from onrecord.overlays.overlay import CorrectionEntry, Entry, Kind, NoteEntry, Overlay, SpeakerEntry
from onrecord.overlays.overlay_edit import add, rewrite
from onrecord.overlays.overlay_file import read_overlay
from onrecord.overlays.people import Cast, gather, read_people, speaking
from onrecord.overlays.rebase import Conflict, Move, Rebased, rebase

__all__ = [
    "Applied",
    "ArchiveCorrection",
    "Beside",
    "Cast",
    "Conflict",
    "CorrectionEntry",
    "Entry",
    "Kind",
    "Move",
    "NoteEntry",
    "Overlay",
    "Rebased",
    "Selection",
    "SpeakerEntry",
    "add",
    "apply",
    "describe_chapters",
    "gather",
    "own_chapters",
    "read_corrections",
    "read_overlay",
    "read_people",
    "rebase",
    "redact",
    "rewrite",
    "speaking",
]
