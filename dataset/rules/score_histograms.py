"""How scores are spread, and where a threshold cuts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor

from dataset.rules.score_limits import RANGES, Kind, Limit

N_BARS = 24


@dataclass(frozen=True, slots=True)
class Histogram:
    """
    Scores of one kind by one scorer: how many stand in each of equal steps from `low` to `high`.

    `n_within` of them, and of those without a score, the limit lets through.
    """

    limit: Limit
    low: float
    high: float
    bars: tuple[int, ...]
    n_scored: int
    n_unscored: int
    n_within: int

    @property
    def n(self) -> int:
        return self.n_scored + self.n_unscored

    @property
    def share(self) -> float:
        """Of all, those that the limit lets through."""
        return self.n_within / self.n if self.n else 0.0


def histogram(limit: Limit, values: Iterable[float | None]) -> Histogram:
    """Of NSFW scores from 0 to 1; of CLIP scores between the tenths that hold them all, since they lie close."""
    found = [*values]
    scored = [value for value in found if value is not None]
    low, high = ends(limit.kind, scored)
    bars = [0] * N_BARS
    for value in scored:
        bars[min(N_BARS - 1, max(0, int((value - low) / (high - low) * N_BARS)))] += 1
    return Histogram(
        limit=limit,
        low=low,
        high=high,
        bars=tuple(bars),
        n_scored=len(scored),
        n_unscored=len(found) - len(scored),
        n_within=sum(map(limit.fits, found)),
    )


def ends(kind: Kind, scored: Sequence[float]) -> tuple[float, float]:
    """Where the drawing begins and ends."""
    if kind is Kind.NSFW or not scored:
        return RANGES[kind]
    low, high = floor(10 * min(scored)) / 10, ceil(10 * max(scored)) / 10
    return (low, high) if low < high else (low, low + 0.1)
