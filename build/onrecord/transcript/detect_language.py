"""The language of a transcript that does not state one."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Characters that are read: enough to be certain, and 5 ms.
SAMPLE = 5000
# Texts with fewer letters are not guessed: a few words of a name or a list mislead.
ENOUGH = 100
# Probability from which a guess is used. Of 39 sentences in 39 languages, py3langid recognises all;
# of their first four words 37, the other two below .6. Of 132 samples in six languages, it is
# certain of no wrong one. It loads in 0.6 s and 80 MB. lingua recognises 38 and 37, without
# Amharic, in 11 s and 1.2 GB.
CERTAIN = 0.9

# Most transcripts are English; these words tell without loading a model. Of the English samples,
# they are 7 to 20 % of the words; in other languages, under 1 %.
_ENGLISH = re.compile(r"\b(?:the|and|that|with|this|they|what|you)\b", re.IGNORECASE)
ENGLISH_SHARE = 0.05


def detect_language(text: str) -> str:
    """Return the language of a text as a two-letter tag; empty if it is uncertain.

    >>> detect_language("We went down to the harbour and waited, but it was shut. " * 3)
    'en'
    """
    sample = text[:SAMPLE]
    if sum(map(str.isalpha, sample)) < ENOUGH:
        return ""
    if len(_ENGLISH.findall(sample)) >= ENGLISH_SHARE * (sample.count(" ") + 1):
        return "en"
    language, probability = _identifier().classify(sample)
    natural = len(language) == 2  # noqa: PLR2004 - ISO 639-1; "zxx" is no language
    return language if natural and probability >= CERTAIN else ""


@cache
def _identifier() -> LanguageIdentifier:
    # Imports NumPy.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - see above

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
