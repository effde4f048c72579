"""Printing for commands: plain text, with colour, tables and progress where a terminal shows it.

rich is imported only for a terminal: it takes 55 ms, and a pipe or a log gets plain text anyway.
"""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rich.console import Console

    from onrecord.errors import Issue, Severity

# Fewer episodes than this compile in less than a second.
MANY = 20
# Rows of a report that are shown as warnings.
WARNING_ROWS = frozenset({"labels", "doubtful"})
STYLES: dict[Severity, str] = {"error": "red", "warning": "yellow"}


def count(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> count(1, "problem"), count(2, "problem")
    ('1 problem', '2 problems')
    """
    return f"{number} {noun}" + ("" if number == 1 else "s")


def print_result(text: str, *, quiet: bool = False) -> None:
    """Print the output of a command to stdout, which may be a pipe."""
    if not quiet:
        print(text)  # noqa: T201 - the output


def print_json(report: object) -> None:
    """Print a report to stdout as JSON."""
    print_result(json.dumps(report, ensure_ascii=False, indent=1))


def print_status(text: str, *, quiet: bool = False) -> None:
    """Print a message about the command's work to stderr."""
    if not quiet:
        print(text, file=sys.stderr)  # noqa: T201 - a command line prints


def print_issues(issues: Iterable[Issue]) -> None:
    """Print issues to stderr, as problems."""
    for issue in issues:
        print_problem(str(issue), issue.severity)


def print_problem(text: str, severity: Severity = "error") -> None:
    """Print a problem to stderr, in colour on a terminal unless NO_COLOR is set."""
    if sys.stderr.isatty():
        _console(sys.stderr).print(text, style=STYLES[severity])
    else:
        print_status(text)


def print_table(
    columns: Sequence[str], rows: Iterable[Sequence[object]], lines: Iterable[str]
) -> None:
    """Print a table to stdout on a terminal, and `lines` anywhere else."""
    if not sys.stdout.isatty():
        for line in lines:
            print_result(line)
        return
    from rich.table import Table  # noqa: PLC0415 - see above

    table = Table(*columns, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*map(str, row))
    _console(sys.stdout).print(table)


def print_rows(title: str, rows: Iterable[tuple[str, str]]) -> None:
    """Print facts with their names to stdout: as a table on a terminal, else as indented lines."""
    if not sys.stdout.isatty():
        print_result(title)
        for name, text in rows:
            for number, line in enumerate(text.split("\n")):
                print_result(f"    {'' if number else name:<9} {line}")
        return
    from rich.table import Table  # noqa: PLC0415 - see above
    from rich.text import Text  # noqa: PLC0415 - see above

    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, text in rows:
        style = STYLES["warning"] if name in WARNING_ROWS else ""
        table.add_row(Text(f"  {name}", style="bold"), Text(text, style=style))
    console = _console(sys.stdout)
    console.print(title)
    console.print(table, soft_wrap=False)


@contextmanager
def track_progress(task: str, *, quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """Yield a function that shows how many steps of how many are done; None without a terminal."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.progress import MofNCompleteColumn, Progress  # noqa: PLC0415 - see above

    # Without its thread: a process with threads cannot safely be forked for workers.
    columns = (*Progress.get_default_columns(), MofNCompleteColumn())
    with Progress(*columns, console=_console(sys.stderr), auto_refresh=False) as progress:
        bar = progress.add_task(task, visible=False)

        def show(done: int, total: int) -> None:
            progress.update(bar, completed=done, total=total, visible=total >= MANY, refresh=True)

        yield show


def _console(stream: TextIO) -> Console:
    from rich.console import Console  # noqa: PLC0415 - see above

    # Print literally: messages may contain brackets, and the terminal wraps them.
    return Console(file=stream, markup=False, highlight=False, emoji=False, soft_wrap=True)
