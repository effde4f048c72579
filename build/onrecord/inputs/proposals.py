"""What readers propose to add to an overlay, read from a letter, an issue or a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from onrecord import archive, overlays

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from onrecord.errors import Issue

# Each is looked up in the transcript, and inserted into the overlay by itself: 1.6 s for so many.
MAX_ENTRIES: Final = 100
# Empty on purpose: deleted words, an unknown speaker. Other empty fields were not filled in.
_MAY_BE_EMPTY: Final = ("now", "person")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalEntry:
    """An entry that a reader proposes."""

    entry: overlays.Entry
    values: Mapping[str, str | list[str]]
    """By key, as the overlay is to have them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The entries that a reader proposes for an episode."""

    path: str
    """Path of the file, relative to the archive; of a letter its name."""
    slug: str
    """The episode, as the reader names it."""
    entries: tuple[ProposalEntry, ...]


def read_proposal(document: archive.Document, slug: str = "") -> tuple[Proposal, tuple[Issue, ...]]:
    r"""Return the valid part of a proposal, and an issue for each error in it.

    Args:
        document: YAML.
        slug: of the episode in whose folder the file is; empty for a letter.

    >>> entry = b'{at: "0:01", was: a, now: a, why: ""}'
    >>> document = archive.Document(path="a.yml", content=b"episode: b\ncorrections: [%b]" % entry)
    >>> _, issues = read_proposal(document, "b")
    >>> print(*issues)
    a.yml:2:15: error: corrections[1]: the words are left as they are: 'a'
        hint: write what was said after 'now'
    """
    tree, errors = archive.read_validated(document.content, document.path, "proposal")
    issues = list(errors)
    entries = tuple(_entries(tree))
    episode = tree.get("episode")
    if slug and isinstance(episode, archive.YamlText) and episode != slug:
        message = "the proposal is in the folder of another episode"
        hint = f"move the file, or write {slug!r} if this episode is meant"
        issues.append(episode.place.issue(message, found=str(episode), hint=hint))
    for one in entries:
        if isinstance(one.entry, overlays.CorrectionEntry):
            was, now = one.entry.selector.words, one.entry.now
            if was == " ".join(now.split()):
                message = f"{one.entry.name}: the words are left as they are"
                hint = "write what was said after 'now'"
                issues.append(one.entry.place.issue(message, found=was, hint=hint))
    if len(entries) > MAX_ENTRIES:
        hint = "make several files of it"
        issues.append(tree.place.issue(f"more than {MAX_ENTRIES} entries", hint=hint))
    if not entries and not issues:
        hint = "list entries under 'corrections', 'speakers' or 'notes'"
        issues.append(tree.place.issue("nothing is proposed", hint=hint))
    proposal = Proposal(path=document.path, slug=tree.text("episode"), entries=entries)
    return proposal, tuple(issues)


def _entries(tree: archive.YamlMap) -> Iterator[ProposalEntry]:
    by = {"by": tree.text("by")} if tree.text("by") else {}
    for kind, entry_type in overlays.KINDS.items():
        for entry, node in zip(entry_type.read(tree), tree.maps(kind), strict=False):
            yield ProposalEntry(entry=entry, values=_values(node, by))


def _values(node: archive.YamlMap, by: Mapping[str, str]) -> dict[str, str | list[str]]:
    # ruamel.yaml writes subclasses of str and list only if they are its own.
    values = {
        key: list(map(str, value)) if isinstance(value, archive.YamlList) else str(value)
        for key, value in node.items()
        if not isinstance(value, archive.YamlText) or value.value is not None
    }
    filled = {key: value for key, value in values.items() if value or key in _MAY_BE_EMPTY}
    return {**filled, **{key: value for key, value in by.items() if key not in filled}}
