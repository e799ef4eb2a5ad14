"""Work done by several processes that take turns, so that what they make comes in its order."""

import multiprocessing
import signal
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from dataset.errors import DatasetError

Item = TypeVar("Item")
Made = TypeVar("Made")

PATIENCE = 5.0


class HelperDied(DatasetError):
    """A process ended before its work did: killed, or out of memory."""

    code = "helper_died"


def in_turns(
    make: Callable[[Sequence[Item]], Iterable[Made]], items: Sequence[Item], n_processes: int
) -> Generator[Made, None, None]:
    """
    What `make` makes of each item, in the order of the items; each process is given its share of them at once.

    A process makes one thing ahead, and waits until that is taken. When this process dies, however it dies, they end
    at their next try to hand something over. What `make` raises is raised here.

    :raises HelperDied: one of them ended too early
    """
    helpers = [_Helper(make, items[first::n_processes]) for first in range(min(n_processes, len(items)))]
    try:
        for number in range(len(items)):
            yield helpers[number % len(helpers)].take()
    finally:
        for helper in helpers:
            helper.end()


class _Helper:
    """One process, and this end of the pipe that it writes to."""

    def __init__(self, make: Callable[[Sequence[Item]], Iterable[Any]], items: Sequence[Item]) -> None:
        fresh = multiprocessing.get_context("spawn")  # a fork would take the connection to the database with it
        self._results, theirs = fresh.Pipe(duplex=False)
        self._process = fresh.Process(target=_work, args=(make, items, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def take(self) -> Any:
        try:
            made = self._results.recv()
        except EOFError as error:
            self._process.join(PATIENCE)
            raise HelperDied(f"a process of the export ended with {self._process.exitcode}") from error
        if isinstance(made, Exception):
            raise made
        return made

    def end(self) -> None:
        self._results.close()
        self._process.terminate()
        self._process.join()


def _work(make: Callable[[Sequence[Item]], Iterable[Any]], items: Sequence[Item], results: Connection) -> None:
    """The life of a process: leave ctrl-C to the one who started it, hand over what is made, end when nobody takes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        for made in _made(make, items):
            results.send(made)
    except BrokenPipeError:
        pass
    finally:
        results.close()


def _made(make: Callable[[Sequence[Item]], Iterable[Any]], items: Sequence[Item]) -> Iterator[Any]:
    try:
        yield from make(items)
    except Exception as error:  # noqa: BLE001  raised again where the results are taken
        yield error
