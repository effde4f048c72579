"""Short names for bytes."""

from __future__ import annotations

from hashlib import blake2b


def short_digest(content: bytes) -> str:
    """Return a fingerprint of bytes as 16 hexadecimal digits."""
    return blake2b(content, digest_size=8).hexdigest()
