r"""Repairs what scraping did to a description, for display only; the file keeps it as received.

Seen on pages of podscripts.co: "read more" leaves three dots where it hid the rest, even inside a
word (`fu...tures`); list items and paragraphs lose their line breaks (`about:* time to AGI* leaks`,
`AIWatch on YouTube`, `episodes.Timestamps`). A list of chapters with its times stays exactly as it
is: `chapters` reads it.
"""

from __future__ import annotations

import re

# Where "read more" hides the rest, in characters (measured on the one page we have: 200).
_FOLD = 200
_ELLIPSIS = "..."

# With its times in brackets or bare, and titles without a break, up to the end of the line.
_CHAPTERS = re.compile(r"\(?\b\d{1,2}:\d\d(?::\d\d)?\)?")
_BULLET = re.compile(r"(?<=\S)\* (?=\S)")
_SEVERAL = 2
# Paragraphs of which hosting services and show notes are made: at a capital, glued to what was the
# line before.
_OPENERS = re.compile(
    r"(?<=[\w.!?:)\]’”\"'])(?=(?:Watch|Listen|Available) (?:on|to|now)\b|Read the\b|Follow (?:me"
    r"|us|the|on)\b|Subscribe (?:to|on|at|for)\b"
    r"|(?:Timestamps|Chapters|Outline|Sponsors|Links|Show notes|Transcript|References)(?=[:(\s])"
    r"|Sign up\b|Support (?:the|this|us)\b)"
)
# The last line that Substack adds; it follows the last title of a list of chapters with no more
# than a space.
_APPENDED = re.compile(r"(?<![ \t])[ \t]++(?=Get full access to [^\n]{1,200} at \S{1,200}\.\S)")
_GLUED = re.compile(r"(?<=[a-z]{2}[.!?])(?=[A-Z][a-z])")
_URL = re.compile(r"(?<![\w(<\[/@.])(?:https?://|www\.)[^\s<>()\[\]\"]{1,2000}", re.IGNORECASE)
_BEHIND_URL = ".,;:!?'’”*"


def mend(description: str) -> str:
    """Return a scraped description as Markdown: lists, paragraphs and links as they were meant.

    >>> text = "We talk about:* time* spies.Listen on Apple Podcasts. More at www.example.org/a."
    >>> print(mend(text))
    We talk about:
    <BLANKLINE>
    * time
    * spies.
    <BLANKLINE>
    Listen on Apple Podcasts. More at [www.example.org/a](https://www.example.org/a).
    """
    if description.startswith(_ELLIPSIS, _FOLD):
        description = description[:_FOLD] + description[_FOLD + len(_ELLIPSIS) :]
    description = _APPENDED.sub("\n\n", description)
    paragraphs = [part for line in description.split("\n") for part in _OPENERS.split(line)]
    return "\n\n".join(
        _mend_paragraph(paragraph.strip()) for paragraph in paragraphs if paragraph.strip()
    )


def _mend_paragraph(paragraph: str) -> str:
    chapters = list(_CHAPTERS.finditer(paragraph))
    start = chapters[0].start() if len(chapters) >= _SEVERAL else len(paragraph)
    before, kept = paragraph[:start], paragraph[start:]
    if len(_BULLET.findall(before)) >= _SEVERAL:
        head, *entries = _BULLET.split(before)
        before = f"{head.strip()}\n\n" + "\n".join(f"* {entry.strip()}" for entry in entries)
    # Addresses are full of dots and capitals: sentences come apart only between them.
    mended: list[str] = []
    position = 0
    for url in _URL.finditer(before):
        mended += [_GLUED.sub(" ", before[position : url.start()]), _link(url.group())]
        position = url.end()
    return "".join(mended) + _GLUED.sub(" ", before[position:]) + kept


def _link(text: str) -> str:
    url = text.rstrip(_BEHIND_URL)
    address = url if "://" in url else f"https://{url}"
    return f"[{url}]({address}){text[len(url) :]}"
