"""The ways in which the labels of a file write one name: `Ann Lee (AL):`, `AL:`, `Ann Lee.:`."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.formats._base import squeeze
from onrecord.formats._label_words import is_name_like

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

# What a typist adds to a name, or leaves behind it: `CHEN [on the phone]:`, `KANE.:`.
_ADDED = re.compile(r"[ ]*\[[^\[\]]*\]\Z|[ ]*\.\Z")
# A verb of saying behind a name: `Ann Lee says:`, `BO CHEN asked:`.
_SAYS = re.compile(
    r"(?P<name>[^\W\d_a-z]\S*(?: [^\W\d_a-z]\S*)*) (?:says|said|asks|asked|answers|answered)"
)
_ABBREVIATED = re.compile(r"(?P<name>\S.*\S) \((?P<short>[^\W\d_]{1,6})\)")
_IN_HEAD = re.compile(
    r"(?P<name>[^\W\d_a-z]\w+(?: [^\W\d_a-z][\w.'’-]*)+) \((?P<short>[^\W\d_a-z]{1,4})\)"
)


@dataclass(frozen=True, slots=True)
class Aliases:
    """Names by the other labels that stand for them."""

    names: Mapping[str, str] = field(default_factory=dict)
    """`AL` is Ann Lee if there is `Ann Lee (AL)` and nobody shares it; so is `Ann Lee [off mic]` if
    there is `Ann Lee`."""
    shared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Abbreviations that are ambiguous, with the names that they may stand for."""

    def resolve(self, label: str) -> str:
        """Return the name that a label stands for."""
        return self.names.get(label, label)


def find_stated_abbreviations(lines: Iterable[str]) -> dict[str, set[str]]:
    """Return the names that the lines of a head give for abbreviations in brackets.

    >>> find_stated_abbreviations(["Interviewer: Max Hart (MH)", "We met (he did)."])
    {'MH': {'Max Hart'}}
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines:
        for one in _IN_HEAD.finditer(line):
            found[one["short"]].add(one["name"])
    return dict(found)


def find_examiners(labels: Sequence[str]) -> dict[str, set[str]]:
    """Return those who ask the questions of an examination, if they are several, by their label.

    `BY MR. ROE:` above questions says who asks from there on.

    Args:
        labels: in the order of the file.

    >>> {short: sorted(names) for short, names in find_examiners(["Q", "BY MR. ROE", "Q"]).items()}
    {'Q': ['MR. ROE', 'the examiner before']}
    >>> find_examiners(["BY MR. ROE", "Q", "A", "Q"])
    {}
    """
    names = [label.removeprefix("BY ") for label in labels if label.startswith("BY ")]
    if not names or "Q" not in labels:
        return {}
    first = labels.index("BY " + names[0])
    found = {*names, "the examiner before"} if "Q" in labels[:first] else {*names}
    return {"Q": found} if len(found) > 1 else {}


def find_aliases(
    labels: Collection[str], stated_in_head: Mapping[str, set[str]] | None = None
) -> Aliases:
    """Return the aliases among the labels of a file.

    >>> find_aliases(["Ann Lee (AL)", "AL", "Bo Chen (BC)", "BC", "Bo Chen", "Bo Chen."]).names
    {'Bo Chen.': 'Bo Chen', 'Ann Lee (AL)': 'Ann Lee', 'AL': 'Ann Lee', 'Bo Chen (BC)': 'Bo Chen', \
'BC': 'Bo Chen'}
    >>> find_aliases(["Ann Lee (AL)", "Al Long", "AL"]).shared
    {'AL': ('Al Long', 'Ann Lee')}
    """
    found = (_ABBREVIATED.fullmatch(label) for label in labels)
    stated = {one.group(): (one["name"], one["short"]) for one in found if one}
    shared = _find_shared(labels, stated.values())
    names = _without_additions(labels) | _without_verbs(labels)
    for label, (name, short) in stated.items():
        if short in labels:
            names |= {label: name} if short in shared else {label: name, short: name}
    for short, claims in (stated_in_head or {}).items():
        if short in labels and len(claims) > 1:
            shared[short] = tuple(sorted(claims))
    return Aliases(names, shared)


def _without_additions(labels: Collection[str]) -> dict[str, str]:
    """Return the labels that are another one with an addition: `Ann Lee [off mic]`."""
    bare = ((label, squeeze(_ADDED.sub("", label))) for label in labels)
    return {label: name for label, name in bare if name != label and name in labels}


def _without_verbs(labels: Collection[str]) -> dict[str, str]:
    """Return the names in labels that end with a verb of saying: `Ann Lee says`."""
    found = ((label, _SAYS.fullmatch(label)) for label in labels)
    return {label: said["name"] for label, said in found if said and is_name_like(said["name"])}


def _find_shared(
    labels: Iterable[str], stated: Collection[tuple[str, str]]
) -> dict[str, tuple[str, ...]]:
    """Return the abbreviations that may stand for several names: as stated, or by initials."""
    claims: defaultdict[str, set[str]] = defaultdict(set)
    for label in labels:
        if " " in label:
            claims["".join(word[0] for word in label.split())].add(squeeze(_ADDED.sub("", label)))
    for name, short in stated:
        claims[short].add(name)
    return {short: tuple(sorted(claims[short])) for _, short in stated if len(claims[short]) > 1}
