"""A module that is too long to be read in one sitting is two modules."""

from __future__ import annotations

from structure.source import ROOT, list_modules

LONGEST = 400


def test_no_module_is_above_400_lines():
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for path in list_modules()
        if (lines := path.read_text(encoding="utf-8").count("\n")) > LONGEST
    }
    assert long == {}
