"""A 64-bit hash of how a picture looks: near pictures differ in few bits."""

import math
from collections.abc import Sequence
from statistics import median

SIDE = 32
KEPT = 8

_COSINES = tuple(tuple(math.cos(math.pi * k * (2 * n + 1) / (2 * SIDE)) for n in range(SIDE)) for k in range(KEPT))


def perceptual_hash(luma: Sequence[int]) -> int:
    """
    The hash of a picture of 32 x 32 grey values, row by row, as a signed 64-bit number.

    Cosine transform, the 8 x 8 lowest frequencies, each compared with their median: N. Krawetz, "Looks Like It"
    (2011); the same bits as ImageHash's `phash`, highest first.
    """
    rows = [_lowest(luma[start : start + SIDE]) for start in range(0, SIDE * SIDE, SIDE)]
    across = [_lowest(column) for column in zip(*rows, strict=True)]
    # What is zero but for the last digits of a float must not decide a bit: those digits differ between machines.
    lowest = [round(across[x][y], 6) for y in range(KEPT) for x in range(KEPT)]
    middle = median(lowest)
    bits = sum(1 << (63 - index) for index, value in enumerate(lowest) if value > middle)
    return bits - (1 << 64) if bits >> 63 else bits


def _lowest(values: Sequence[float]) -> list[float]:
    return [sum(map(float.__mul__, cosines, map(float, values))) for cosines in _COSINES]
