"""Templates as Python has compiled them, kept where Python keeps what it has compiled: beside our own code, and trusted as that is."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2

if TYPE_CHECKING:
    from collections.abc import Iterable


def template_cache(extensions: Iterable[str] = ()) -> jinja2.BytecodeCache | None:
    """Give where compiled templates are kept; None where nothing can be. Forty templates take 0.15 s to compile, in each build.

    Jinja knows whether a template has changed; what else the outcome depends on is in the name of the folder.

    Args:
        extensions: of the environment.
    """
    if sys.dont_write_bytecode:
        return None
    folder = (
        Path(__file__).parent
        / "__pycache__"
        / "-".join(["jinja2", jinja2.__version__, *sorted(extensions)])
    )
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return jinja2.FileSystemBytecodeCache(str(folder)) if os.access(folder, os.W_OK) else None
