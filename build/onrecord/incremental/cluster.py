"""The episode chain on a Dask cluster, through the same interface as on this machine."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from onrecord.errors import ConfigurationError, OutsideError
from onrecord.store import code_version

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

# Seconds to wait for an answer.
_SECONDS = 20


@contextmanager
def open_cluster(count: int, scheduler: str) -> Iterator[Executor | None]:
    """Yield the workers behind a scheduler; None if there are no episodes to compile.

    A worker receives the bytes of an episode's files and returns its record. It needs onrecord,
    but no access to the archive.

    Raises:
        ConfigurationError: Dask is not installed, or a worker has another version of onrecord.
        OutsideError: no scheduler answers at this address.
    """
    if not count:
        yield None
        return
    try:
        from distributed import Client  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ConfigurationError(
            "--executor dask: Dask is not installed\n    hint: pip install 'onrecord[dask]'"
        ) from error
    try:
        client = Client(scheduler, timeout=_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise OutsideError(scheduler, f"no scheduler answers: {error}") from error
    try:
        # A client that is not asynchronous returns the results themselves.
        versions = cast("dict[str, str]", client.run(code_version))
        other = [worker for worker, version in versions.items() if version != code_version()]
        if other:
            raise ConfigurationError(
                f"the workers {', '.join(sorted(other))} run another version of onrecord, of a"
                " library or of Python"
            )
        # Not `pure`: Dask would hash each argument to look for an earlier call, and never find one.
        yield client.get_executor(pure=False)
    finally:
        client.close()
