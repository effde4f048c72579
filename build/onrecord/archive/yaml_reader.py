"""Reading YAML 1.2 safely: no objects, and limits for size, depth and aliases."""

from __future__ import annotations

import re
from contextlib import closing, suppress
from functools import lru_cache
from typing import TYPE_CHECKING

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamStartEvent,
)

from onrecord.archive.text import INVISIBLE, decode, invisible
from onrecord.archive.yaml_events import UnusualYamlError, parse_usual
from onrecord.archive.yaml_messages import QUOTE, describe_error
from onrecord.archive.yaml_values import YamlList, YamlMap, YamlText, YamlValue
from onrecord.errors import ContentError, Issue, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

# No file of DESIGN §5 goes deeper than 5.
MAX_DEPTH = 32

# People use a few dozen aliases; a bomb of nine lines expands to 10⁹ values.
MAX_ALIASED = 1000

# A comment is usually written `# so`; `#12` after text usually belongs to the text.
_GLUED_COMMENT = re.compile(r"[ \t]+(#[^\s#].*)")

# The prefix that `!!` abbreviates.
_STANDARD = "tag:yaml.org,2002:"

# YAML 1.2.2, 10.3.2: the core schema. Longer runs of digits are text: no number here needs them,
# and Python refuses to convert thousands.
_CONSTANTS = {"": None, "~": None, "null": None, "Null": None, "NULL": None} | {
    written: written.lower() == "true"
    for written in ("true", "True", "TRUE", "false", "False", "FALSE")
}
_INTEGER = re.compile(r"[-+]?[0-9]{1,40}|0o[0-7]{1,40}|0x[0-9a-fA-F]{1,40}")
_FLOAT = re.compile(
    r"[-+]?(?:[.][0-9]{1,40}|[0-9]{1,40}(?:[.][0-9]{0,40})?)(?:[eE][-+]?[0-9]{1,40})?"
)


# An overlay is read three times when an edit is saved: before it, after it, and for the journal.
@lru_cache(maxsize=4)
def load(content: bytes, path: str) -> tuple[YamlValue, tuple[Issue, ...]]:
    r"""Parse a YAML file, and report each error in it. Never raises for its content.

    `no`, `2023-03-27` and `5:57` are text (YAML 1.2.2, core schema). The result is an empty mapping
    if the file is empty or cannot be parsed. A 15-line episode.yml takes 1 ms.

    >>> node, issues = load(b"language: no\ntitle: One\ntitle: Two\n", "episode.yml")
    >>> node.text("language"), node.text("title")
    ('no', 'One')
    >>> print(*issues)
    episode.yml:3:1: error: the key is already on line 2: 'title'
        hint: keep one of them
    """
    issues: list[Issue] = []
    try:
        text, repaired = decode(content, path)
        issues += repaired
        node = _compose(text, path, issues)
    except ContentError as error:
        issues += error.issues
        node = YamlMap(place=Place(path=path))
    return node, tuple(sorted(issues, key=lambda issue: (issue.line, issue.column)))


def _compose(text: str, path: str, issues: list[Issue]) -> YamlValue:
    found: list[Issue] = []
    with suppress(ContentError, UnusualYamlError):
        value = _Composer(parse_usual(text), text, path, found).compose()
        if not found:
            return value
    return _compose_any(text, path, issues)


def _compose_any(text: str, path: str, issues: list[Issue]) -> YamlValue:
    # Without plug_ins=[] each instance searches the file system for plug-ins.
    parser = YAML(typ="safe", pure=True, plug_ins=[])
    try:
        with closing(parser.parse(text)) as events:
            return _Composer(events, text, path, issues).compose()
    except ContentError:
        raise
    except MarkedYAMLError as error:
        raise ContentError([describe_error(error, text, path)]) from error
    except Exception as error:  # Errors of chr, int and assert in the parser ("\UFFFFFFFF").
        reason = str(error).partition("\n")[0]
        raise ContentError(
            [
                Issue(
                    path=path, message="not YAML", found=reason, hint="look for backslashes and '%'"
                )
            ]
        ) from error


