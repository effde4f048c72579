"""Recognise the message of a server that came in place of a transcript."""

from __future__ import annotations

import re
from typing import Final

# Messages of servers have up to 90 words; two minutes of speech have 300.
_MOST_WORDS: Final = 200
_WHAT: Final = (
    r"\b(?:page|file|document|resource|link|url|content|episode|video|seite|datei"
    r"|fichier|página|archivo|pagina|bestand|страница|файл|ページ|页面|頁面)"
)
_GONE: Final = (
    r"(?:not (?:be )?found|no longer (?:available|exists?|here)|(?:does not|doesn['’]t) exist"
    r"|(?:is|are|temporarily) unavailable|not available|(?:has|have|been) (?:been )?(?:re)?moved"
    r"|has expired|nicht (?:gefunden|verfügbar|vorhanden)|existiert nicht|introuvable"
    r"|n['’]existe pas"
    r"|no (?:existe|encontrada|se encuentra|está disponible)|non (?:trovata|esiste|disponibile)"
    r"|não (?:encontrada|existe)|niet gevonden|bestaat niet|не найден|見つかりません|不存在)"
)
_MESSAGE: Final = re.compile(
    rf"{_WHAT}\b[^.!?\n]{{0,90}}{_GONE}"
    r"|\b(?:access (?:is )?denied|too many requests|internal server error|bad gateway"
    r"|service (?:is )?(?:temporarily )?unavailable|rate limit|enable (?:javascript|cookies)"
    r"|(?:log|sign) in to (?:continue|view|see)|you are (?:not )?(?:a )?(?:human|robot)"
    r"|not (?:have permission|authori[sz]ed) to (?:access|view|see)|(?:error|http) (?:4|5)\d\d"
    r"|(?:under|scheduled) maintenance|unusual traffic|try again (?:later|in a few))\b",
    re.IGNORECASE,
)


def is_error_page(text: str) -> bool:
    """Return whether a short prose text is the message of a server.

    >>> is_error_page("Sorry, the page that you are looking for could not be found. " * 5)
    True
    >>> is_error_page("We built a boat, and it leaked at once. " * 9)
    False
    """
    return len(text.split()) <= _MOST_WORDS and _MESSAGE.search(text) is not None
