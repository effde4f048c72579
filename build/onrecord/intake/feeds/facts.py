"""Facts of an item as its publisher means them: titles, the day, the recording, the language."""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate_tz
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from onrecord.text.languages import base_language, canonical_tag

if TYPE_CHECKING:
    from collections.abc import Iterable
    from time import struct_time

_TAG = re.compile(
    r"</?(?:a|b|br|code|div|em|font|i|p|small|span|strong|sub|sup|u)\b[^<>]*>", re.IGNORECASE
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# As in `common.schema.json`, without relative addresses.
_ADDRESS = re.compile(r"https?://(?![/?#:@])[^ \t\n\"<>\\^`{|}]+")
_ISO_DAY = re.compile(r"\s*([0-9]{4})-([0-9]{2})-([0-9]{2})")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-[A-Za-z]{2})?)(?:-[A-Za-z0-9]+)*")
_SOUND = re.compile(r"[.](?:aac|flac|m4a|m4b|mp3|oga|ogg|opus|wav)$", re.IGNORECASE)
_VIDEO = re.compile(r"[.](?:m4v|mkv|mov|mp4|ogv|webm)$", re.IGNORECASE)
_OTHER = re.compile(
    r"[.](?:epub|gif|html?|jpe?g|json|pdf|png|srt|svg|torrent|txt|vtt|webp|zip)$", re.IGNORECASE
)
# Languages that detection confuses, or whose tags overlap.
_CLOSE = (
    frozenset({"no", "nb", "nn", "da"}),
    frozenset({"hr", "sr", "bs", "sh"}),
    frozenset({"id", "ms"}),
    frozenset({"gl", "pt"}),
    frozenset({"fa", "prs"}),
)


def plain_line(text: str) -> str:
    r"""Return a title or name as one line of text, without tags and with entities decoded once.

    The text is that of the XML element: titles in feeds are HTML, and many hosts escape them twice.

    >>> plain_line("Wood &amp; water:\n Ann&#8217;s <b>boat</b>"), plain_line("AT&T &amp;lt; &copy")
    ('Wood & water: Ann’s boat', 'AT&T &lt; &copy')
    """
    return " ".join(_ENTITY.sub(lambda found: unescape(found.group()), _TAG.sub("", text)).split())


def resolve(address: str, base: str) -> str:
    """Return an address resolved against that of the feed; empty if it is not one of http(s).

    >>> resolve(" ../a.vtt?x=1&amp;y=2", "https://a.example/feeds/rss.xml")
    'https://a.example/a.vtt?x=1&y=2'
    >>> resolve("javascript:x", "https://a.example/"), resolve("", "https://a.example/")
    ('', '')
    """
    try:
        whole = urljoin(base, address.strip().replace("&amp;", "&").replace(" ", "%20"))
    except ValueError:
        return ""
    return whole if address.strip() and _ADDRESS.fullmatch(whole) else ""


def day_of(written: str, moment: struct_time | None) -> date | None:
    """Return the day that is written, in the time zone of the publisher.

    Args:
        written: As in the feed: RFC 822 or ISO 8601.
        moment: The same in UTC, as feedparser understands it, which reads more forms.

    >>> day_of("Sun, 01 Mar 2026 23:30:00 -0800", None), day_of("2026-03-01T23:30:00-08:00", None)
    (datetime.date(2026, 3, 1), datetime.date(2026, 3, 1))
    >>> day_of("soon", None)
    """
    in_utc = date(moment.tm_year, moment.tm_mon, moment.tm_mday) if moment else None
    iso = _ISO_DAY.match(written)
    parsed = None if iso else parsedate_tz(written)
    try:
        day = date(*map(int, iso.groups())) if iso else date(*parsed[:3]) if parsed else None
    except ValueError:
        day = None
    # Where they are further apart than time zones allow, one of them misread the form.
    return in_utc if day is None or (in_utc and abs((day - in_utc).days) > 1) else day


def choose_recording(enclosures: Iterable[tuple[str, str]]) -> str:
    """Return the address of the sound among (address, media type); empty if there is none.

    Sound wins over video. The type decides; the extension where the type is missing or unspecific.

    >>> choose_recording([("https://a.example/n.pdf", "application/pdf"),
    ...     ("https://a.example/a.mp3", "file")])
    'https://a.example/a.mp3'
    """
    ranked = [
        (rank, address)
        for address, kind in enclosures
        if address and (rank := _rank(address, kind.strip().lower())) is not None
    ]
    return min(ranked, key=lambda pair: pair[0], default=(0, ""))[1]


def _rank(address: str, kind: str) -> int | None:
    path = address.partition("?")[0].partition("#")[0]
    if _OTHER.search(path):
        return None
    if kind.startswith("audio/"):
        return 0
    if _SOUND.search(path) and not kind.startswith(("image/", "text/", "video/")):
        return 1
    if kind.startswith("video/") or _VIDEO.search(path):
        return 2
    return 3 if not kind else None


def language_tag(text: str) -> str:
    """Return a language tag as episodes have it; empty if it is none.

    >>> language_tag(" en_us "), language_tag("eng"), language_tag("es-419")
    ('en-us', 'en', 'es')
    >>> language_tag("English")
    ''
    """
    found = _LANGUAGE.fullmatch(text.strip().replace("_", "-"))
    return canonical_tag(found[1]) if found else ""


def is_same_language(one: str, other: str) -> bool:
    """Return whether two tags are of one language, or of languages too close to tell apart.

    >>> is_same_language("pt-BR", "pt"), is_same_language("nb", "no"), is_same_language("de", "nl")
    (True, True, False)
    """
    both = {base_language(canonical_tag(one)), base_language(canonical_tag(other))}
    return len(both) == 1 or any(both <= close for close in _CLOSE)
