"""Starting Python and MkDocs costs a second: few tests may do it."""

from __future__ import annotations

import subprocess
import sys

import pytest

AT_MOST = 15


def test_few_tests_start_the_command_line(request):
    # Exact where the whole suite is collected, as `make test` does.
    starting = [
        item.nodeid for item in request.session.items if item.get_closest_marker("command_line")
    ]
    assert len(starting) <= AT_MOST, starting


@pytest.mark.parametrize(
    "command",
    [
        ["onrecord", "--version"],
        [sys.executable, "-m", "onrecord", "--version"],
        [sys.executable, "-m", "mkdocs", "--version"],
        [sys.executable, "-c", "import onrecord.cli"],
    ],
)
def test_a_test_that_starts_it_without_being_counted_fails(command):
    with pytest.raises(AssertionError, match="mark the test"):
        subprocess.run(command, check=True)
