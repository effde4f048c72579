"""What editors do to an episode in the browser, as changes of its `overlay.yml`."""

__all__ = [
    "draft",
    "edits",
    "entries",
    "journal",
    "overlay_entries",
    "save",
    "speaker_guesses",
    "steps",
    "tokens",
    "workspace",
    "write_draft",
]
