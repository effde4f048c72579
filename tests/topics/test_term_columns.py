"""Topics come out of their columns as they went in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.term_columns import Columns, Meeting, Naming, TermColumns, TermSummary

text = st.text(st.characters(blacklist_characters="\n\x85", codec="utf-8"), max_size=12)
number = st.integers(0, 2**32 - 1)
small = st.lists(st.integers(0, 40), max_size=4).map(tuple)
forms = st.lists(text, max_size=3).map(tuple)
origins = st.sampled_from(["auto", "editor", "source"])
namings = st.builds(Naming, text, text, text, origins, st.booleans(), st.booleans(), text, forms)
terms = st.lists(st.builds(TermSummary, namings, number, number, number, number, small, small), max_size=8)


@given(terms, st.data())
def test_topics_come_back(terms, data):
    places = st.integers(0, max(0, len(terms) - 1))
    meetings = data.draw(st.lists(st.builds(Meeting, places, places, st.integers(1, 3)), max_size=5)) if terms else []
    columns = TermColumns.of(terms, meetings)
    assert [*columns] == terms
    assert len(columns) == len(terms) == len(columns.lines)
    assert list(columns.columns) == [columns.column(place) for place in range(len(Columns._fields))]
    assert list(zip(columns.columns.ones, columns.columns.others, strict=True)) == [
        (meeting.one, meeting.other) for meeting in meetings for _ in range(meeting.passages)
    ]


def test_what_would_divide_a_line_is_a_space():
    naming = Naming("k", "s", "a\nb\x85c", "auto", named=False, person=False, short="", forms=("x\ny",))
    [term] = TermColumns.of([TermSummary(naming, 1, 1, 1, 1, (), ())])
    assert (term.naming.label, term.naming.forms) == ("a b c", ("x y",))
