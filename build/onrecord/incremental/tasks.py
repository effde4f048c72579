"""Handing an episode to an executor: all that goes in and comes out is passed by content, so any machine may compile it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING

from onrecord.model import Topic
from onrecord.overlays import Shared
from onrecord.pipeline import compile_episode
from onrecord.store import decode, encode

if TYPE_CHECKING:
    from datetime import date

    from onrecord.inputs import Inputs
    from onrecord.model import Site
    from onrecord.pipeline import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """An episode to compile."""

    inputs: Inputs
    """Without what all episodes share, where that is packed."""
    packed: str
    """What all share, once and as one text; empty where the inputs have it."""
    today: date
    cards: Path
    """Where pictures that were drawn earlier are kept on the machine that hands it out."""

    def unpack(self) -> Inputs:
        """Give the inputs whole."""
        if not self.packed:
            return self.inputs
        files, site = self.inputs
        shared, topics = _unpack(self.packed)
        return replace(files, shared=shared), replace(site, topics=topics)


def pack(shared: Shared, site: Site) -> str:
    """Give what all episodes share as one text: the values of a thousand people are slow to send with each."""
    return encode((shared, site.topics))


def worker_task(inputs: Inputs, packed: str, today: date, cards: Path) -> Task:
    """Give an episode as it is sent."""
    files, site = inputs
    lean = (replace(files, shared=Shared()), replace(site, topics=())) if packed else inputs
    return Task(inputs=lean, packed=packed, today=today, cards=cards)


def compile_task(task: Task) -> Record:
    """Run the episode chain on an episode that was handed out."""
    # Pictures are drawn on another machine as well, and kept there.
    kept = task.cards if task.cards.parent.is_dir() else Path(gettempdir()) / "onrecord-cards"
    return compile_episode(*task.unpack(), task.today, kept)


@lru_cache(maxsize=1)
def _unpack(packed: str) -> tuple[Shared, tuple[Topic, ...]]:
    return decode(tuple[Shared, tuple[Topic, ...]], packed)
