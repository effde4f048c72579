"""Running many calls on any executor, in order, with few under way at a time, whatever becomes of the workers."""

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

# Two processes for fewer episodes would start longer than they work.
WORTH_A_POOL = 8
# Of the garbage collector. An episode makes a million objects, and nearly all are freed at once. With Python's threshold of 700, compiling
# 12 real episodes takes 15 % more CPU time (1.47 s against 1.27); with this one, 50 episodes take no more memory.
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
    """Give the outcome of each call, in the order of the arguments.

    Only `ahead` calls are under way or wait for their turn, so memory does not grow with the number. A call that was lost with its worker
    is made here.
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
        except Exception:  # noqa: BLE001, S110 - each executor has its own way to say that a worker is gone; a fault of ours shows again below
            pass
    return function(argument)


@contextmanager
def open_pool(count: int, jobs: int = os.cpu_count() or 1) -> Iterator[Executor | None]:
    """Give processes for `count` calls; nothing where one process is as fast."""
    with _collecting_rarely():
        if min(jobs, count) < 2 or count < WORTH_A_POOL:  # noqa: PLR2004 - one process is this one
            yield None
            return
        # A copy of this process costs a hundredth of a new one, but must not be made of one with threads.
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
    """Copies of this process, made after the first call, which is made here: none loads tables of words, templates and fonts again."""

    _made = False

    def submit(
        self, fn: Callable[Given, Outcome], /, *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Outcome]:
        """Call a function in a copy; the first time in this process."""
        if self._made:
            return super().submit(fn, *args, **kwargs)
        self._made = True
        future: Future[Outcome] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - as a worker would hand it over
            future.set_exception(error)
        return future


@contextmanager
def _collecting_rarely() -> Iterator[None]:
    """Freeze existing objects, so that workers share them, and raise the threshold of the garbage collector."""
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
    """See that a worker ends when its build is killed: it waits for work otherwise, and holds what it has inherited."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_wait_for_end, args=(parent,), daemon=True).start()


def _wait_for_end(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
