"""A server that is killed in the middle of saves loses none that it has answered."""

from __future__ import annotations

import os
import random
import select
import signal
from contextlib import suppress

import pytest

from onrecord import archive
from onrecord.editor import journal
from onrecord.editor.edits import CorrectWords
from onrecord.serve.session import Session

SLUG = "first-talk"
PATH = f"content/episodes/{SLUG}/overlay.yml"
SENTENCES = 5
KILLS = 50


def save_until_killed(root, answers: int, first: int) -> None:
    """Correct a word again and again, and answer each time with what it is now."""
    session = Session(root)
    number = first
    while True:
        number += 1
        sentences = session.open(SLUG).prepared.applied.sentences
        one = sentences[number % SENTENCES]
        word, _, rest = one.text.partition(" ")
        typed = f"{word.partition('-')[0]}-{number} {rest}"
        session.save(SLUG, [CorrectWords(sentence=one.span, shown=one.text, typed=typed)])
        os.write(answers, b"%d\n" % number)


def kill_while_saving(root, first: int, delay: float) -> list[int]:
    """Return the numbers that were answered before the process was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        with suppress(BaseException):
            save_until_killed(root, writing, first)
        os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb") as answers:
        select.select([reading], [], [])
        # The time passes while the process saves.
        select.select([], [], [], delay)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        answered = answers.read().split(b"\n")
    return [int(line) for line in answered[:-1]]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a process that was forked")
def test_no_saved_edit_is_lost_when_the_server_is_killed(served):
    root = served.root
    chance = random.Random(7)
    before = served.overlay()
    first = 0
    for _ in range(KILLS):
        answered = kill_while_saving(root, first, chance.uniform(0, 0.02))
        content = (root / PATH).read_bytes()
        tree, issues = archive.read_validated(content, PATH, "overlay")
        assert issues == ()
        now = [int(entry.text("now").rpartition("-")[2]) for entry in tree.maps("corrections")]
        # The same sentence may have been corrected once more.
        for number in answered:
            assert any(each >= number and not (each - number) % SENTENCES for each in now)
        assert "# Kept by hand." in content.decode()
        first = max(now) + 1
    records = journal.read_journal(root)
    edits = [one.id for one in records if one.do == "edit"]
    assert len(set(edits)) == len(edits)
    session = Session(root)
    for _ in range(20):
        session.undo(None)
    assert (root / PATH).read_text() != before
    for path in (root / PATH).parent.glob(".overlay.yml.*"):
        os.utime(path, (0, 0))
    session.redo()
    assert not list((root / PATH).parent.glob(".*"))
