"""Which pairs are looked at once more, and what a sample says of the rest."""

import hashlib
from math import sqrt
from typing import NamedTuple

NORMAL_95 = 1.959963984540054
RANGE = 2**64


class Interval(NamedTuple):
    """A share with what it may be, at 95 %."""

    share: float
    low: float
    high: float


def is_drawn(name: str, share: float) -> bool:
    """Whether what is so called is in a sample of that share: as good as by chance, and always the same."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8]) < share * RANGE


def share_of(n_found: int, n: int) -> Interval | None:
    """
    A share found in a simple random sample, with Wilson's score interval; None when nothing was looked at.

    E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927) 209-212.
    """
    if n == 0:
        return None
    share, z2 = n_found / n, NORMAL_95**2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = NORMAL_95 / (1 + z2 / n) * sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return Interval(share, max(0.0, middle - half), min(1.0, middle + half))
