"""Work done by several processes side by side, each on a thing of its own."""

import multiprocessing
import os
import pickle
import signal
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from threading import Thread
from typing import Any, TypeVar

from dataset.errors import DatasetError
from dataset.gateways.priorities import stand_back

Item = TypeVar("Item")
Made = TypeVar("Made")

PATIENCE = 5.0


class HelperDied(DatasetError):
    """A process ended before its work did: killed, or out of memory."""

    code = "helper_died"


def side_by_side(
    make: Callable[[Item], Iterable[Made]], items: Sequence[Item]
) -> Generator[tuple[int, Made], None, None]:
    """
    All that `make` makes of each item, with the item's place, as it comes; each item has a process.

    When this process dies, however it dies, their pipes close and they end. What `make` raises is raised here.

    :raises HelperDied: one of them ended too early
    """
    helpers = [_Helper(make, item) for item in items]
    busy = {helper.pipe: place for place, helper in enumerate(helpers)}
    try:
        while busy:
            for pipe in wait([*busy]):
                made = helpers[busy[pipe]].take()  # type: ignore[index]  # none but these pipes were waited for
                if made is None:
                    del busy[pipe]  # type: ignore[arg-type]
                else:
                    yield busy[pipe], made[0]  # type: ignore[index]
    finally:
        for helper in helpers:
            helper.end()


class _Helper:
    """One process, and this end of the pipe to it."""

    def __init__(self, make: Callable[[Any], Iterable[Any]], item: object) -> None:
        fresh = multiprocessing.get_context("spawn")  # a fork would take the connection to the database with it
        self.pipe, theirs = fresh.Pipe()
        self._process = fresh.Process(target=_work, args=(make, item, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def take(self) -> tuple[Any] | None:
        """The next thing that it made; None when it is done."""
        try:
            made = pickle.loads(self.pipe.recv_bytes())  # noqa: S301  from a process of our own
        except (EOFError, ConnectionResetError) as error:
            self._process.join(PATIENCE)
            raise HelperDied(f"a process of the export ended with {self._process.exitcode}") from error
        if isinstance(made, Exception):
            raise made
        return made  # type: ignore[no-any-return]  # as it was sent

    def end(self) -> None:
        self.pipe.close()
        self._process.terminate()
        self._process.join()


def _work(make: Callable[[Any], Iterable[Any]], item: object, pipe: Connection) -> None:
    """The life of a process: leave ctrl-C to the one who started it, make what is asked, end when nobody is there."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    stand_back()
    Thread(target=_end_with, args=(pipe,), daemon=True).start()
    with suppress(BrokenPipeError, ConnectionResetError):
        try:
            for made in make(item):
                _send(pipe, (made,))
            _send(pipe, None)
        except Exception as error:  # noqa: BLE001  raised again where the results are taken
            _send(pipe, error)


def _send(pipe: Connection, made: object) -> None:
    pipe.send_bytes(pickle.dumps(made, pickle.HIGHEST_PROTOCOL))


def _end_with(pipe: Connection) -> None:
    """End this process when the other end of the pipe closes, also while it waits for the database."""
    with suppress(EOFError, ConnectionResetError):
        pipe.recv_bytes()  # nothing is ever sent this way
    os._exit(1)
