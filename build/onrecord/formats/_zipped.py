"""Which ZIP archives are documents of Word."""

from __future__ import annotations

import zipfile
from io import BytesIO

from onrecord.formats._base import MAX_BYTES

DOCUMENT = "word/document.xml"


def is_docx(content: bytes) -> bool:
    """Return whether bytes are a Word document that can be unpacked."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return archive.getinfo(DOCUMENT).file_size <= MAX_BYTES
    except (zipfile.BadZipFile, KeyError, ValueError, NotImplementedError):
        return False
