"""Long rows of things, a portion at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def portions(things: Iterable[T], size: int) -> Iterator[list[T]]:
    """So many at a time, the last as many as are left (`itertools.batched` comes with Python 3.12)."""
    left = iter(things)
    while some := list(islice(left, size)):
        yield some
