"""Colour, tables and progress on a terminal; plain text anywhere else."""

from __future__ import annotations

import subprocess
import sys
from io import StringIO
from types import SimpleNamespace

import pytest

from onrecord.commands import terminal
from onrecord.commands.terminal import print_problem, print_table, track_progress

COLUMNS, ROWS, LINES = ("episode", "words"), [("first-talk", 12)], ["first-talk: 12 words"]


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def on_terminal(monkeypatch):
    """Both streams, as a terminal."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    screen = Terminal()
    # Not in `sys`, where pytest puts its own before each test.
    monkeypatch.setattr(terminal, "sys", SimpleNamespace(stdout=screen, stderr=screen))
    return screen


def test_a_problem_is_red_on_a_terminal(on_terminal):
    print_problem("a.vtt:1:1: error: no [such] time :bug:")
    assert on_terminal.getvalue() == "\x1b[31ma.vtt:1:1: error: no [such] time :bug:\x1b[0m\n"


def test_a_problem_has_no_colour_where_none_is_wanted(on_terminal, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    print_problem("wrong")
    assert on_terminal.getvalue() == "wrong\n"


def test_a_problem_is_plain_in_a_log(capsys, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    print_problem("wrong")
    assert capsys.readouterr() == ("", "wrong\n")


def test_a_table_is_set_in_columns_on_a_terminal(on_terminal):
    print_table(COLUMNS, ROWS, LINES)
    header, row = on_terminal.getvalue().rstrip().split("\n")
    assert "episode" in header
    assert row.split() == ["first-talk", "12"]


def test_a_table_is_lines_in_a_pipe(capsys):
    print_table(COLUMNS, ROWS, LINES)
    assert capsys.readouterr().out == "first-talk: 12 words\n"


def test_progress_is_shown_for_many_steps_only(on_terminal):
    with track_progress("Compiling", quiet=False) as show:
        assert show is not None
        show(1, 3)
    assert "Compiling" not in on_terminal.getvalue()
    with track_progress("Compiling", quiet=False) as show:
        assert show is not None
        show(30, 300)
    assert "Compiling" in on_terminal.getvalue()
    assert "30/300" in on_terminal.getvalue()
    # The cursor is back.
    assert on_terminal.getvalue().rindex("\x1b[?25h") > on_terminal.getvalue().rindex("\x1b[?25l")


@pytest.mark.parametrize("quiet", [True, False])
def test_no_progress_in_a_log_or_when_quiet(quiet, request):
    if quiet:
        request.getfixturevalue("on_terminal")
    with track_progress("Compiling", quiet=quiet) as show:
        assert show is None


@pytest.mark.command_line
def test_rich_is_not_imported_for_a_pipe():
    program = (
        "import sys, onrecord.cli; from onrecord.commands.terminal import *\n"
        "print_problem('x'); print_table((), (), ())\n"
        "with track_progress('x', quiet=False): print('rich' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"


FACTS = [("speakers", "60 %  Ann\n40 %  Bo"), ("doubtful", "the [language] is not sure")]


def test_facts_are_a_table_on_a_terminal(on_terminal):
    terminal.print_rows("talk.vtt", FACTS)
    title, first, second, doubtful = on_terminal.getvalue().rstrip().split("\n")
    assert title == "talk.vtt"
    assert "speakers" in first
    assert first.index("60 %") - len("\x1b[1m\x1b[0m") == second.index("40 %")
    assert "\x1b[33mthe [language] is not sure" in doubtful


def test_facts_are_indented_lines_in_a_pipe(capsys):
    terminal.print_rows("talk.vtt", FACTS)
    assert capsys.readouterr().out == (
        "talk.vtt\n"
        "    speakers  60 %  Ann\n"
        "              40 %  Bo\n"
        "    doubtful  the [language] is not sure\n"
    )
