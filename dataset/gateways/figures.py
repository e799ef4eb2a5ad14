"""
Figures that many look at: reckoned once for all of them, kept for a while in the cache.

What takes long to reckon is kept longer, so that no crowd of viewers costs the database more than a twentieth of one
process.
"""

import time
from collections.abc import Callable
from typing import TypeVar, cast

from django.core.cache import cache

Figure = TypeVar("Figure")

LEAST = 2.0  # seconds that a figure is kept at least
TIMES = 20  # and so many times as long as it took to reckon
STALE = 3_600  # seconds that it is shown while somebody reckons it anew
LONGEST = 60  # seconds after which another reckons it, since whoever did may be dead


def shared(key: str, reckon: Callable[[], Figure]) -> Figure:
    """The figure of this key; while one process reckons it anew, all others are given the one before."""
    kept = cache.get(key)
    if kept is not None and time.time() < kept[1]:
        return cast("Figure", kept[0])
    if not cache.add(f"{key}:reckoned", 1, LONGEST) and kept is not None:
        return cast("Figure", kept[0])
    began = time.perf_counter()
    try:
        figure = reckon()
        cache.set(key, (figure, time.time() + max(LEAST, TIMES * (time.perf_counter() - began))), STALE)
    finally:
        cache.delete(f"{key}:reckoned")
    return figure


def forget(key: str) -> None:
    """Have it reckoned anew at the next look: something was done that its viewers wait to see."""
    cache.delete(key)
