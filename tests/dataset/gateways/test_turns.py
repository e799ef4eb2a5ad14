"""Processes that take turns: order, what they raise, and that none is left."""

import multiprocessing
import os
import signal
from collections.abc import Iterable, Iterator

import pytest

from dataset.gateways.turns import HelperDied, in_turns


def squares(numbers: Iterable[int]) -> Iterator[int]:
    for number in numbers:
        if number < 0:
            raise ValueError(f"no square of {number}")
        yield number * number


def dying(numbers: Iterable[int]) -> Iterator[int]:
    for number in numbers:
        if number == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        yield number


def test_results_come_in_the_order_of_the_items_whoever_made_them() -> None:
    assert list(in_turns(squares, [3, 1, 2, 5], 2)) == [(3, 9), (1, 1), (2, 4), (5, 25)]
    assert multiprocessing.active_children() == []


def test_what_a_process_raises_is_raised_here_and_the_others_end() -> None:
    found = in_turns(squares, [1, -3, 4, 5], 2)

    assert next(found) == (1, 1)
    with pytest.raises(ValueError, match="no square of -3"):
        next(found)
    assert multiprocessing.active_children() == []


def test_a_process_that_is_killed_is_noticed() -> None:
    found = in_turns(dying, [1, 2, 3, 4], 2)

    with pytest.raises(HelperDied, match="ended with -9"):
        list(found)
    assert multiprocessing.active_children() == []


def test_whoever_stops_taking_leaves_no_process_behind() -> None:
    found = in_turns(squares, range(1000), 2)

    assert next(found) == (0, 0)
    found.close()

    assert multiprocessing.active_children() == []
