"""Collects what is wrong with a file, and says each kind once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from onrecord.errors import Affected, Issue, Severity


@dataclass(slots=True)
class Tally:
    """What is wrong with one file: of each kind the first place, and how often."""

    path: str
    """For the messages."""
    doubted: dict[str, int] = field(default_factory=dict)
    """Lines of labels that are not believed, by label: the first of each."""
    inline: list[tuple[str, int]] = field(default_factory=list)
    """Believed labels inside lines that do not start turns, with their lines."""
    _first: dict[str, Issue] = field(default_factory=dict)
    _counts: Counter[str] = field(default_factory=Counter)

    def add_unreadable_time(self, time: str, *, line: int, hint: str = "") -> None:
        """Note a time in front of words that cannot be read."""
        message = "no time that can be read; its words stay where they are"
        self.add(message, line=line, found=time, hint=hint, affects="times")

    def add(
        self,
        message: str,
        *,
        line: int,
        column: int = 1,
        cue: int = 0,
        found: str = "",
        hint: str = "",
        severity: Severity = "warning",
        affects: Affected = "",
    ) -> None:
        """Note one place.

        Args:
            message: the kind: what is wrong, and what was done.
            line: of the file, from 1.
            column: from 1.
            cue: number of the cue in the file, from 1; 0 where there is none.
            found: the offending text.
            hint: what to do.
            severity: of the kind.
            affects: the part of the transcript that was changed, assumed or left out.
        """
        self._counts[message] += 1
        if message not in self._first:
            shown = f"cue {cue}: {message}" if cue else message
            self._first[message] = Issue(
                path=self.path,
                line=line,
                column=column,
                message=shown,
                found=found,
                hint=hint,
                severity=severity,
                affects=affects,
            )

    @property
    def issues(self) -> tuple[Issue, ...]:
        """An issue a kind, in the order of their first places.

        >>> tally = Tally("a.srt")
        >>> for line in 3, 7, 9: tally.add("upside down", line=line, cue=line // 3)
        >>> print(*tally.issues)
        a.srt:3:1: warning: cue 1: upside down (the first of 3 such)
        """
        return tuple(
            replace(issue, message=f"{issue.message} (the first of {self._counts[kind]:,} such)")
            if self._counts[kind] > 1
            else issue
            for kind, issue in sorted(self._first.items(), key=lambda entry: entry[1].line)
        )
