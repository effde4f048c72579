"""Words before a colon that name nobody: reported speech, headings of minutes, marks of sound."""

from __future__ import annotations

import re

from onrecord.formats._label_words import fold, is_name_like

# Verbs of saying, as they stand before a quotation.
_VERBS = frozenset(
    """said says say asked asks answered answers replied replies told shouted yelled cried whispered
    thought wrote sagte sagt sagten fragte fragt antwortete rief meinte dit disait disaient demanda
    répondit dijo dice decía dijeron preguntó respondió disse dizia diceva perguntou chiese rispose
    zei zegt vroeg sade sa sagde powiedział powiedziała mówił mówiła сказал сказала сказали говорил
    говорила говорит спросил спросила ответил ответила""".split()  # noqa: SIM905 - a table
)
# Words that may stand behind the verb: to whom it was said.
_OBJECTS = frozenset(
    """to me us him her them you back then again that zu mir uns ihm ihr ihnen que à moi mi nos
    мне нам ему ей им""".split()  # noqa: SIM905 - a table
)
_SUBJECTS = frozenset(
    """i you he she it we they one everybody somebody people mother father mom mum mama mommy dad
    daddy papa grandmother grandfather grandma grandpa granny brother sister uncle aunt
    ich du er sie es wir ihr man mutter vater oma opa bruder schwester onkel tante je tu il elle on
    nous vous ils elles maman mère père yo tú él ella nosotros ellos ellas mamá papá madre padre
    abuela abuelo eu ele ela eles elas mãe pai io lui lei loro mamma babbo hij zij ze wij han hon
    hun de vi on ona oni mama tata я ты он она мы вы они мама папа мать отец бабушка
    дедушка""".split()  # noqa: SIM905 - a table
)
# Headings of minutes, and marks of sound: exact labels, folded.
_PAGE = frozenset(
    [
        "motion", "moved", "seconded", "vote", "votes", "voting", "resolved", "resolution",
        "action", "actions", "action item", "action items", "decision", "decisions", "ayes",
        "noes", "nays",
        "antrag", "abstimmung", "beschluss", "beschlossen", "ergebnis",
        "motion adoptée", "résolution", "décision", "décidé", "moción", "votación", "voto",
        "votación nominal", "resolución",
        "resuelto", "acción", "acuerdo", "decisión", "moção", "votação",
        "music", "sound", "sounds", "sfx", "fx", "sound effect", "sound effects", "applause",
        "musik", "geräusch", "geräusche", "applaus", "beifall", "musique", "bruit", "bruitage",
        "applaudissements", "música", "sonido", "efecto", "aplausos", "музыка", "звук",
        "аплодисменты",
    ]
)  # fmt: skip
_EXAMINATION = re.compile(
    r"(?:(?:further|continued|voir dire|re-?|direct|cross|redirect|recross)[ -]*)+"
    r"examination\b.*",
    re.IGNORECASE,
)


def is_reported_speech(label: str) -> bool:
    """Return whether words before a colon end with a verb of saying: a quotation follows.

    >>> labels = "He said", "Father told me", "Он сказал", "Ann says", "Edward Said", "Ann Lee"
    >>> [is_reported_speech(label) for label in labels]
    [True, True, True, True, False, False]
    """
    words = label.split()
    while len(words) > 1 and words[-1].lower() in _OBJECTS:
        words.pop()
    if len(words) <= 1:
        return False
    return words[-1] in _VERBS or (words[-1].lower() in _VERBS and _is_subject(words[:-1]))


def is_quoted_by_a_speaker(label: str) -> bool:
    """Return whether reported speech has no name in front of its verb, so it is no label anywhere.

    >>> [is_quoted_by_a_speaker(label) for label in ("My father said", "She asked", "Ann Lee says")]
    [True, True, False]
    """
    if not is_reported_speech(label):
        return False
    words = [word for word in label.split() if word.lower() not in _OBJECTS][:-1]
    return _is_subject(words) or not is_name_like(" ".join(words))


def _is_subject(words: list[str]) -> bool:
    return bool(words) and words[-1].lower() in _SUBJECTS


def is_mark_of_the_page(label: str) -> bool:
    """Return whether a label is a heading of minutes or of an examination, or a mark of sound.

    >>> labels = "Motion", "SFX", "CROSS-EXAMINATION BY MR. ROE", "Mr. Vote"
    >>> [is_mark_of_the_page(label) for label in labels]
    [True, True, True, False]
    """
    return fold(label) in _PAGE or _EXAMINATION.fullmatch(label) is not None
