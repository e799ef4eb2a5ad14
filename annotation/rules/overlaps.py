"""
What becomes of a pair in work when its batch asks another number of opinions.

Agreement is measured on the opinions that were asked whatever the others said. So the number wanted never changes
once they are all in: what is asked after that depends on what they say. Nor does it take back what somebody holds, or
allow fewer than were given.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotation.rules.paces import Left


@dataclass(frozen=True, slots=True)
class Live:
    """A live place of a pair: its ordinal, whether it is filled, whether somebody holds it."""

    ordinal: int
    filled: bool = False
    held: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """What the pair asks from now on; places to close, by ordinal, and ordinals to be changed: the old → the new."""

    wanted: int
    at_most: int
    close: tuple[int, ...] = ()
    moves: tuple[tuple[int, int], ...] = ()


def changed(places: Sequence[Live], wanted: int, new_wanted: int, new_at_most: int) -> Changed:
    """What a pair with these live places, which wanted `wanted` opinions, asks from now on."""
    now = wanted_now(places, wanted, new_wanted)
    waiting = sorted((p.ordinal for p in places if not p.filled and not p.held), reverse=True)
    close = waiting[: max(0, len(places) - now)] if now < wanted else []
    left = [p.ordinal for p in places if p.ordinal not in close]
    free = [ordinal for ordinal in range(1, now + 1) if ordinal not in left]
    beyond = sorted(ordinal for ordinal in left if ordinal > now) if now < wanted else []
    at_most = max(new_at_most, now, n_given(places))
    return Changed(now, at_most, tuple(close), tuple(zip(beyond, free, strict=False)))


def wanted_now(places: Sequence[Live], wanted: int, new: int) -> int:
    """The opinions that are asked whatever the others say: as before, where further ones were asked or are due."""
    n_filled = sum(place.filled for place in places)
    if n_filled >= wanted or any(place.ordinal > wanted for place in places):
        return wanted
    return max(new, n_given(places)) if new < wanted else new


def n_given(places: Sequence[Live]) -> int:
    """The opinions that are there or in somebody's hands."""
    return sum(place.filled or place.held for place in places)


def left_after(left: Left, before: tuple[int, int], after: tuple[int, int]) -> Left:
    """
    What is still to be judged once `(wanted, at most)` has changed: at least, where fewer are wanted than before.

    Pairs on which opinions differ, and those at the desk, stay as they are.
    """
    n_changing = left.n_open - left.n_contested
    n_missing = max(0, left.n_missing + (after[0] - before[0]) * n_changing)
    return replace(left, n_missing=n_missing, asks_further=after[1] > after[0])