class _Composer:
    """Makes values of the parser's events. These are lazy, so that a limit stops the parser too."""

    def __init__(self, events: Iterator[Event], text: str, path: str, issues: list[Issue]) -> None:
        self._events = events
        self._lines = text.split("\n")
        self._path = path
        self._issues = issues
        self._anchors: dict[str, tuple[YamlValue, int]] = {}
        """The value of each name, and the number of values in it."""
        self._named: dict[str, Event] = {}
        """Events with a name that no alias has used yet."""
        self._size = 0
        self._aliased = 0

    def compose(self) -> YamlValue:
        root: YamlValue = YamlMap(place=Place(path=self._path))
        documents = 0
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._report(
                        event,
                        "a second document starts here",
                        hint="remove the line '---' or '...' above it",
                    )
                    break
            elif isinstance(event, NodeEvent) and not isinstance(event, StreamStartEvent):
                node = self._node(event, 1)
                is_null = isinstance(node, YamlText) and node.value is None
                root = root if is_null else node
        for name, event in self._named.items():
            self._report(
                event, "text that starts with '&' must be in quotes", found=f"&{name}", hint=QUOTE
            )
        return root

    def _node(self, event: Event, depth: int) -> YamlValue:
        if depth > MAX_DEPTH:
            raise ContentError(
                [
                    self._place(event).issue(
                        f"nested more than {MAX_DEPTH} deep",
                        hint="text with many [ or { must be in quotes",
                    )
                ]
            )
        if isinstance(event, AliasEvent):
            return self._alias(event)
        before = self._size
        self._size += 1
        tag = getattr(event, "tag", None)
        # `!` and `!!str` mark a scalar as text. Other tags have no meaning here, and some would run
        # code elsewhere.
        is_text = tag in ("!", f"{_STANDARD}str")
        if tag is not None and not (is_text and isinstance(event, ScalarEvent)):
            self._report(
                event,
                "tags are not used here",
                found=str(tag).replace(_STANDARD, "!!"),
                hint=f"remove it, or {QUOTE}",
            )
        node: YamlValue
        if isinstance(event, SequenceStartEvent):
            node = YamlList(self._members(depth), self._place(event))
        elif isinstance(event, MappingStartEvent):
            node = self._mapping(event, depth)
        elif isinstance(event, ScalarEvent):
            node = self._scalar(event, is_text=is_text)
        else:
            raise TypeError(f"{event} is no node")
        anchor = getattr(event, "anchor", None)
        if anchor is not None:
            self._anchors[anchor] = (node, self._size - before)
            self._named[anchor] = event
        return node

    def _scalar(self, event: ScalarEvent, *, is_text: bool) -> YamlText:
        place = self._place(event)
        text: str = event.value
        # Escapes in double quotes may stand for characters that a file may not contain.
        if event.style == '"' and (match := INVISIBLE.search(text)):
            self._issues.append(invisible(match.group(), place))
            text = INVISIBLE.sub("\ufffd", text)
        if event.style is None and text:
            self._warn_of_comment(event)
        value = text if is_text or event.style is not None else _resolve(text)
        return YamlText("" if value is None else text, value, place)

    def _warn_of_comment(self, event: ScalarEvent) -> None:
        """Warn that YAML reads the end of `title: Talk #12` as a comment."""
        end = event.end_mark
        rest = self._lines[end.line][end.column :] if end.line < len(self._lines) else ""
        if match := _GLUED_COMMENT.match(rest):
            self._issues.append(
                Issue(
                    path=self._path,
                    line=end.line + 1,
                    column=end.column + match.start(1) + 1,
                    message="a comment, which is not read",
                    found=match[1],
                    hint=f"{QUOTE} if it belongs to the text, or write a space after '#'",
                    severity="warning",
                )
            )

    def _members(self, depth: int) -> Iterator[YamlValue]:
        for event in self._events:
            if isinstance(event, SequenceEndEvent):
                return
            yield self._node(event, depth + 1)

    def _mapping(self, start: MappingStartEvent, depth: int) -> YamlMap:
        entries: dict[str, YamlValue] = {}
        places: dict[str, Place] = {}
        for event in self._events:
            if isinstance(event, MappingEndEvent):
                break
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if not isinstance(key, YamlText):
                hint = f"{QUOTE} if the line starts with [ or {{"
                self._report(event, "a key must be text", hint=hint)
                continue
            # The text of a null is empty, but as a key it is what was written.
            name = str(key) or str(getattr(event, "value", ""))
            if name == "<<":
                hint = "write the entries out"
                self._report(event, "YAML 1.2 has no merge key", found=name, hint=hint)
            elif name in entries:
                message = f"the key is already on line {places[name].line}"
                self._report(event, message, found=name, hint="keep one of them")
            else:
                entries[name], places[name] = value, key.place
        return YamlMap(entries, self._place(start), places)

    def _alias(self, event: AliasEvent) -> YamlValue:
        name: str = event.anchor
        if name not in self._anchors:
            self._report(
                event,
                "no earlier value has this name",
                found=f"*{name}",
                hint="put text that starts with '*' in quotes",
            )
            return YamlText(f"*{name}", f"*{name}", self._place(event))
        self._named.pop(name, None)
        node, size = self._anchors[name]
        self._size += size
        self._aliased += size
        if self._aliased > MAX_ALIASED:
            message = f"aliases stand for more than {MAX_ALIASED} values"
            raise ContentError(
                [self._place(event).issue(message, found=f"*{name}", hint="write the values out")]
            )
        return node

    def _place(self, event: Event) -> Place:
        mark = event.start_mark
        return Place(path=self._path, line=mark.line + 1, column=mark.column + 1)

    def _report(self, event: Event, message: str, *, found: str = "", hint: str) -> None:
        self._issues.append(self._place(event).issue(message, found=found, hint=hint))


def _resolve(text: str) -> str | float | bool | None:
    """Return the value of a plain scalar.

    >>> [_resolve(text) for text in ("no", "~", "0x10", "1.50", "2023-03-27", "5:57", "True")]
    ['no', None, 16, 1.5, '2023-03-27', '5:57', True]
    """
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in "+-.0123456789":
        return text
    if _INTEGER.fullmatch(text):
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text
