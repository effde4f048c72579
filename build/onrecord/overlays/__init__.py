"""Entries that people add to transcripts, which stay as received.

Corrections, speakers, notes, redactions and other kinds (`kinds`), each with its author, date and
reason.
"""

from onrecord.overlays.alterations import Alteration
from onrecord.overlays.anchor_targets import AnchorTargets
from onrecord.overlays.application import Application, Selection
from onrecord.overlays.apply import Applied, alter_words, apply, redact
from onrecord.overlays.archive_corrections import (
    ArchiveCorrection,
    read_corrections,
    validate_episode_slugs,
)
from onrecord.overlays.attribution import Handover, attribute, divide_at, read_labels
from onrecord.overlays.kinds import (
    KINDS,
    ChapterEntry,
    CorrectionEntry,
    LabelEntry,
    NoteEntry,
    QuoteEntry,
    SpeakerEntry,
    TopicEntry,
)
from onrecord.overlays.kinds.chapters import describe_chapters
from onrecord.overlays.locate import Location
from onrecord.overlays.overlay import Entry, Overlay, Selector
from onrecord.overlays.overlay_file import insert, read_overlay, rewrite
from onrecord.overlays.people import (
    PeopleIndex,
    list_participants,
    list_stated_names,
    merge_people,
    read_people,
)
from onrecord.overlays.read_fields import read_selector
from onrecord.overlays.rebase import rebase
from onrecord.overlays.rebase_result import Conflict, Move, Rebased
from onrecord.overlays.shared_files import (
    Shared,
    find_dependencies,
    read_shared,
    relevant_to,
    without_positions,
)
from onrecord.overlays.suggest_corrections import (
    CorrectionProposal,
    find_names,
    suggest_corrections,
)
from onrecord.overlays.suggest_speakers import SpeakerProposal, suggest_speakers
from onrecord.overlays.transcript_text import TranscriptText
from onrecord.overlays.trim_correction import trim_correction

__all__ = [
    "KINDS",
    "Alteration",
    "AnchorTargets",
    "Application",
    "Applied",
    "ArchiveCorrection",
    "ChapterEntry",
    "Conflict",
    "CorrectionEntry",
    "CorrectionProposal",
    "Entry",
    "Handover",
    "LabelEntry",
    "Location",
    "Move",
    "NoteEntry",
    "Overlay",
    "PeopleIndex",
    "QuoteEntry",
    "Rebased",
    "Selection",
    "Selector",
    "Shared",
    "SpeakerEntry",
    "SpeakerProposal",
    "TopicEntry",
    "TranscriptText",
    "alter_words",
    "apply",
    "attribute",
    "describe_chapters",
    "divide_at",
    "find_dependencies",
    "find_names",
    "insert",
    "list_participants",
    "list_stated_names",
    "merge_people",
    "read_corrections",
    "read_labels",
    "read_overlay",
    "read_people",
    "read_selector",
    "read_shared",
    "rebase",
    "redact",
    "relevant_to",
    "rewrite",
    "suggest_corrections",
    "suggest_speakers",
    "trim_correction",
    "validate_episode_slugs",
    "without_positions",
]
