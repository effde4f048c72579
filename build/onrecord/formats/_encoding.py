"""Detect the encoding of a file, and undo a wrong decoding.

UTF-8, UTF-16, or one of the encodings of older systems.

`charset-normalizer` was tried on 16 files of three sentences, each in the encoding that its
language had: it was right for 8, and took Shift_JIS for Korean and windows-1255 for Russian.
Transcripts are short and mostly ASCII (times), so each candidate is weighed here by how common its
letters are in the languages that used it: right for all 16.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

# (encoding, name for people, letters beyond ASCII from the commonest on). Latin scripts have one
# table a language: their letters count alike.
_LATIN = (
    ("cp1252", "windows-1252", "éàèêçùôâîûëïœüÿæ"),
    ("cp1252", "windows-1252", "üäöß"),
    ("cp1252", "windows-1252", "óíáéñúü¿¡ºª"),
    ("cp1252", "windows-1252", "ãáçéíóêõâúàôüºª"),
    ("cp1252", "windows-1252", "èàùòìé"),
    ("cp1252", "windows-1252", "åäöæøéüð"),
    ("cp1252", "windows-1252", "áíðéóúþöýæ"),
    ("cp1250", "windows-1250", "łąężśóćńź"),
    ("cp1250", "windows-1250", "áíéěřýšžčůúňťďóľäôĺŕ"),
    ("cp1250", "windows-1250", "éáöőóíüúű"),
    ("cp1250", "windows-1250", "ăşîţâșț"),
    ("cp1250", "windows-1250", "čšžćđ"),
    ("cp1254", "windows-1254", "ıüşğçöiâîû"),
    ("iso8859_15", "ISO 8859-15", "éàèêçùôâîûëïœüÿæ"),
    ("cp1257", "windows-1257", "ėšįųžąęūč"),
    ("cp1257", "windows-1257", "āīēšūņļķčžģ"),
    ("mac_roman", "Mac Roman", "éàèêçùôâîûëïœüÿæ"),
    ("mac_roman", "Mac Roman", "üäöß"),
    ("mac_roman", "Mac Roman", "óíáéñúü¿¡ºª"),
    ("mac_roman", "Mac Roman", "åäöæøéü"),
)
_ALPHABETS = (
    ("cp1251", "windows-1251", "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёієїґў"),
    ("cp1251", "windows-1251", "аиоенртсвдкујмплгзбшчцжхљњћђфџ"),
    ("koi8_r", "KOI8-R", "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"),
    ("cp866", "IBM 866", "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"),
    ("mac_cyrillic", "Mac Cyrillic", "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"),
    ("iso8859_5", "ISO 8859-5", "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёієїјљњћџђў"),
    ("cp1253", "windows-1253", "αοιετσνηυρπκμλςωίόάέγήδύχθφώβξζψϊΐ"),
    ("cp1255", "windows-1255", "יוהלאתרבמשםנכחעדפקזגטצסןךףץ"),
    ("cp1256", "windows-1256", "اليمونترهدسبعكفقحجةشطصخضذأزثغىظإآءئؤیکپچگ،؟"),
    ("cp874", "windows-874", "านรอกเงคลมยวสตปหทบพดแจขไใชะซผธณภฟศถฉญฮษฐำาิีึืุู็่้๊๋์ัๆ"),
)
_HAN = frozenset(
    "的一是不了人我在有他这这個个们們来來到时時大地为為子中你说說生国國年着就那和要她出也得里裡后後自以会會家可下而过過天去能对對小多然于於"
    "心学學么么麼之都好看起发發当當没沒成只如事把还還用第样樣道想作种種开開美总總从從无無情己面最女但现現前些所同日手又行意动動方期它头頭"
    "经經长長儿兒回位分爱愛老因很给給名法间間斯知世什两兩次使身者被高已亲親其进進此话話常与與活正感吗嗎谁誰请請问問谢謝关關"
)
_HANGUL = frozenset(
    "이다는을에의가고를한지은로기하사도리어나아자그서니인라시있것습부스정으수들해대여면전게일오만요"
)
_PUNCTUATION = frozenset(
    "’‘“”„–—…«»‹›•·°€£§©®™′″№\u00a0´`¿¡。、，？！「」『』・ー：；（）《》〈〉～　"
)
_WIDE = (
    ("cp932", "Shift_JIS"),
    ("euc_jp", "EUC-JP"),
    ("gb18030", "GB18030"),
    ("big5", "Big5"),
    ("cp949", "EUC-KR"),
)
_UNEXPECTED, _PLAIN, _COMMON, _GOOD, _DOUBTFUL = 2.0, 0.3, 0.1, 0.05, 0.8
# A rarer encoding must explain the bytes better than a commoner one.
_SELDOM = {"cp1250": 0.02, "cp1254": 0.02, "cp1257": 0.02, "mac_roman": 0.1, "mac_cyrillic": 0.1}
_KANA = re.compile("[\u3041-\u30ff]")
_HANGUL_RANGE = re.compile("[\uac00-\ud7a3]")
_HAN_RANGE = re.compile("[\u4e00-\u9fff]")
_ODD_CASE = re.compile(
    "[а-яёα-ω][А-ЯЁЂ-ЏΑ-Ω]|[a-zà-öø-ÿ](?:[À-ÖØ-ÞŠŒŽŸ]|[„“”«»‹›•°€£§©®™¿¡´`]+[a-zà-öø-ÿ])"
)
# Portuguese has õ before e only; Estonian has it everywhere, but no á.
_TILDE = re.compile("õ(?!e)")
_MIXED = re.compile(
    "[A-Za-z](?=[\u0370-\u06ff\u0e00-\u0e7f])|[\u0370-\u06ff\u0e00-\u0e7f](?=[A-Za-z])"
)
_LEAST_KANA, _LEAST_COMMON = 0.25, 0.1
# A share of NUL bytes that only UTF-16 has.
_NULS = 0.3
_PROBE = 4096
_ESCAPE_TO_JAPANESE = b"\x1b$B"
_LONGEST = 100_000
_RUN = re.compile("[^\x00-\x7f]+")
# A letter beyond ASCII, as UTF-8 and read as windows-1252, without letters beside it.
_LETTERS_ALONE = re.compile("[À-ÿ]|[ÂÃ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_WITHIN_A_WORD = re.compile("(?<=[A-Za-z])[^\x00-\x7f]+|[^\x00-\x7f]+(?=[A-Za-z])")
_TABLES = {
    "cp1252": "windows-1252",
    "cp1251": "windows-1251",
    "mac_roman": "Mac Roman",
    "cp1250": "windows-1250",
    "cp437": "IBM 437",
    "cp850": "IBM 850",
    "cp866": "IBM 866",
}
_MOST_TIMES = 3
_ENOUGH = 20
_DIFFERENT = 6
_MOST = 0.6
_MARK = re.compile("[ÂÃÄÅÐÑРСâГ√‚¬ĂÎ×Ø├┬╨╤Γ]")
_UPPER_LATIN = re.compile("[À-ÿ]")
_LATIN_LETTER = re.compile("[A-Za-zÀ-ÿ]")


@dataclass(frozen=True, slots=True)
class Guess:
    """An encoding that explains the bytes."""

    codec: str
    name: str
    """For people, and for `encoding:` in `episode.yml`."""
    cost: float
    """0 where all letters are the commonest of a language; more than 0.8 explains nothing."""


def codec_by_form(content: bytes) -> str:
    """Return the codec of UTF-16, UTF-32 or ISO-2022-JP without a byte order mark, or nothing.

    >>> codec_by_form("Hi there".encode("utf-16-le")), codec_by_form(b"Hi there")
    ('utf-16-le', '')
    """
    probe = content[:_PROBE]
    if _ESCAPE_TO_JAPANESE in probe:
        return "" if _decoded(content, "iso2022_jp_2") is None else "iso2022_jp_2"
    half = len(probe) // 2
    if not half or b"\0" not in probe:
        return ""
    for codec, first, second in (("utf-32-le", 2, 3), ("utf-32-be", 0, 1)):
        if not any(probe[first::4]) and not any(probe[second::4]):
            return codec
    even, odd = probe[::2].count(0), probe[1::2].count(0)
    if odd >= _NULS * half and even < odd / 10:
        return "utf-16-le"
    return "utf-16-be" if even >= _NULS * half and odd < even / 10 else ""


def guess(content: bytes) -> Guess | None:
    """Return the encoding of the older systems that explains bytes best; None where none does.

    >>> guess("Мост закрыт с пятницы.".encode("cp1251")).name, guess("fermé".encode("cp1252")).name
    ('windows-1251', 'windows-1252')
    """
    lines = [line for line in content[:_LONGEST].split(b"\n") if not line.isascii()]
    sample = b"\n".join(lines)
    found: list[Guess] = []
    for codec, name, letters in (*_LATIN, *_ALPHABETS):
        if (text := _decoded(sample, codec)) is not None:
            latin = (codec, name, letters) in _LATIN
            cost = _cost(text, _ranks(letters, latin=latin), latin=latin)
            found.append(Guess(codec, name, cost + _SELDOM.get(codec, 0)))
    for codec, name in _WIDE:
        if (text := _decoded(sample, codec)) is not None:
            found.append(Guess(codec, name, _wide_cost(text, codec)))
    best = min(found, key=lambda one: one.cost, default=None)
    return best if best and best.cost <= _DOUBTFUL else None


def _decoded(sample: bytes, codec: str) -> str | None:
    # The sample may end, or the file be cut off, inside a character.
    for cut in (0, 1, 2, 3):
        try:
            return sample[: len(sample) - cut].decode(codec)
        except UnicodeDecodeError:
            continue
    return None


@cache
def _ranks(letters: str, *, latin: bool) -> dict[str, float]:
    ranks = {
        letter: _PLAIN - _COMMON * (1 - place / len(letters)) if latin else place / len(letters)
        for place, letter in reversed(list(enumerate(letters)))
    }
    return {
        **ranks,
        **{letter.upper(): rank for letter, rank in ranks.items() if letter.upper() != letter},
    }


def _cost(text: str, ranks: dict[str, float], *, latin: bool) -> float:
    beyond = _letters_beyond_ascii(text)
    if not beyond:
        return _PLAIN
    total = sum(ranks.get(letter, _UNEXPECTED) for letter in beyond)
    # A decoding that turns small letters into capitals is not the one, nor is one that mixes
    # scripts in a word.
    odd = len(_ODD_CASE.findall(text)) + (0 if latin else len(_MIXED.findall(text)))
    if latin and "á" in text:
        odd += len(_TILDE.findall(text))
    return (total + _UNEXPECTED * odd) / len(beyond)


def _wide_cost(text: str, codec: str) -> float:
    beyond = _letters_beyond_ascii(text)
    if not beyond:
        return _UNEXPECTED
    kana, hangul, han = (
        sum(map(bool, map(pattern.match, beyond))) / len(beyond)
        for pattern in (_KANA, _HANGUL_RANGE, _HAN_RANGE)
    )
    if codec in {"cp932", "euc_jp"}:
        others = 1 - kana - hangul - han
        return _GOOD + others * _UNEXPECTED if kana >= _LEAST_KANA else _UNEXPECTED
    common, right = (_HANGUL, hangul) if codec == "cp949" else (_HAN, han)
    share = sum(letter in common for letter in beyond) / len(beyond)
    if share < _LEAST_COMMON or kana >= _LEAST_KANA:
        return _UNEXPECTED
    return _GOOD + (1 - right) * _UNEXPECTED + max(0, _PLAIN - share)


def _letters_beyond_ascii(text: str) -> list[str]:
    return [letter for letter in text if letter > "\x7f" and letter not in _PUNCTUATION]


def undo(text: str) -> tuple[str, str]:
    """Return a text with a wrong decoding undone, and what was undone (empty if nothing).

    >>> undo("We didnâ€™t, said ZoÃ«.")
    ('We didn’t, said Zoë.', 'UTF-8 read as windows-1252')
    >>> undo("Où était-il ?")
    ('Où était-il ?', '')
    """
    if text.isascii():
        return text, ""
    how = ""
    for _ in range(_MOST_TIMES):
        text, found = _undo_utf_8(text)
        if not found:
            break
        how = found
    return (text, how) if how else _undo_latin(text)


def _undo_utf_8(text: str) -> tuple[str, str]:
    runs = set(_RUN.findall(text))
    if not any(map(_MARK.search, runs)):
        return text, ""
    alone = _standing_alone(text, runs)
    for table, name in _TABLES.items():
        meant = {run: right for run in runs if (right := _twice(run, table))}
        if alone.issuperset(meant):
            continue
        if table == "cp1252" and len(meant) < _MOST * len(runs):
            meant = {run: right for run, right in meant.items() if _unmistakable(run, right)}
        elif len(meant) < _MOST * len(runs):
            continue
        if meant:
            return _replace_runs(text, meant), f"UTF-8 read as {name}"
    return text, ""


def _standing_alone(text: str, runs: set[str]) -> set[str]:
    """Return the runs of letters that no word has: somebody may speak of them.

    >>> _standing_alone("Ã¼ came out instead of ü.", {"Ã¼", "ü"}) == {"Ã¼", "ü"}
    True
    """
    # Letters of other scripts make whole words, and of signs nobody speaks.
    short = {run for run in runs if _LETTERS_ALONE.fullmatch(run)}
    return short - set(_WITHIN_A_WORD.findall(text)) if short else short


def _replace_runs(text: str, meant: dict[str, str]) -> str:
    return _RUN.sub(lambda run: meant.get(run[0], run[0]), text)


def _unmistakable(run: str, right: str) -> bool:
    """Return whether a run is no text by itself: `Ã©`, `â€™`."""
    return run[0] in "ÂÃâ" and all(
        letter < "\u0250" or "\u2010" <= letter <= "\u203a" for letter in right
    )


def _twice(run: str, table: str) -> str:
    raw = bytearray()
    for letter in run:
        try:
            raw += letter.encode(table)
        except UnicodeEncodeError:
            # Bytes that the table leaves open come through as control characters.
            if ord(letter) > 0xFF:  # noqa: PLR2004 - the last character of Latin-1
                return ""
            raw.append(ord(letter))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _undo_latin(text: str) -> tuple[str, str]:
    """Mend text of another script that was read as windows-1252: `Ìîñò` for `Мост`."""
    upper = _UPPER_LATIN.findall(text)
    # A few letters prove nothing: "é" alone would be Hebrew.
    if len(upper) < _ENOUGH or len(set(upper)) < _DIFFERENT:
        return text, ""
    if len(upper) < _MOST * len(_LATIN_LETTER.findall(text)):
        return text, ""
    try:
        raw = text.encode("cp1252")
    except UnicodeEncodeError:
        return text, ""
    found = guess(raw)
    if found is None or found.codec in {"cp1252", "cp1250", "cp1254", "cp1257", "iso8859_15"}:
        return text, ""
    decoded = _decoded(raw, found.codec)
    return (decoded, f"{found.name} read as windows-1252") if decoded else (text, "")
