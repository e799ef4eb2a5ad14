"""Work done by a process apart, as far ahead as a pipe holds."""

import multiprocessing
import pickle
import signal
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from dataset.errors import DatasetError
from dataset.gateways.priorities import stand_back

Item = TypeVar("Item")
Made = TypeVar("Made")

PATIENCE = 5.0


class HelperDied(DatasetError):
    """A process ended before its work did: killed, or out of memory."""

    code = "helper_died"


def apart(make: Callable[[Iterable[Item]], Iterable[Made | None]], item: Item) -> Generator[Made, None, None]:
    """
    All that `make` makes of one item, up to the first None, in a process of its own: as much ahead as a pipe holds.

    :raises HelperDied: it ended too early
    """
    helper = _Helper(make)
    try:
        helper.give(item)
        while (made := helper.take()) is not None:
            yield made
    finally:
        helper.end()


class _Helper:
    """One process, and this end of the pipe to it and back."""

    def __init__(self, make: Callable[[Iterable[Any]], Iterable[Any]]) -> None:
        fresh = multiprocessing.get_context("spawn")  # a fork would take the connection to the database with it
        self._pipe, theirs = fresh.Pipe()
        self._process = fresh.Process(target=_work, args=(make, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def give(self, item: object) -> None:
        try:
            self._pipe.send_bytes(pickle.dumps(item, pickle.HIGHEST_PROTOCOL))
        except BrokenPipeError as error:
            raise self._died() from error

    def take(self) -> Any:
        try:
            made = pickle.loads(self._pipe.recv_bytes())  # noqa: S301  from a process of our own
        except (EOFError, ConnectionResetError) as error:
            raise self._died() from error
        if isinstance(made, Exception):
            raise made
        return made

    def _died(self) -> HelperDied:
        self._process.join(PATIENCE)
        return HelperDied(f"a process that helped ended with {self._process.exitcode}")

    def end(self) -> None:
        self._pipe.close()
        self._process.terminate()
        self._process.join()


def _work(make: Callable[[Iterable[Any]], Iterable[Any]], pipe: Connection) -> None:
    """The life of a process: leave ctrl-C to the one who started it, answer each item, end when nobody is there."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    stand_back()
    with suppress(BrokenPipeError, ConnectionResetError):
        for made in _made(make, pipe):
            pipe.send_bytes(pickle.dumps(made, pickle.HIGHEST_PROTOCOL))


def _made(make: Callable[[Iterable[Any]], Iterable[Any]], pipe: Connection) -> Iterator[Any]:
    try:
        yield from make(_given(pipe))
    except Exception as error:  # noqa: BLE001  raised again where the results are taken
        yield error


def _given(pipe: Connection) -> Iterator[Any]:
    with suppress(EOFError, ConnectionResetError):
        while True:
            yield pickle.loads(pipe.recv_bytes())  # noqa: S301  from the process that started this one
