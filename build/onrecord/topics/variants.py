"""Variants of one term: misrecognised names, family names, clippings, plurals, acronyms."""

from __future__ import annotations

import re
from itertools import permutations
from typing import TYPE_CHECKING

from onrecord.text.languages import base_language
from onrecord.topics import english
from onrecord.topics.acronyms import expand, is_acronym
from onrecord.topics.candidates import TermCandidate, usual_form
from onrecord.topics.grammar_rules import singular_forms, without_accents
from onrecord.topics.names import is_person, sounds_like
from onrecord.topics.term_key import singular, term_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Episode
    from onrecord.topics.candidates import EpisodeCandidates

# Characters between a phrase and its acronym, in this order and the other, that state that one
# stands for the other: "X (Y)", "X, or Y", "Y stands for X".
TIES = re.compile(
    r"\W*(?:(?:or|aka|known as|called|abbreviated(?: as| to)?|short for|for short|"
    r"(?:which )?(?:stands|standing) for|which is|so|i mean|meaning|that is)\W*)?(?:an?|the)?\W*",
    re.IGNORECASE,
)


def merge_variants(
    episode: Episode, spoken: EpisodeCandidates
) -> tuple[dict[str, str], frozenset[str]]:
    """Merge variants into one candidate.

    Return acronyms by the key of their expansion, and the parts of misrecognised names.
    """
    misheard = _mend_names(episode, spoken)
    _join_families(spoken)
    _join_clippings(spoken)
    _join_plurals(spoken)
    texts = [sentence.text for sentence in episode.sentences]
    return _expand_acronyms(spoken, texts), misheard


def _mend_names(episode: Episode, spoken: EpisodeCandidates) -> frozenset[str]:
    """Merge similar names in the transcript into those of the metadata, which are correct."""
    candidates, misheard = spoken.candidates, set[str]()
    named = sorted(
        key for key, candidate in candidates.items() if candidate.named and len(candidate.words) > 1
    )
    for person in episode.front.people:
        right = term_key(person.name, spoken.language)
        for key in named:
            if (
                key != right
                and key in candidates
                and sounds_like(person.name, usual_form(candidates[key]))
            ):
                misheard |= {
                    term_key(part, spoken.language) for part in usual_form(candidates[key]).split()
                }
                _move(candidates, key, right, person.name)
    return frozenset(misheard)


def _join_families(spoken: EpisodeCandidates) -> None:
    """Merge "Hinton", and "Geoffrey", into the only Hinton and the only Geoffrey of the episode."""
    candidates = spoken.candidates
    parts: dict[str, set[str]] = {}
    families_of: dict[str, str] = {}
    for key, candidate in candidates.items():
        if candidate.named and is_person(usual_form(candidate)):
            given, *_, family = usual_form(candidate).split()
            families_of[key] = term_key(family, spoken.language)
            for part in (families_of[key], term_key(given, spoken.language)):
                parts.setdefault(part, set()).add(key)
    for part, keys in sorted(parts.items()):
        if (
            len(keys) == 1
            and part in candidates
            and candidates[part].named
            and part not in keys
            and keys <= candidates.keys()
        ):
            [key] = keys
            _move(candidates, part, key, "", alone=True)
            # A given name is no alias of a person.
            for form in [
                form
                for form in candidates[key].forms
                if term_key(form, spoken.language) == part != families_of[key]
            ]:
                del candidates[key].forms[form]


def _join_clippings(spoken: EpisodeCandidates) -> None:
    """Merge "neural net" and "neural network" under the more frequent form."""
    candidates = spoken.candidates
    by_start: dict[tuple[str, ...], list[str]] = {}
    for key, candidate in candidates.items():
        if len(candidate.words) > 1:
            by_start.setdefault(candidate.words[:-1], []).append(key)
    for keys in by_start.values():
        for short, long in permutations(sorted(keys), 2):
            if (
                short in candidates
                and long in candidates
                and is_clipping(candidates[short].words[-1], candidates[long].words[-1])
            ):
                source, target = sorted((short, long), key=lambda key: (candidates[key].count, key))
                _move(candidates, source, target, "")


def _join_plurals(spoken: EpisodeCandidates) -> None:
    """Merge "minero" and "mineros" under the more frequent form.

    English plurals share a term key already.
    """
    if base_language(spoken.language) == "en":
        return
    candidates = spoken.candidates
    by_words = {
        tuple(without_accents(word) for word in candidate.words): key
        for key, candidate in candidates.items()
    }
    for key in sorted(candidates):
        for words in (
            singular_forms(candidates[key].words, spoken.language) if key in candidates else ()
        ):
            single = by_words.get(words, key)
            if single != key and single in candidates:
                source, target = sorted(
                    (single, key), key=lambda each: (candidates[each].count, each)
                )
                _move(candidates, source, target, "")
                break


def is_clipping(short: str, long: str) -> bool:
    """Return whether a word is a known clipping of another.

    >>> is_clipping("nets", "network"), is_clipping("block", "blockchain")
    (True, False)
    """
    return f"{singular(short)}:{singular(long)}" in english.CLIPPINGS


def _expand_acronyms(spoken: EpisodeCandidates, texts: Sequence[str]) -> dict[str, str]:
    """Merge acronyms into the expansions that the episode states.

    Return the acronyms by the key of the expansion.
    """
    candidates = spoken.candidates
    acronyms: dict[str, str] = {}
    phrases: dict[str, tuple[tuple[str, ...], int]] = {}
    for key, candidate in candidates.items():
        if is_acronym(usual_form(candidate)):
            acronyms.setdefault(singular(usual_form(candidate).replace(".", "")), key)
        else:
            phrases[key] = (candidate.words, candidate.count)
    shorts: dict[str, str] = {}
    for acronym, keys in sorted(expand(acronyms, phrases).items()):
        short = candidates[acronyms[acronym]]
        for key in keys:
            if key not in shorts and _is_stated(short, candidates[key], texts):
                _move(candidates, acronyms[acronym], key, "")
                shorts[key] = acronym
                break
    return shorts


def _is_stated(short: TermCandidate, long: TermCandidate, texts: Sequence[str]) -> bool:
    """Return whether a sentence states what an acronym stands for."""
    spans = {(mention.sentence, mention.span) for mention in long.mentions}
    for mention in short.mentions:
        for sentence, span in spans:
            if sentence == mention.sentence:
                (_, end), (start, _) = sorted((mention.span, span))
                if end < start and TIES.fullmatch(texts[sentence], end, start):
                    return True
    return False


def _move(
    candidates: dict[str, TermCandidate],
    source: str,
    target: str,
    form: str,
    *,
    alone: bool = False,
) -> None:
    """Move the mentions of one candidate to another.

    With `alone`, skip mentions that are part of the other's.
    """
    old = candidates.pop(source)
    new = candidates.setdefault(
        target, TermCandidate(key=target, words=tuple(form.lower().split()) or old.words)
    )
    known = {
        (mention.sentence, edge)
        for mention in new.mentions
        for edge in ((mention.first, 0), (mention.last, 1))
    }
    moved = [
        mention
        for mention in old.mentions
        if not alone
        or known.isdisjoint(
            ((mention.sentence, (mention.first, 0)), (mention.sentence, (mention.last, 1)))
        )
    ]
    new.mentions = sorted(
        [*new.mentions, *moved], key=lambda mention: (mention.sentence, mention.first)
    )
    new.names += old.named * len(moved)
    new.introduced += old.introduced
    if form:
        new.forms[form] += 1
    for variant, count in old.forms.items():
        new.forms[variant] += 0 if alone else count
