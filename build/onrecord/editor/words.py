"""The smallest corrections between the words that are shown and those that somebody typed."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from onrecord import overlays
from onrecord.editor.changes import Remove, Update
from onrecord.editor.select import find_at
from onrecord.editor.tokens import Token, split_words, tokens_shown, without_first_space
from onrecord.editor.workspace import refuse
from onrecord.model import REMOVED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.editor.changes import Change
    from onrecord.editor.workspace import Workspace
    from onrecord.model import Span


# Words over which another one may be moved within one entry.
MOVED_OVER: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """Half-open ranges of the tokens shown and typed that differ; between stretches all agree."""

    shown: Span
    typed: Span

    def grow(self, left: int, right: int) -> _Stretch:
        """Return the stretch with more tokens, which agree, on its sides."""
        return _Stretch(
            shown=(self.shown[0] - left, self.shown[1] + right),
            typed=(self.typed[0] - left, self.typed[1] + right),
        )


def correct_words(workspace: Workspace, sentence: Span, typed: str) -> tuple[Change, ...]:
    """Return the changes of the overlay by which a sentence is shown as typed.

    Steps: 1. align the words shown with the words typed, where a word was moved or two neighbours
    differ as one stretch; 2. stretches that differ, with all of each
    alteration that they touch, grow until a build can tell their words from others; 3. one entry
    for each stretch, none where the words are as received.

    Args:
        workspace: the episode.
        sentence: its characters of the transcript's text.
        typed: the words that are to be shown; white space is collapsed.

    Raises:
        ContentError: nothing would be left of the sentence, or its words cannot be selected.
    """
    # 1.
    shown = without_first_space(list(tokens_shown(workspace, sentence)))
    wanted = without_first_space(
        [Token(text=text, spaced=spaced) for text, spaced, _ in split_words(typed)]
    )
    if not wanted:
        raise refuse(workspace, "nothing would be left of the sentence", "redact it instead")
    if typed == workspace.application.text.text[slice(*sentence)]:
        taken_back = _take_back(workspace, sentence, shown)
        if taken_back is not None:
            return taken_back
    before, after = ([token.shape for token in tokens] for tokens in (shown, wanted))
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    stretches = [
        _Stretch(shown=(i1, i2), typed=(j1, j2)) for tag, i1, i2, j1, j2 in steps if tag != "equal"
    ]
    stretches = _join_near(stretches, shown)
    # 2.
    grown: list[_Stretch] = []
    while stretches:
        one, *others = stretches
        left, right = _lacks(workspace, shown, wanted, one)
        if left or right:
            stretches = _merge([*grown, one.grow(left, right), *others])
            grown = []
        else:
            grown.append(one)
            stretches = others
    # 3.
    return tuple(change for one in grown for change in _write(workspace, shown, wanted, one))


def _join_near(stretches: Sequence[_Stretch], shown: Sequence[Token]) -> list[_Stretch]:
    """Join stretches with a word between them, or two words over which another one was moved.

    Words between them that are altered already keep their own entry.
    """
    joined: list[_Stretch] = []
    for one in stretches:
        between = shown[joined[-1].shown[1] : one.shown[0]] if joined else []
        if joined and not any(token.alteration for token in between):
            last = joined[-1]
            is_move = {_is_empty(last.shown), _is_empty(one.shown)} == {True, False} and (
                _is_empty(last.typed) or _is_empty(one.typed)
            )
            if len(between) <= (MOVED_OVER if is_move else 1):
                joined[-1] = _Stretch(
                    shown=(last.shown[0], one.shown[1]), typed=(last.typed[0], one.typed[1])
                )
                continue
        joined.append(one)
    return joined


def _is_empty(span: Span) -> bool:
    return span[0] == span[1]


def _take_back(
    workspace: Workspace, sentence: Span, shown: Sequence[Token]
) -> tuple[Change, ...] | None:
    """Return the changes by which a sentence is shown as received.

    None if corrections of the archive or of other sentences are shown in it, or redactions.
    """
    altered = _altered(shown, _Stretch(shown=(0, len(shown)), typed=(0, 0)))
    entries = [_entry_of(workspace, one) for one in altered]
    if any(one.span[0] < sentence[0] or one.span[1] > sentence[1] for one in altered):
        return None
    if not all(entries):
        return None
    return tuple(Remove(kind="corrections", index=entry.index) for entry in entries if entry)


def _lacks(
    workspace: Workspace, shown: Sequence[Token], wanted: Sequence[Token], one: _Stretch
) -> tuple[int, int]:
    """Return how many tokens a stretch must grow by on each side before it can be an entry."""
    left, right = _belongs_to(shown, wanted, one)
    if left or right:
        return left, right
    if _is_kept(workspace, shown, wanted, one) or find_at(workspace, _span(shown, one)) is not None:
        return 0, 0
    if one.shown[1] < len(shown):
        return 0, 1
    if one.shown[0]:
        return 1, 0
    words = workspace.application.text.text[slice(*_span(shown, one))]
    hint = "build the site once, so that its sentences have anchors"
    raise refuse(workspace, "these words cannot be told from the same words nearby", hint, words)


def _belongs_to(shown: Sequence[Token], wanted: Sequence[Token], one: _Stretch) -> tuple[int, int]:
    """Return on which side a stretch cannot be parted from its neighbour."""
    first, end = one.shown
    if first == end:
        # Words that were left out are added to their neighbour.
        return (1, 0) if first else (0, 1)
    has_words = one.typed[0] < one.typed[1]
    is_joined = has_words and shown[first].spaced != wanted[one.typed[0]].spaced
    if first and (is_joined or _is_one_alteration(shown, first)):
        return 1, 0
    return 0, int(end < len(shown) and _is_one_alteration(shown, end))


def _is_one_alteration(shown: Sequence[Token], index: int) -> bool:
    """Return whether a token and the one before it are shown in place of the same words."""
    alteration = shown[index].alteration
    return alteration is not None and shown[index - 1].alteration is alteration


def _merge(stretches: Sequence[_Stretch]) -> list[_Stretch]:
    """Join stretches that reach each other; a grown one may go beyond a neighbour of no words."""
    merged: list[_Stretch] = []
    for one in stretches:
        if merged and one.shown[0] <= merged[-1].shown[1]:
            last = merged.pop()
            before = max(0, last.shown[0] - one.shown[0])
            after = max(0, last.shown[1] - one.shown[1])
            merged.append(
                _Stretch(
                    shown=(last.shown[0] - before, one.shown[1] + after),
                    typed=(last.typed[0] - before, one.typed[1] + after),
                )
            )
        else:
            merged.append(one)
    return merged


def _span(shown: Sequence[Token], one: _Stretch) -> Span:
    return shown[one.shown[0]].span[0], shown[one.shown[1] - 1].span[1]


def _now(wanted: Sequence[Token], one: _Stretch) -> str:
    tokens = wanted[slice(*one.typed)]
    return "".join(f"{' ' * token.spaced}{token.text}" for token in tokens).lstrip()


def _altered(shown: Sequence[Token], one: _Stretch) -> list[overlays.Alteration]:
    tokens = shown[slice(*one.shown)]
    return list(
        {id(token.alteration): token.alteration for token in tokens if token.alteration}.values()
    )


def _is_kept(
    workspace: Workspace, shown: Sequence[Token], wanted: Sequence[Token], one: _Stretch
) -> bool:
    """Return whether the overlay needs no new entry: the words are shown so, or as received."""
    altered, now = _altered(shown, one), _now(wanted, one)
    if any(each.removed for each in altered):
        raise refuse(workspace, "these words are redacted", "remove the redaction first", REMOVED)
    if len(altered) == 1 and altered[0].span == _span(shown, one):
        entry = _entry_of(workspace, altered[0])
        return entry is not None or altered[0].now == now
    of_archive = any(_entry_of(workspace, each) is None for each in altered)
    return not of_archive and now == workspace.application.text.text[slice(*_span(shown, one))]


def _entry_of(
    workspace: Workspace, alteration: overlays.Alteration
) -> overlays.CorrectionEntry | None:
    entries = workspace.prepared.overlay.of(overlays.CorrectionEntry)
    return next((entry for entry in entries if entry.name == alteration.name), None)


def _write(
    workspace: Workspace, shown: Sequence[Token], wanted: Sequence[Token], one: _Stretch
) -> Iterator[Change]:
    """Yield the changes for one stretch."""
    span, now, altered = _span(shown, one), _now(wanted, one), _altered(shown, one)
    entries = [entry for each in altered if (entry := _entry_of(workspace, each))]
    was = workspace.application.text.text[slice(*span)]
    if len(altered) == 1 and altered[0].span == span:
        if altered[0].now == now:
            return
        if entries and now != was:
            yield Update(kind="corrections", index=entries[0].index, values={"now": now})
            return
    for entry in entries:
        yield Remove(kind="corrections", index=entry.index)
    if now == was and len(entries) == len(altered):
        return
    values = {"at": find_at(workspace, span), "was": was, "now": now}
    yield workspace.insert("corrections", values, span[0])
