"""What the chains read: the files of each episode, and those of the whole archive."""

from onrecord.inputs.archive_files import (
    read_archive_file,
    read_shared,
    read_shared_documents,
    read_site,
    validate_archive,
)
from onrecord.inputs.episode_files import (
    MAX_BESIDE,
    MAX_TRANSCRIPT,
    EpisodeFiles,
    Inputs,
    find_episode,
    path_of,
    read_files,
    read_optional,
    report_missing,
)
from onrecord.inputs.proposal_files import MAX_PROPOSAL, list_proposals
from onrecord.inputs.proposals import Proposal, ProposalEntry, read_proposal
from onrecord.inputs.published_addresses import PublishedAddresses, read_published_addresses
from onrecord.inputs.relevance import relevant_inputs

__all__ = [
    "MAX_BESIDE",
    "MAX_PROPOSAL",
    "MAX_TRANSCRIPT",
    "EpisodeFiles",
    "Inputs",
    "Proposal",
    "ProposalEntry",
    "PublishedAddresses",
    "find_episode",
    "list_proposals",
    "path_of",
    "read_archive_file",
    "read_files",
    "read_optional",
    "read_proposal",
    "read_published_addresses",
    "read_shared",
    "read_shared_documents",
    "read_site",
    "relevant_inputs",
    "report_missing",
    "validate_archive",
]
