"""Work made ready in a thread while the caller waits for the database."""

import queue
import threading
from collections.abc import Generator, Iterable
from contextlib import closing, nullcontext
from typing import TypeVar

Item = TypeVar("Item")

AT_MOST = 2
# Items that may be between the maker and the end of the caller's work while the next one is made.
IN_HAND = AT_MOST + 1


def ahead(items: Iterable[Item]) -> Generator[Item, None, None]:
    """
    The same items in the same order, up to two of them made before they are asked for.

    What making them raises is raised here. Leaving the loop ends the thread, which closes what it took them from.
    """
    ready: queue.Queue[Item | _End] = queue.Queue(AT_MOST)
    left = threading.Event()
    maker = threading.Thread(target=_make, args=(items, ready, left), daemon=True)
    maker.start()
    try:
        while not isinstance(item := ready.get(), _End):
            yield item
        if item.error is not None:
            raise item.error
    finally:
        left.set()
        maker.join()


class _End:
    def __init__(self, error: BaseException | None) -> None:
        self.error = error


def _make(items: Iterable[Item], ready: "queue.Queue[Item | _End]", left: threading.Event) -> None:
    error = None
    try:
        with closing(items) if isinstance(items, Generator) else nullcontext():
            for item in items:
                if not _put(item, ready, left):
                    return
    except BaseException as raised:  # noqa: BLE001  handed on to the one who waits for the items
        error = raised
    _put(_End(error), ready, left)


def _put(item: "Item | _End", ready: "queue.Queue[Item | _End]", left: threading.Event) -> bool:
    """Hand an item over; False when nobody waits for it any more."""
    while not left.is_set():
        try:
            ready.put(item, timeout=0.1)
        except queue.Full:
            continue
        return True
    return False
