"""The language of a transcript that does not state one."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Characters that are read: enough to be certain, and 5 ms.
SAMPLE = 5000
# A text with fewer letters than these must be recognised with more certainty, and one with fewer
# than `FEWEST` is not guessed: a few words of a name or a list mislead.
ENOUGH = 100
FEWEST = 30
# Probability from which a guess is used. Of 39 sentences in 39 languages, py3langid recognises all;
# of their first four words 37, the other two below .6. Of 132 samples in six languages, it is
# certain of no wrong one. It loads in 0.6 s and 80 MB. lingua recognises 38 and 37, without
# Amharic, in 11 s and 1.2 GB.
CERTAIN = 0.9
# The same for texts of `FEWEST` letters. Of 169 pieces of 30 letters in five languages, py3langid
# is as certain of 50, and of no wrong one.
CERTAIN_OF_FEW = 0.95

# Most transcripts are English; these words tell without loading a model. Of the English samples,
# they are 7 to 20 % of the words; in other languages, under 1 %.
_ENGLISH = re.compile(r"\b(?:the|and|that|with|this|they|what|you)\b", re.IGNORECASE)
ENGLISH_SHARE = 0.05
ENGLISH_WORDS = 2

# Scripts that only one language commonly uses, with Unicode's names of their letters. Kana decide
# among Han, of which Japanese has about as many.
_SCRIPTS = {
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "THAI": "th",
    "GREEK": "el",
    "HEBREW": "he",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
    "LAO": "lo",
    "KHMER": "km",
}
_SCRIPT_SHARE = 0.5
_KANA_SHARE = 0.1
# Letters of the script: fewer may be a name.
_FEWEST_OF_SCRIPT = 5


def detect_language(text: str) -> str:
    """Return the language of a text as a two-letter tag; empty if it is uncertain.

    >>> detect_language("We went down to the harbour and waited, but it was shut. " * 3)
    'en'
    """
    sample = text[:SAMPLE]
    letters = sum(map(str.isalpha, sample))
    if not sample.isascii() and (language := _by_script(sample)):
        return language
    if letters < FEWEST:
        return ""
    english = len(_ENGLISH.findall(sample))
    if english >= max(ENGLISH_WORDS, ENGLISH_SHARE * (sample.count(" ") + 1)):
        return "en"
    language, probability = _identifier().classify(sample)
    natural = len(language) == 2  # noqa: PLR2004 - ISO 639-1; "zxx" is no language
    certain = CERTAIN if letters >= ENOUGH else CERTAIN_OF_FEW
    return language if natural and probability >= certain else ""


def _by_script(text: str) -> str:
    """Return the language whose script the letters of a text are in; empty if several share it.

    >>> _by_script("船は港を出ました。"), _by_script("Она сказала: καλημέρα")
    ('ja', '')
    """
    letters = [letter for letter in text if letter.isalpha()]
    counts = Counter(
        _SCRIPTS.get(unicodedata.name(letter, "").partition(" ")[0], "") for letter in letters
    )
    del counts[""]
    if not counts:
        return ""
    language, count = counts.most_common(1)[0]
    share = _KANA_SHARE if language == "ja" else _SCRIPT_SHARE
    return language if count >= max(_FEWEST_OF_SCRIPT, share * len(letters)) else ""


@cache
def _identifier() -> LanguageIdentifier:
    # Imports NumPy.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - see above

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
