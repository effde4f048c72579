"""The definition of *current*."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.store.cache import CachedEpisode
    from onrecord.store.signature import Signature


def is_current(
    remembered: CachedEpisode | None,
    *,
    looks: Signature,
    around: str,
    today: str,
    key: Callable[[], str],
) -> bool:
    """Say whether the record of an episode is what compiling it today would give.

    1. There is one, and if it depends on the day, it is of today.
    2. No file of its folder, nothing around it has been touched: the files need not be read.
    3. Or else they are read, and are the same; and what touches the episode of the files that all share is the same.

    Args:
        remembered: of the last time it was compiled.
        looks: the files of its folder as they are now.
        around: fingerprint of all that any episode is compiled with: code, site, files of the archive.
        today: the day.
        key: reads the files and gives the fingerprint of all that compiling depends on; empty where that is not known.
    """
    if remembered is None or remembered.day not in {"", today}:
        return False
    if remembered.around == around and remembered.signature.proves(looks):
        return True
    return remembered.key == key()
