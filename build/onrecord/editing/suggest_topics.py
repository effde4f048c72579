"""Suggested topics for `content/topics.yml`, from one episode."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from onrecord import topics
from onrecord.errors import ContentError
from onrecord.inputs import find_episode, read_files, read_shared
from onrecord.pipeline import compile_episode

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.model import Site


def suggest_topics(root: Path, slug: str, site: Site) -> str:
    """Return suggestions for the vocabulary, as YAML.

    Raises:
        ConfigurationError: there is no such episode.
        ContentError: it has errors.
    """
    files = read_files(root, find_episode(root, slug), read_shared(root))
    record = compile_episode(files, site, date.today())  # noqa: DTZ011 - nothing is published
    if not record.summary:
        raise ContentError(record.issues)
    return topics.suggest_topics(record.summary, record.artifacts, site.topics)
