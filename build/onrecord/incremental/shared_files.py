"""What `people.yml` and `corrections.yml` say, remembered: each build needs it, and to read a thousand people takes half a second."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from onrecord.inputs import read_shared_documents
from onrecord.overlays import Shared, read_shared
from onrecord.store import code_version, decode, encode, fingerprint

if TYPE_CHECKING:
    from pathlib import Path

NOTE: Final = "shared"


def recall_shared(root: Path, note: str) -> tuple[Shared, str]:
    """Give what the files say, and the note to be remembered of it.

    Args:
        root: of the archive.
        note: the last one, or nothing. It is trusted where it was made of the same bytes by the same code.
    """
    documents = read_shared_documents(root)
    key = fingerprint(code_version(), documents)
    known, _, kept = note.partition("\n")
    if known == key:
        return decode(Shared, kept), note
    shared = read_shared(*documents)
    return shared, f"{key}\n{encode(shared)}"
