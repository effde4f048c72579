"""What people write in `content/`: finding it, reading it, and saying what is wrong with it.

To add a kind of file: describe it in `schemas/<kind>.schema.json`, and read the tree that `read_shaped` gives, which has that shape.
"""

from onrecord.archive.addresses import (
    Address,
    find_claimed,
    find_contested,
    find_lost,
    list_claims,
    read_addresses,
    update_addresses,
    write_address,
    write_addresses,
)
from onrecord.archive.amend_addresses import amend_addresses
from onrecord.archive.archive_file import ArchiveFront, Feed, read_archive
from onrecord.archive.episode_file import read_episode
from onrecord.archive.find import (
    ADDRESSES,
    CHAPTERS,
    CONTENT,
    EPISODE_FILE,
    EPISODES,
    LEDGER,
    QUOTES,
    Document,
    EpisodeFolder,
    Listing,
    find,
    read_bytes,
)
from onrecord.archive.merge import fill_defaults, merge
from onrecord.archive.node import Mapping, Node, Scalar, Sequence
from onrecord.archive.rewrite import dump_kept, load_kept, put_numbers
from onrecord.archive.shaped_file import read_shaped, read_shaped_list
from onrecord.archive.text import MAX_BYTES
from onrecord.archive.topics_file import read_topics
from onrecord.archive.write_episode import write_episode
from onrecord.archive.yaml_reader import load as read_yaml
from onrecord.text.slugs import is_slug, slug_for

__all__ = [
    "ADDRESSES",
    "CHAPTERS",
    "CONTENT",
    "EPISODES",
    "EPISODE_FILE",
    "LEDGER",
    "MAX_BYTES",
    "QUOTES",
    "Address",
    "ArchiveFront",
    "Document",
    "EpisodeFolder",
    "Feed",
    "Listing",
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "amend_addresses",
    "dump_kept",
    "fill_defaults",
    "find",
    "find_claimed",
    "find_contested",
    "find_lost",
    "is_slug",
    "list_claims",
    "load_kept",
    "merge",
    "put_numbers",
    "read_addresses",
    "read_archive",
    "read_bytes",
    "read_episode",
    "read_shaped",
    "read_shaped_list",
    "read_topics",
    "read_yaml",
    "slug_for",
    "update_addresses",
    "write_address",
    "write_addresses",
    "write_episode",
]
