"""Pictures examined in processes of their own, under a limit of memory: a bomb ends a child, never the command."""

import multiprocessing
import resource
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from dataset.gateways import pixels
from dataset.gateways.pixels import Picture
from dataset.gateways.priorities import stand_back
from dataset.rules.reasons import PictureReason, Refused

MEMORY = 1536 * 1024**2
SIZE = Path("/proc/self/statm")

Finding = Picture | Refused
Examine = Callable[[bytes], Finding]
Tag = TypeVar("Tag")


def examine(data: bytes) -> Finding:
    """The picture, or the reason against it, as a value: so that it travels between processes."""
    try:
        return pixels.examine(data)
    except Refused as refusal:
        return refusal
    except MemoryError:
        return Refused(PictureReason.TOO_MUCH_MEMORY)
    except Exception as error:  # noqa: BLE001  hostile bytes in code of others: whatever it raises is of this picture
        return Refused(PictureReason.DECODER_FAILED, f"{type(error).__name__}: {error}")


def examine_here(data: bytes) -> Finding:
    """`examine` in this process, while it may not grow by more than the limit."""
    with _limited(MEMORY):
        return examine(data)


@contextmanager
def _limited(n_bytes: int) -> Iterator[None]:
    """Hold this process to its present size and so many bytes more, where the system tells and keeps that size."""
    before, hard = resource.getrlimit(resource.RLIMIT_AS)
    if not SIZE.exists():
        yield
        return
    limit = _size() + n_bytes
    resource.setrlimit(resource.RLIMIT_AS, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (before, hard))


def _size() -> int:
    return int(SIZE.read_text().split()[0]) * resource.getpagesize()


def _begin() -> None:
    """A child's first act: leave ctrl-C to the parent, never outgrow the limit."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    stand_back()
    if SIZE.exists():
        resource.setrlimit(resource.RLIMIT_AS, (_size() + MEMORY, resource.RLIM_INFINITY))


class Examiners:
    """A small pool of such processes; use it as a context."""

    def __init__(self, n_processes: int) -> None:
        self._n_processes = n_processes
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Examiners":
        return self

    def __exit__(self, *error: object) -> None:
        self._end()

    def each(self, pictures: Iterable[tuple[Tag, bytes]]) -> Iterator[tuple[Tag, bytes, Finding]]:
        """Every picture with its finding, in order; a few are ahead, so that memory stays small."""
        ahead: deque[tuple[Tag, bytes, Future[Finding]]] = deque()
        for tag, data in pictures:
            ahead.append((tag, data, self._submit(data)))
            if len(ahead) > 2 * self._n_processes:
                yield self._finish(*ahead.popleft())
        while ahead:
            yield self._finish(*ahead.popleft())

    def _submit(self, data: bytes) -> "Future[Finding]":
        try:
            return self._running().submit(examine, data)
        except BrokenProcessPool:
            self._end()
            return self._running().submit(examine, data)

    def _finish(self, tag: Tag, data: bytes, future: "Future[Finding]") -> tuple[Tag, bytes, Finding]:
        """The finding. Where a child died, all that was ahead failed with it: the picture is tried again alone."""
        try:
            return tag, data, future.result()
        except BrokenProcessPool:
            return tag, data, self._alone(data)

    def _alone(self, data: bytes) -> Finding:
        try:
            with ProcessPoolExecutor(1, mp_context=_context(), initializer=_begin) as one:
                return one.submit(examine, data).result()
        except BrokenProcessPool:
            return Refused(PictureReason.CRASHED)

    def _running(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self._n_processes, mp_context=_context(), initializer=_begin)
        return self._pool

    def _end(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


def _context() -> multiprocessing.context.BaseContext:
    """Fresh processes: a fork would take the connection to the database with it."""
    return multiprocessing.get_context("spawn")
