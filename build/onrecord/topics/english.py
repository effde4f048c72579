"""English word lists: closed classes, and open-class words that are no topic on their own."""

from __future__ import annotations

from onrecord.text.word_lists import load_word_lists

_WORDS = load_word_lists(__file__, "english.txt")

DETERMINERS = _WORDS["determiners"]
PREPOSITIONS = _WORDS["prepositions"]
SUBJECTS = _WORDS["subjects"]
AUXILIARIES = _WORDS["auxiliaries"]
OTHERS = _WORDS["others"]
VERBS = _WORDS["verbs"]
EMPTY_ADJECTIVES = _WORDS["empty adjectives"]
POINTING = _WORDS["pointing"]
EMPTY_NOUNS = _WORDS["empty nouns"]
CALENDAR = _WORDS["calendar"]
GIVEN_NAMES = _WORDS["given names"]
TITLES = _WORDS["titles"]
PARTICLES = _WORDS["particles"]
NOT_FAMILY = _WORDS["not family"]
SINGULAR = _WORDS["singular"]
IRREGULAR_PLURALS = _WORDS["irregular plurals"]
CLIPPINGS = _WORDS["clippings"]
