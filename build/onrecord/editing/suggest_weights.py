"""Suggested weights for the quote ranking, learned from the quotes that editors pinned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord import archive, quotes
from onrecord.editing.suggest_quotes import REASONS, EpisodeQuotes, read_quotes
from onrecord.errors import ConfigurationError
from onrecord.files.atomic_write import write_file
from onrecord.inputs import MAX_BESIDE, read_files, read_shared

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from onrecord.model import Quote, Site, Slug

KEY = "quote_weights"


def suggest_weights(root: Path, site: Site) -> quotes.Fitted:
    """Learn weights, starting from the shipped ones, from all quotes in the overlays of an archive.

    Raises:
        ConfigurationError: there are too few.
        ContentError: an episode with quotes cannot be read.
    """
    examples: list[quotes.Example] = []
    unused = 0
    shared = read_shared(root)
    for folder in archive.find(root).episodes:
        files = read_files(root, folder, shared)
        if not files.transcript or not files.overlay or b"quotes" not in files.overlay.content:
            continue
        own, left = _examples(folder.slug, read_quotes(files, site))
        examples += own
        unused += left
    fitted = quotes.fit(examples, quotes.WEIGHTS)
    if fitted is None:
        count = sum(example.picked for example in examples)
        found = f"{count} usable quotes in overlays, and {quotes.FEWEST} are needed"
        also = f"; {unused} more are shorter or longer than the ranking considers" if unused else ""
        hint = "pin more under 'quotes' in overlay.yml; until then the shipped weights are used"
        raise ConfigurationError(f"{found}{also}\n    hint: {hint}")
    return fitted


def _examples(slug: Slug, chosen: EpisodeQuotes) -> tuple[list[quotes.Example], int]:
    """Return the candidates that an editor picked or passed over, and how many picks are none."""
    ranked = chosen.rank(quotes.WEIGHTS)
    picked = [place for quote in chosen.picks if (place := _candidate(quote, ranked)) is not None]
    taken = {part.sentence for quote in chosen.picks for part in quote.parts}
    examples = [
        quotes.Example(episode=slug, features=one.features, picked=place in picked)
        for place, one in enumerate(ranked)
        # A candidate that overlaps a pick is neither picked nor rejected.
        if place in picked or taken.isdisjoint(range(one.candidate.first, one.candidate.last + 1))
    ]
    return examples, len(chosen.picks) - len(picked)


def as_archive(fitted: quotes.Fitted) -> Iterator[str]:
    """Yield the weights as lines for `content/archive.yml`, with their AUC."""
    verdict = "better" if fitted.better else "not better: keep the shipped weights"
    yield f"# Learned from {fitted.picks} pinned quotes in {fitted.episodes} episodes."
    yield "# AUC, the probability that a pinned quote ranks above a sentence that was not chosen,"
    yield f"# cross-validated: {fitted.after:.3f}; shipped weights {fitted.before:.3f}; chance .5."
    yield f"# These are {verdict}."
    yield f"{KEY}:"
    for name, weight in _rounded(fitted).items():
        yield f"  {name}: {weight}  # {REASONS[name]}; shipped {quotes.WEIGHTS[name]:g}"


def take_weights(root: Path, fitted: quotes.Fitted) -> str:
    """Write the weights into `content/archive.yml`, keeping its comments; give its path.

    Raises:
        OutsideError: it cannot be written.
    """
    path = f"{archive.CONTENT}/archive.yml"
    content = archive.read_bytes(root / path, MAX_BESIDE) if (root / path).is_file() else b""
    write_file(root / path, archive.put_numbers(content, KEY, _rounded(fitted)))
    return path


def _rounded(fitted: quotes.Fitted) -> dict[str, float]:
    return {name: round(weight, 2) for name, weight in fitted.weights.items()}


def _candidate(quote: Quote, ranked: list[quotes.Ranked]) -> int | None:
    """Return the position of the candidate with the same sentences, or with most of them."""
    first, last = quote.parts[0].sentence, quote.parts[-1].sentence
    inside = [
        (-(one.candidate.last - one.candidate.first), one.candidate.first, place)
        for place, one in enumerate(ranked)
        if first <= one.candidate.first and one.candidate.last <= last
    ]
    return min(inside)[2] if inside else None
