"""The files in `content/` that people write: finding, reading and validating them.

To add a kind of file, write `schemas/<kind>.schema.json` and read the file by `read_validated`.
"""

from onrecord.archive.addresses import (
    Address,
    find_claimed,
    find_contested,
    find_lost,
    list_claims,
    list_holders,
    read_addresses,
    update_addresses,
    write_addresses,
)
from onrecord.archive.archive_file import ArchiveFront, Feed, read_archive
from onrecord.archive.episode_file import (
    read_date,
    read_episode,
    read_labels,
    read_links,
    read_start,
)
from onrecord.archive.find import (
    ADDRESSES,
    CHAPTERS,
    CONTENT,
    EPISODE_FILE,
    EPISODES,
    LEDGER,
    PROPOSALS,
    QUOTES,
    Document,
    EpisodeFolder,
    Listing,
    find,
    proposals_folder,
    read_bytes,
)
from onrecord.archive.list_lines import insert_entry, remove_entry, set_values
from onrecord.archive.map_lines import put_text, put_value
from onrecord.archive.merge import fill_defaults, merge
from onrecord.archive.rewrite import dump_kept, load_kept, put_numbers
from onrecord.archive.text import MAX_BYTES
from onrecord.archive.topics_file import read_topics
from onrecord.archive.validation import read_validated, read_validated_list
from onrecord.archive.write_episode import TEMPLATE_KEYS, write_episode
from onrecord.archive.yaml_reader import load as read_yaml
from onrecord.archive.yaml_values import YamlList, YamlMap, YamlText, YamlValue
from onrecord.text.slugs import is_slug, slug_for

__all__ = [
    "ADDRESSES",
    "CHAPTERS",
    "CONTENT",
    "EPISODES",
    "EPISODE_FILE",
    "LEDGER",
    "MAX_BYTES",
    "PROPOSALS",
    "QUOTES",
    "TEMPLATE_KEYS",
    "Address",
    "ArchiveFront",
    "Document",
    "EpisodeFolder",
    "Feed",
    "Listing",
    "YamlList",
    "YamlMap",
    "YamlText",
    "YamlValue",
    "dump_kept",
    "fill_defaults",
    "find",
    "find_claimed",
    "find_contested",
    "find_lost",
    "insert_entry",
    "is_slug",
    "list_claims",
    "list_holders",
    "load_kept",
    "merge",
    "proposals_folder",
    "put_numbers",
    "put_text",
    "put_value",
    "read_addresses",
    "read_archive",
    "read_bytes",
    "read_date",
    "read_episode",
    "read_labels",
    "read_links",
    "read_start",
    "read_topics",
    "read_validated",
    "read_validated_list",
    "read_yaml",
    "remove_entry",
    "set_values",
    "slug_for",
    "update_addresses",
    "write_addresses",
    "write_episode",
]
