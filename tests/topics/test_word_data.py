"""The tables of words are those that their sources give, and no language names a missing one."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from onrecord.text.word_lists import read_word_lists
from onrecord.topics.frequency import is_known, measure
from onrecord.topics.packed_words import unpack
from topics.make_word_data import FOLDER, frequencies, lexicon


@pytest.mark.parametrize("language", ["en", "fil", "ko", "pt"])
def test_frequencies_are_those_of_wordfreq(language):
    table = (FOLDER / f"frequencies/{language}.gz").read_bytes()
    assert dict(unpack(table)) == frequencies(language)


def test_the_lexicon_is_that_of_textblob():
    assert dict(unpack((FOLDER / "lexicon.gz").read_bytes())) == lexicon()


def test_the_checksums_are_those_of_all_tables():
    # They stand for the tables in the fingerprint of the code, which does not read 7 MB.
    sums = "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(FOLDER).as_posix()}\n"
        for path in sorted(FOLDER.rglob("*.gz"))
    )
    assert (FOLDER / "SHA256SUMS.txt").read_text() == sums


def test_languages_without_a_table_of_their_own_use_an_existing_one():
    lists = read_word_lists((FOLDER / "languages.txt").read_text())
    tables = {path.stem for path in Path(FOLDER, "frequencies").glob("*.gz")}
    assert lists.keys() <= tables
    for table, languages in lists.items():
        for language in languages:
            assert language not in tables
            assert measure("de", language) == measure("de", table)


@pytest.mark.parametrize(
    ("tag", "known"),
    [("nob", True), ("eng-GB", True), ("zh-Hant", True), ("cy", False), ("../en", False)],
)
def test_a_language_is_known_by_each_of_its_codes(tag, known):
    assert is_known(tag) is known
