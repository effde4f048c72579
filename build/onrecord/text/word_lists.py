"""Word lists in text files: sections in brackets, words between white space, `#` for comments."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def load_word_lists(module: str, name: str) -> Mapping[str, frozenset[str]]:
    """Return the word lists of a file beside a module, by section.

    Args:
        module: `__file__` of the module.
        name: Of the file.
    """
    return read_word_lists(Path(module).with_name(name).read_text(encoding="utf-8"))


def read_word_lists(text: str) -> Mapping[str, frozenset[str]]:
    r"""Return word lists by section.

    >>> sorted(read_word_lists("# numbers\n[small]\none two\nthree")["small"])
    ['one', 'three', 'two']
    """
    found: dict[str, set[str]] = {}
    section: set[str] = set()
    for line in text.splitlines():
        if line.startswith("["):
            section = found.setdefault(line.strip("[]"), set())
        elif not line.startswith("#"):
            section.update(line.split())
    return {name: frozenset(words) for name, words in found.items()}
