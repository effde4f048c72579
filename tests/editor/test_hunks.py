"""An edit as lines: it leads back to the file as it was, and finds its lines where they are now."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.editor.hunks import apply_hunks, invert, list_hunks

FILES = st.lists(st.sampled_from(["a", "b", "- c", "", "é\r"]), max_size=12).map(
    lambda lines: "\n".join(lines).encode()
)


@given(FILES, FILES)
def test_hunks_lead_to_the_file_after_and_back(before, after):
    hunks = list_hunks(before, after)
    assert apply_hunks(before, hunks) == after
    assert apply_hunks(after, invert(hunks)) == before


@given(FILES, st.lists(st.sampled_from(["x", "y"]), max_size=4))
def test_lines_are_found_below_others_that_were_added(before, added):
    after = before + b"\nend\nnew\n"
    hunks = invert(list_hunks(before + b"\nend\n", after))
    above = "".join(f"{line}\n" for line in added).encode()
    assert apply_hunks(above + after, hunks) == above + before + b"\nend\n"


def test_lines_that_are_gone_are_not_found():
    hunks = invert(list_hunks(b"a\nb\nc\n", b"a\nx\nc\n"))
    assert apply_hunks(b"a\nc\n", hunks) is None
    assert apply_hunks(b"p\nx\nq\n", hunks) is None
