"""What people add to transcripts, which themselves stay as received: corrections, speakers, notes, redactions; with who, when and why."""

from onrecord.overlays.apply import Applied, Beside, Selection, apply, redact
from onrecord.overlays.archive_corrections import ArchiveCorrection, read_corrections
from onrecord.overlays.chapters import describe_chapters, own_chapters
from onrecord.overlays.overlay import Overlay
from onrecord.overlays.overlay_file import read_overlay
from onrecord.overlays.people import Cast, gather, read_people, speaking

__all__ = [
    "Applied",
    "ArchiveCorrection",
    "Beside",
    "Cast",
    "Overlay",
    "Selection",
    "apply",
    "describe_chapters",
    "gather",
    "own_chapters",
    "read_corrections",
    "read_overlay",
    "read_people",
    "redact",
    "speaking",
]
