"""Issues and errors, by who must act."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Severity = Literal["error", "warning"]
Affected = Literal["", "words", "times", "encoding", "labels", "speakers", "names", "marks"]

# A message quotes the offending text, not a page of it.
QUOTED_LENGTH = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A fault in the user's content: where, what was found, what was expected, what to do."""

    path: str
    """File, relative to the archive, with forward slashes."""
    line: int = 1
    """Counted from 1."""
    column: int = 1
    """Counted from 1, in characters."""
    message: str
    """The fault and what was expected, in one sentence without a full stop."""
    found: str = ""
    """The offending text."""
    hint: str = ""
    """What to do about it."""
    severity: Severity = "error"
    """An error stops the build; a warning reports a repair."""
    affects: Affected = ""
    """The part of a transcript that a warning is about, if it was changed, assumed or left out."""

    def __str__(self) -> str:
        """Return the message as it is printed.

        >>> print(Issue(path="a.vtt", line=3, column=1, message="no such time", found="00:99"))
        a.vtt:3:1: error: no such time: '00:99'
        """
        found = f": {quoted(self.found)}" if self.found else ""
        hint = f"\n    hint: {self.hint}" if self.hint else ""
        return (
            f"{self.path}:{self.line}:{self.column}: {self.severity}: {self.message}{found}{hint}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in a file."""

    path: str = ""
    """File, relative to the archive, with forward slashes."""
    line: int = 1
    """Counted from 1."""
    column: int = 1
    """Counted from 1, in characters."""

    def issue(
        self, message: str, *, found: str = "", hint: str = "", severity: Severity = "error"
    ) -> Issue:
        """Return an issue at this place."""
        return Issue(
            path=self.path,
            line=self.line,
            column=self.column,
            message=message,
            found=found,
            hint=hint,
            severity=severity,
        )


def quoted(text: str) -> str:
    """Quote a text: control characters as escapes, shortened to one line.

    >>> quoted("a" * 100)[-5:]
    "aaa…'"
    """
    return repr(text if len(text) <= QUOTED_LENGTH else text[: QUOTED_LENGTH - 1] + "…")


def shown(name: str) -> str:
    r"""Return a file name fit for a terminal: control characters and invalid bytes as escapes.

    >>> shown("a\x1b\udcff")
    'a\\x1b\\udcff'
    """
    return "".join(
        character if character.isprintable() else ascii(character)[1:-1] for character in name
    )


def near(name: str, known: Iterable[str], *, otherwise: str = "") -> str:
    """Return a hint with the known names nearest to an unknown one, or with a few of all names.

    Args:
        name: the unknown name.
        known: the names to choose from.
        otherwise: what else to do, as an imperative without a full stop.

    >>> near("titel", ["title", "date"])
    "did you mean 'title'?"
    >>> near("Bo", ["Ann Lee"], otherwise="add the name"), near("Bo", (), otherwise="add the name")
    ('known: Ann Lee; or add the name', 'add the name')
    """
    from difflib import get_close_matches  # noqa: PLC0415 - 2 of 70 ms of a build with nothing to do

    names = sorted(known)
    matches = get_close_matches(name, names, n=3, cutoff=0.6)
    if matches:
        offer = "did you mean " + " or ".join(repr(match) for match in matches) + "?"
        return f"{offer} Or {otherwise}" if otherwise else offer
    listed = "known: " + ", ".join(names[:16]) if names else ""
    return f"{listed}; or {otherwise}" if listed and otherwise else listed or otherwise


def any_error(issues: Iterable[Issue]) -> bool:
    """Return whether one of the issues stops the build."""
    return any(issue.severity == "error" for issue in issues)


class OnrecordError(Exception):
    """Base of all errors that onrecord raises on purpose."""

    exit_code = 1


class ContentError(OnrecordError):
    """The publisher must correct the content. Lists all issues found."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        """Keep the issues; the message is their list."""
        super().__init__(issues)
        self.issues = tuple(issues)

    def __str__(self) -> str:
        return "\n".join(str(issue) for issue in self.issues)


class ConfigurationError(OnrecordError):
    """The person who typed the command or wrote mkdocs.yml must act."""

    exit_code = 2


class OutsideError(OnrecordError):
    """The environment fails: an unreadable file, a full disk, the network."""

    exit_code = 3

    def __init__(self, path: str, reason: str) -> None:
        """Keep the path or address and the reason."""
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


@contextmanager
def as_outside_error(path: object) -> Iterator[None]:
    """Raise an `OutsideError` about a file or folder in place of an error of the system."""
    try:
        yield
    except OSError as error:
        raise OutsideError(str(path), error.strerror or str(error)) from error


class InvariantError(OnrecordError):
    """A promise does not hold: a bug in onrecord, never the user's mistake."""

    exit_code = 3

    def __init__(self, promise: str, place: str, evidence: str) -> None:
        """Keep the broken promise, its place, and the evidence."""
        super().__init__(promise, place, evidence)
        self.promise = promise
        self.place = place
        self.evidence = evidence

    def __str__(self) -> str:
        return (
            f"{self.place}: {self.promise}: {self.evidence}\n"
            "    This is a bug in onrecord, not in your content. Nothing was written. "
            "Please report it with this message."
        )
