"""The terms of one episode, heaviest first: the entries of its own index."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from onrecord.model import Term
from onrecord.topics.candidates import collect
from onrecord.topics.editorial_text import read_factors, read_spellings
from onrecord.topics.editorial_topics import add_editorial_topics
from onrecord.topics.label import choose_label, slug_of
from onrecord.topics.names import is_person
from onrecord.topics.noise import is_noise
from onrecord.topics.passages import find_passages, index_chapters, term_sentences
from onrecord.topics.select import select
from onrecord.topics.term_key import term_key
from onrecord.topics.variants import merge_variants
from onrecord.topics.vocabulary import Vocabulary, find_vocabulary
from onrecord.topics.weighting import WeightContext

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.model import Episode, Passage, Topic
    from onrecord.topics.candidates import EpisodeCandidates, TermCandidate
    from onrecord.topics.select import Weighed

# Maximum number of forms that a term passes on to the archive chain.
FORMS = 6


def find_terms(
    episode: Episode,
    topics: Sequence[Topic] = (),
    tagged: Sequence[tuple[tuple[int, int], str]] = (),
) -> tuple[Term, ...]:
    """Return the terms of an episode.

    Deterministic: the same words give the same terms. In languages without word frequencies, only
    topics named by the editor or the source are found.

    Args:
        episode: Compiled, each sentence with its anchor.
        topics: The editor's vocabulary.
        tagged: Half-open ranges of sentences that a person tagged with the label of a topic.
    """
    if not episode.sentences:
        return ()
    language = episode.front.language or "en"
    vocabulary = Vocabulary.of(topics, language)
    texts = [sentence.text for sentence in episode.sentences]
    # 1. Find all candidates.
    spoken = collect(texts, language)
    # 2. Merge variants of one term; the editor's vocabulary takes precedence.
    shorts, misheard = merge_variants(episode, spoken)
    edited = _apply_vocabulary(spoken, texts, vocabulary)
    by_short = {term_key(short, language): key for key, short in shorts.items()}
    sourced = {
        by_short.get(key, key): keyword
        for keyword in episode.front.keywords
        if (key := term_key(keyword, language))
    }
    # 3. Weigh candidates and select those that get an entry.
    stated = read_factors(episode, language)
    for name, lead in vocabulary.lead.items():
        if name in stated:
            stated[lead] = max(stated[name], stated.get(lead, 1.0))
    context = WeightContext(
        language=language,
        words=sum(map(len, spoken.sentences)),
        sentences=len(texts),
        stated=stated,
        said=Counter(token.lower for tokens in spoken.sentences for token in tokens),
    )
    speaker_names = (_speakers(episode, language) | misheard) - vocabulary.by_key.keys()
    hidden = vocabulary.hidden - vocabulary.by_key.keys()
    kept = edited | (sourced.keys() & spoken.candidates.keys())
    noise = {
        key
        for key, candidate in spoken.candidates.items()
        if key not in stated and is_noise(candidate, spoken)
    }
    chosen = select(
        spoken.candidates,
        context,
        hidden=hidden | noise,
        speaker_names=speaker_names,
        kept=kept,
    )
    # 4. Find passages and labels, then add what people stated.
    return add_editorial_topics(
        episode, _finish(episode, spoken, chosen, vocabulary, shorts), sourced, tagged, vocabulary
    )


def _apply_vocabulary(
    spoken: EpisodeCandidates, texts: Sequence[str], vocabulary: Vocabulary
) -> frozenset[str]:
    """Replace the candidates that the vocabulary names.

    Return the keys of those that get an entry.
    """
    if not vocabulary.lead:
        return frozenset()
    found = find_vocabulary(texts, spoken.sentences, vocabulary)
    for variant in vocabulary.lead:
        spoken.candidates.pop(variant, None)
    spoken.candidates.update(found)
    return frozenset(
        key for key, candidate in found.items() if vocabulary.by_key[key].pin or candidate.count > 1
    )


def _speakers(episode: Episode, language: str) -> frozenset[str]:
    """Return keys of names that are used to greet or announce.

    These are the show and the speakers, except for a guest's full name.
    """
    names = {person.name for person in episode.front.people} | {
        sentence.speaker for sentence in episode.sentences if sentence.speaker
    }
    guests = {term_key(person.name, language) for person in episode.front.people if person.is_guest}
    parts = {term_key(part, language) for name in names for part in (*name.split(), name)}
    return frozenset((parts | {term_key(episode.front.show, language)}) - guests)


def _finish(
    episode: Episode,
    spoken: EpisodeCandidates,
    chosen: Sequence[Weighed],
    vocabulary: Vocabulary,
    shorts: Mapping[str, str],
) -> tuple[Term, ...]:
    chapter_of = index_chapters(episode)
    lines = _count_coverage(chosen)
    written = {term_key(run, spoken.language): run for run in read_spellings(episode)}
    people = {person.name.casefold() for person in episode.front.people}
    terms: list[Term] = []
    for each in chosen:
        candidate = each.candidate
        topic = vocabulary.by_key.get(candidate.key)
        label = topic.label if topic else choose_label(candidate, spoken, written)
        forms = sorted(candidate.forms.items(), key=lambda form: (-form[1], form[0]))
        terms.append(
            Term(
                key=candidate.key,
                slug=slug_of(label, spoken.language),
                label=label,
                forms=() if topic else tuple(form for form, _ in forms)[:FORMS],
                weight=round(each.weight, 3),
                origin="editor" if topic else "auto",
                passages=_passages(episode, candidate, lines, chapter_of, topic),
                named=candidate.named,
                person=topic.person if topic else candidate.named and is_person(label, people),
                short="" if topic else shorts.get(candidate.key, ""),
            )
        )
    return tuple(terms)


def _count_coverage(chosen: Sequence[Weighed]) -> Counter[tuple[int, int]]:
    """Count, for each token of each sentence, the entries of more than one word that cover it."""
    covered: Counter[tuple[int, int]] = Counter()
    for each in chosen:
        for mention in each.candidate.mentions:
            if mention.last - mention.first > 1:
                covered.update(
                    (mention.sentence, token) for token in range(mention.first, mention.last)
                )
    return covered


def _passages(
    episode: Episode,
    candidate: TermCandidate,
    lines: Counter[tuple[int, int]],
    chapter_of: Sequence[int],
    topic: Topic | None,
) -> tuple[Passage, ...]:
    inside = {
        mention
        for mention in candidate.mentions
        if mention.last > mention.first
        and all(
            lines[mention.sentence, token] > (mention.last - mention.first > 1)
            for token in range(mention.first, mention.last)
        )
    }
    language = episode.front.language or "en"
    topical = frozenset(
        index
        for index, chapter in enumerate(episode.chapters)
        if term_key(chapter.title, language) == candidate.key
    )
    places = term_sentences(candidate.mentions, inside)
    return find_passages(
        episode, chapter_of, places, topic.subheadings if topic else (), topical=topical
    )
