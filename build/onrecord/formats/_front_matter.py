"""The YAML above a Markdown file, between two lines `---`: what it says of the episode."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from onrecord.archive import YamlList, YamlMap, read_yaml
from onrecord.formats._base import language_tag, squeeze
from onrecord.model import FrontMatter, Media, Person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.errors import Issue

# The longest of 74 real ones has 3 kB.
_LONGEST = 65_536
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_VIDEO = re.compile(r"https?://(?:www\.|m\.)?(?:youtube\.com|youtu\.be)/\S+", re.IGNORECASE)
_SOUND = re.compile(r"https?://\S+\.(?:mp3|m4a|ogg|opus|wav)(?:\?\S*)?", re.IGNORECASE)
_ROLES = {
    "speakers": "",
    "speaker": "",
    "hosts": "host",
    "host": "host",
    "guests": "guest",
    "guest": "guest",
}


def read_front_matter(text: str, path: str) -> tuple[FrontMatter, int, tuple[Issue, ...]]:
    r"""Return the front matter, its number of lines (0 if there is none) and its issues.

    What is wrong with it is a warning: the words below can be read all the same.

    >>> text = "---\ntitle: Talk\nspeakers: [Ann]\ntags: [links]\n---\nHi."
    >>> front, lines, _ = read_front_matter(text, "a.md")
    >>> front.title, front.people[0].name, front.keywords, lines
    ('Talk', 'Ann', ('links',), 5)
    """
    if not text.startswith("---") or text.partition("\n")[0].rstrip() != "---":
        return FrontMatter(), 0, ()
    end = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE).search(
        text, text.index("\n") + 1, _LONGEST
    )
    if not end:
        return FrontMatter(), 0, ()
    start = text.index("\n") + 1
    tree, wrong = read_yaml(text[start : end.start()].encode(), path)
    issues = tuple(replace(issue, line=issue.line + 1, severity="warning") for issue in wrong)
    return (
        _front(tree) if isinstance(tree, YamlMap) else FrontMatter(),
        text.count("\n", 0, end.start()) + 1,
        issues,
    )


def _front(tree: YamlMap) -> FrontMatter:
    day, media, source = (tree.text(key) for key in ("date", "media", "source"))
    audio = tree.text("audio") or media
    video, sound = _VIDEO.fullmatch(media), _SOUND.fullmatch(audio)
    return FrontMatter(
        title=squeeze(tree.text("title")),
        show=squeeze(tree.text("show") or tree.text("podcast")),
        date=_date(day[:10]),
        description=tree.text("description") or tree.text("summary"),
        language=language_tag(tree.text("language") or tree.text("lang")),
        people=tuple(
            Person(name=name, role=role)
            for key, role in _ROLES.items()
            for name in _names(tree, key)
        ),
        media=Media(youtube=media if video else "", audio=audio if sound else ""),
        source=source if source.startswith(("https://", "http://")) else "",
        keywords=tuple(
            dict.fromkeys(name for key in ("tags", "keywords") for name in _names(tree, key))
        ),
    )


def _names(tree: YamlMap, key: str) -> Iterator[str]:
    value = tree.get(key)
    names = tree.texts(key) if isinstance(value, YamlList) else tree.text(key).split(",")
    yield from (squeeze(name) for name in names if name.strip())


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None
