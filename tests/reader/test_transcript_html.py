"""The words of a transcript as HTML, where two marks stand behind a sentence."""

from __future__ import annotations

from markupsafe import Markup

from onrecord.model import Anchor, Note, Sentence, Turn
from onrecord.pages.text_marks import TextMarks
from onrecord.pages.transcript_html import Annotations, NumberedNote, build_turns


def test_a_note_in_a_teaser_has_its_mark_in_front_of_the_link_to_the_excerpt():
    anchor = Anchor("t0m01s-abc")
    sentence = Sentence(text="We won.", span=(0, 7), start=None, end=None, timing="none", id=anchor)
    later = Markup('<a class="later" href="#t9m">9:00</a>')
    note = NumberedNote(
        number=1, id="note-a", note=Note(sentence=0, words="won.", text="The match.")
    )
    marks = TextMarks(
        quoted={},
        pull_quotes={},
        later={anchor: later},
        teaser=frozenset({anchor}),
        repeated=frozenset(),
        ranges={},
    )
    annotations = Annotations(notes={anchor: (note,)}, people={}, edits={}, aliases={}, marks=marks)
    turn = Turn(speaker=None, attribution="none", paragraphs=((sentence,),))
    html = build_turns((turn,), annotations, {})
    mark = '<a class="note-mark" href="#note-a" data-number="1" aria-label="Note 1"></a>'
    assert f"We won.</span>{mark}{later}</p>" in html
