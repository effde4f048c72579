"""The keys of facts in the heads of documents, in the languages of oral histories."""

from __future__ import annotations

from onrecord.formats._label_words import ABSENT, PRESENT

ROLES = {
    "interviewee": "interviewee",
    "interviewees": "interviewee",
    "narrator": "interviewee",
    "narrators": "interviewee",
    "subject": "interviewee",
    "informant": "interviewee",
    "respondent": "interviewee",
    "guest": "guest",
    "guests": "guest",
    "interviewer": "interviewer",
    "interviewers": "interviewer",
    "interviewed by": "interviewer",
    "host": "host",
    "hosts": "host",
    "moderator": "host",
    "speakers": "",
    "speaker": "",
    **dict.fromkeys(
        [
            "interviewte", "interviewter", "interviewpartner", "interviewpartnerin", "befragte",
            "befragter", "zeitzeuge", "zeitzeugin", "personne interviewée",
            "personne interrogée", "interviewé", "interviewée", "témoin", "entrevistado",
            "entrevistada", "intervistato", "intervistata", "geïnterviewde", "интервьюируемый",
            "респондент", "рассказчик", "受访者", "受访人", "被采访人", "被采访者", "受訪者",
            "語り手",
        ],
        "interviewee",
    ),
    **dict.fromkeys(
        [
            "interviewerin", "interviewt von", "interview durch", "enquêteur", "enquêtrice",
            "intervieweur", "intervieweuse", "entrevistador", "entrevistadora", "entrevista",
            "intervistatore", "intervistatrice", "интервьюер", "采访人", "采访者", "訪談者",
            "访谈者",
            "聞き手",
        ],
        "interviewer",
    ),
    **dict.fromkeys(["moderation", "moderatorin", "animateur", "animatrice", "主持人"], "host"),
    **dict.fromkeys(["嘉宾", "gast", "gäste", "invité", "invitée", "invitado"], "guest"),
    **dict.fromkeys(PRESENT, ""),
}  # fmt: skip
DATES = frozenset(
    [
        "date",
        "interview date",
        "date of interview",
        "recorded",
        "recorded on",
        "date recorded",
        "recording date",
        *("datum", "aufgenommen am", "datum des interviews", "date de l'entretien", "fecha"),
        *(
            "fecha de la entrevista",
            "data",
            "дата",
            "日期",
            "时间",
            "采访日期",
            "采访时间",
            "訪談日期",
        ),
    ]
)
TITLES = frozenset(["title", "interview title", "episode", "episode title"])
SHOWS = frozenset(["series", "project", "collection", "show", "podcast", "oral history project"])
OTHERS = frozenset(
    [
        "location", "place", "interview location", "place of interview", "city", "transcriber",
        "transcribed by", "transcriptionist", "transcribed", "transcript", "transcript by",
        "edited by", "audited by", "reviewed by", "proofread by", "length", "duration", "time",
        "running time", "recording length", "tape", "tapes", "tape number", "interview number",
        "session", "session number", "number", "file", "file name", "filename", "audio file",
        "audio", "recording", "id", "identifier", "accession number", "call number", "language",
        "rights", "copyright", "date of birth", "born", "birth date", "birthplace", "occupation",
        "videographer", "camera", "keywords", "subjects", "summary", "abstract",
        "equipment", "format", "repository", "sponsor", "restrictions", "meeting", "meeting id",
        "organizer", "url", "source",
        "ort", "ort des interviews", "aufnahmeort", "dauer", "transkription", "transkribiert von",
        "transkript", "sprache", "geburtsdatum", "geboren", "beruf", "thema",
        "lieu", "lieu de l'entretien", "durée", "transcription", "transcripteur", "langue",
        "métier", "sujet", "lugar", "lugar de la entrevista", "duración", "transcripción", "idioma",
        "tema", "profesión", "luogo", "durata", "trascrizione", "место", "тема", "язык",
        "расшифровка",
        "地点", "地點", "采访地点", "主题", "主題", "时长", "整理", "记录", "记录人",
        "语言", "职业",
    ]
)  # fmt: skip
KEPT = DATES | TITLES | SHOWS | ROLES.keys() | {
    "rights", "copyright", "restrictions", "keywords", "subjects",
}  # fmt: skip
KEYS = ROLES.keys() | DATES | TITLES | SHOWS | OTHERS | ABSENT
