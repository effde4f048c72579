"""Builds on demand, each in a copy of this process, which has everything imported: a test that kills 50 builds must not start 50 Pythons.

Reads a folder a line; writes the process that builds it, and, when that has ended, its status.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from onrecord.errors import OnrecordError
from onrecord.incremental.episodes import BuildOptions
from onrecord_plugins.run import build_site

for line in sys.stdin:
    child = os.fork()
    if not child:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        try:
            status = build_site(Path(line.strip()), None, BuildOptions(), strict=False, quiet=True)
        except OnrecordError as error:
            status = error.exit_code
        os._exit(status)
    print(child, flush=True)
    _, ended = os.waitpid(child, 0)
    print(os.waitstatus_to_exitcode(ended), flush=True)
