import itertools
import threading
from collections.abc import Iterator

import pytest

from dataset.gateways.ahead import ahead


def failing() -> Iterator[int]:
    yield 1
    raise ValueError("bad")


def test_items_come_in_their_order() -> None:
    assert list(ahead(range(50))) == list(range(50))


def test_what_the_maker_raises_is_raised_after_its_items() -> None:
    found = ahead(failing())

    assert next(found) == 1
    with pytest.raises(ValueError, match="bad"):
        next(found)


def test_leaving_early_ends_the_thread() -> None:
    n_threads = threading.active_count()
    endless = itertools.count()
    found = ahead(endless)

    assert next(found) == 0
    found.close()

    assert threading.active_count() == n_threads
    assert next(endless) <= 5


def test_what_the_items_are_taken_from_is_closed_by_the_thread() -> None:
    closed_by: list[str] = []

    def numbers() -> Iterator[int]:
        try:
            yield from itertools.count()
        finally:
            closed_by.append(threading.current_thread().name)

    found = ahead(numbers())
    next(found)
    found.close()

    assert len(closed_by) == 1
    assert closed_by != [threading.current_thread().name]
