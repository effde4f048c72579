"""Running many calls on any executor, in order, a few at a time, even if workers are lost."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Executor
    from multiprocessing.process import BaseProcess

# With fewer episodes, a second process takes longer to start than it saves.
WORTH_A_POOL = 8
# Threshold of the garbage collector. An episode makes a million objects, nearly all freed at once;
# a build keeps the summaries. With Python's threshold of 700, compiling 12 real episodes takes 15 %
# more CPU time (1.47 s against 1.27), and so does editing one of 299 (4.39 s against 3.72, with 207
# MB of memory against 216).
THRESHOLD = 50_000

Argument = TypeVar("Argument")
Outcome = TypeVar("Outcome")
Given = ParamSpec("Given")


def run_all(
    function: Callable[[Argument], Outcome],
    arguments: Iterable[Argument],
    executor: Executor | None,
    *,
    ahead: int,
) -> Iterator[Outcome]:
    """Yield the result of each call, in the order of the arguments.

    At most `ahead` calls are submitted at a time, so memory does not grow with their number. A call
    that was lost with its worker is made in this process.
    """
    waiting: deque[tuple[Argument, Future[Outcome] | None]] = deque()
    broken = executor is None
    for argument in arguments:
        future: Future[Outcome] | None = None
        if executor is not None and not broken:
            try:
                future = executor.submit(function, argument)
            except RuntimeError:  # BrokenExecutor is one; so is an executor that was shut down.
                broken = True
        waiting.append((argument, future))
        if broken or len(waiting) > ahead:
            yield _outcome(function, *waiting.popleft())
    while waiting:
        yield _outcome(function, *waiting.popleft())


def _outcome(
    function: Callable[[Argument], Outcome], argument: Argument, future: Future[Outcome] | None
) -> Outcome:
    if future is not None:
        try:
            return future.result()
        except OnrecordError:
            raise
        except Exception:  # noqa: BLE001, S110 - each executor reports a lost worker differently; an error of ours is raised again below
            pass
    return function(argument)


@contextmanager
def open_pool(count: int, jobs: int = os.cpu_count() or 1) -> Iterator[Executor | None]:
    """Yield worker processes for `count` calls; None if one process is as fast."""
    with collecting_rarely():
        if min(jobs, count) < 2 or count < WORTH_A_POOL:  # noqa: PLR2004 - one process is this one
            yield None
            return
        # Forking costs a hundredth of starting a new process, but is not safe with threads.
        method = (
            "fork"
            if "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
            else "spawn"
        )
        kind = _Copies if method == "fork" else ProcessPoolExecutor
        pool = kind(
            min(jobs, count), mp_context=multiprocessing.get_context(method), initializer=_begin
        )
        try:
            yield pool
        finally:
            pool.shutdown(cancel_futures=True)


class _Copies(ProcessPoolExecutor):
    """Forks of this process after its first call, with word lists, templates and fonts loaded."""

    _made = False

    def submit(
        self, fn: Callable[Given, Outcome], /, *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Outcome]:
        """Call a function in a fork; the first time in this process."""
        if self._made:
            return super().submit(fn, *args, **kwargs)
        self._made = True
        future: Future[Outcome] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - as a worker would return it
            future.set_exception(error)
        return future


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """Freeze existing objects, which workers then share, and raise the collector's threshold."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(THRESHOLD)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def _begin() -> None:
    """Prepare a worker."""
    gc.set_threshold(THRESHOLD)
    _end_with_parent()


def _end_with_parent() -> None:
    """End a worker whose build was killed: it would wait forever and keep its memory."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_wait_for_end, args=(parent,), daemon=True).start()


def _wait_for_end(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
