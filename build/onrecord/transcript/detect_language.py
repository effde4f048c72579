"""The language of a transcript that does not state one."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from onrecord.text.languages import base_language

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
# The same for texts of `FEWEST` letters. Of 345 pieces of 30 letters in nine languages of Europe,
# py3langid is as certain of 232 (at .9 of 280, at .98 of 163), and of no wrong one; of 338 pieces
# of 40 letters, it is of 288.
CERTAIN_OF_FEW = 0.95

# Probability below which a stated language is doubted. Of the same 345 pieces, none is doubted in
# its own language, and in the eight others 2,570 of 2,760.
UNLIKELY = 0.001

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


def is_unlikely(text: str, language: str) -> bool:
    """Return whether the words of a text are hardly in a language, whichever they are in.

    >>> is_unlikely("Construimos un barco. Se hundió enseguida.", "en")
    True
    >>> is_unlikely("We built a boat. It leaked at once.", "en")
    False
    """
    sample = text[:SAMPLE]
    if sum(map(str.isalpha, sample)) < FEWEST:
        return False
    ranked = dict(_identifier().rank(sample))
    return base_language(language) in ranked and ranked[base_language(language)] < UNLIKELY


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
