"""The part of the inputs that can change one episode."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord import overlays, topics

if TYPE_CHECKING:
    from onrecord.inputs.episode_files import EpisodeFiles, Inputs
    from onrecord.model import Dependencies, Site


def relevant_inputs(files: EpisodeFiles, site: Site, dependencies: Dependencies) -> Inputs:
    """Return the inputs without the shared entries that cannot change the compiled episode."""
    shared = overlays.without_positions(
        overlays.relevant_to(files.shared, files.slug, dependencies)
    )
    relevant = topics.relevant_to(site.topics, dependencies)
    return replace(files, shared=shared), replace(site, topics=relevant)
