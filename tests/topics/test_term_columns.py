"""Topics come out of their columns as they went in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Columns, CoOccurrence, TermColumns, TermForm, TermSummary

text = st.text(st.characters(blacklist_characters="\n\x85", codec="utf-8"), max_size=12)
number = st.integers(0, 2**32 - 1)
small = st.lists(st.integers(0, 40), max_size=4).map(tuple)
forms = st.lists(text, max_size=3).map(tuple)
origins = st.sampled_from(["auto", "editor", "source"])
term_forms = st.builds(
    TermForm, text, text, text, origins, st.booleans(), st.booleans(), text, forms
)
terms = st.lists(
    st.builds(TermSummary, term_forms, number, number, number, number, small, small), max_size=8
)


@given(terms, st.data())
def test_topics_come_back(terms, data):
    places = st.integers(0, max(0, len(terms) - 1))
    co_occurrences = (
        data.draw(st.lists(st.builds(CoOccurrence, places, places, st.integers(1, 3)), max_size=5))
        if terms
        else []
    )
    columns = TermColumns.of(terms, co_occurrences)
    assert [*columns] == terms
    assert len(columns) == len(terms) == len(columns.lines)
    assert list(columns.columns) == [columns.column(place) for place in range(len(Columns._fields))]
    assert list(zip(columns.columns.ones, columns.columns.others, strict=True)) == [
        (co_occurrence.one, co_occurrence.other)
        for co_occurrence in co_occurrences
        for _ in range(co_occurrence.passages)
    ]


def test_what_would_divide_a_line_is_a_space():
    term_form = TermForm(
        "k", "s", "a\nb\x85c", "auto", named=False, person=False, short="", forms=("x\ny",)
    )
    [term] = TermColumns.of([TermSummary(term_form, 1, 1, 1, 1, (), ())])
    assert (term.term_form.label, term.term_form.forms) == ("a b c", ("x y",))
