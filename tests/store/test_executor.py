"""Processes that compile episodes."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import gc, os
from onrecord.incremental.executor import open_pool, run_all

def tell(number):
    if number == 3:
        raise KeyError(number) if os.getpid() != parent else LookupError("called again here")
    return os.getpid(), number, gc.get_threshold()[0]

parent, before = os.getpid(), gc.get_threshold()
with open_pool(9, 2) as pool:
    told = list(run_all(tell, [0, 1, 2, 4], pool, ahead=4))
    try:
        list(run_all(tell, [5, 3], pool, ahead=4))
    except LookupError as error:
        print(error)
here, numbers = [pid == parent for pid, _, _ in told], [number for _, number, _ in told]
print(here, numbers, min(most for *_, most in told) > before[0])
print(gc.get_threshold() == before)
"""


def test_the_first_call_is_made_here_and_the_others_in_copies_of_what_it_leaves():
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    first, others, after = done.stdout.splitlines()
    assert first == "called again here"
    assert others == "[True, False, False, False] [0, 1, 2, 4] True"
    assert after == "True"
