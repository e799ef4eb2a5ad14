"""Qualifying: how an answer compares with the gold, what passes, and which gold an attempt is made of."""

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

# Of five pictures of an attempt one shows all that its prompt says, so that striking something is no habit.
BARE_ONE_IN = 5


@dataclass(frozen=True, slots=True)
class Given:
    """An answer to an item, its strikes sorted, each once."""

    item: int
    uuid: UUID
    struck: tuple[int, ...] = ()
    active_ms: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """The words of one answer beside the gold: struck by both, by the gold alone, by the answer alone."""

    hits: tuple[int, ...]
    missed: tuple[int, ...]
    over: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """
    Words of one answer, or summed over many.

        recall    = hits / (hits + missed), 1 where the gold strikes nothing
        precision = hits / (hits + over),   1 where the answers strike nothing

    Both are exact fractions over all words of all items together, so that a long prompt weighs as its words do.
    """

    hits: int = 0
    missed: int = 0
    over: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.hits + other.hits, self.missed + other.missed, self.over + other.over)

    @property
    def recall(self) -> Fraction:
        return Fraction(self.hits, self.hits + self.missed) if self.hits + self.missed else Fraction(1)

    @property
    def precision(self) -> Fraction:
        return Fraction(self.hits, self.hits + self.over) if self.hits + self.over else Fraction(1)


@dataclass(frozen=True, slots=True)
class Bar:
    """What a project asks: `n_items` pictures an attempt, so many attempts, and the two shares to be reached."""

    n_items: int
    n_attempts: int
    recall: float
    precision: float


def compared(struck: Collection[int], gold: Collection[int], locked: Collection[int] = ()) -> Comparison:
    """The two sets of strikes beside each other; locked words are nobody's to strike and count for nothing."""
    theirs, true = set(struck) - set(locked), set(gold) - set(locked)
    return Comparison(tuple(sorted(theirs & true)), tuple(sorted(true - theirs)), tuple(sorted(theirs - true)))


def counted(comparison: Comparison) -> Count:
    return Count(len(comparison.hits), len(comparison.missed), len(comparison.over))


def passes(count: Count, *, recall: float, precision: float) -> bool:
    """Whether both shares are reached; a share that is met exactly is reached."""
    return count.recall >= share(recall) and count.precision >= share(precision)


def share(wanted: float) -> Fraction:
    """The share as it is written: 0.85 is 17/20, not the binary number nearest to it."""
    return Fraction(str(wanted))


def n_usable(n_struck: int, n_bare: int, n_items: int) -> int:
    """How many pictures one attempt could take: those with strikes, and of the others no more than a fifth."""
    return min(n_items, n_struck + min(n_bare, n_items // BARE_ONE_IN))


def drawn(struck: Sequence[int], bare: Sequence[int], n_items: int, seed: int) -> list[int]:
    """
    The gold of one attempt, in its order: `n_items` keys without repetition, or fewer when there are not enough.

    :param struck: keys of gold that strikes something
    :param bare: keys of gold that strikes nothing
    """
    chance = random.Random(seed)  # noqa: S311  a draw that can be repeated, no secret
    some_bare = chance.sample(sorted(bare), min(len(bare), n_items // BARE_ONE_IN))
    chosen = some_bare + chance.sample(sorted(struck), min(len(struck), n_items - len(some_bare)))
    chance.shuffle(chosen)
    return chosen
