"""A process apart: what it makes, what it raises, and that it is not left."""

import multiprocessing
from collections.abc import Iterable, Iterator

import pytest

from dataset.gateways.turns import apart


def up_to(asked: Iterable[int]) -> Iterator[int | None]:
    for n in asked:
        yield from range(1, n + 1)
        if n > 4:
            raise ValueError(f"{n} are too many")
        yield None


def test_one_process_apart_makes_all_of_one_item_and_ends() -> None:
    assert list(apart(up_to, 4)) == [1, 2, 3, 4]
    assert multiprocessing.active_children() == []


def test_what_a_process_apart_raises_is_raised_after_what_it_made() -> None:
    found = apart(up_to, 5)

    assert [next(found) for _ in range(5)] == [1, 2, 3, 4, 5]
    with pytest.raises(ValueError, match="5 are too many"):
        next(found)
    assert multiprocessing.active_children() == []


def test_leaving_a_process_apart_ends_it() -> None:
    found = apart(up_to, 4)

    assert next(found) == 1
    found.close()

    assert multiprocessing.active_children() == []
