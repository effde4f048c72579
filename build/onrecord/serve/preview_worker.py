"""The process that builds the preview, so that no build ever delays an answer of the server.

It builds once for each line on its standard input, and answers with a line of JSON. It ends with
the server, whose end closes the input.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import msgspec

from onrecord.errors import OnrecordError
from onrecord_plugins.run import Preview, build_preview, print_log


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a build."""

    preview: Preview | None = None
    """None if it failed."""
    fault: str = ""
    """Why it failed, as the command line would print it."""


def main() -> None:
    """Build whenever asked."""
    # Whatever a plugin prints must not be taken for an answer.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    root, quiet = Path(sys.argv[1]), "--quiet" in sys.argv[2:]
    print_log(quiet=quiet)
    for _ in sys.stdin:
        answers.write(msgspec.json.encode(build(root)) + b"\n")
        answers.flush()


def build(root: Path) -> Outcome:
    """Build once."""
    try:
        return Outcome(preview=build_preview(root))
    except OnrecordError as error:
        return Outcome(fault=str(error))
    except Exception as error:  # noqa: BLE001 - of a plugin or a template: shown on the page, and mended there
        return Outcome(fault=f"{type(error).__name__}: {error}")


if __name__ == "__main__":
    main()
