"""How far a figure could be off, had other prompts been drawn: the jackknife that leaves out one prompt at a time."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from statistics import NormalDist

from annotation.rules.agreement import Figure, Sums, Undefined, total

Clusters = Sequence[tuple[Sums, int]]  # the sums of a prompt, and how many prompts have just these


class NoInterval(Enum):
    """Why a figure that has a value has no interval."""

    FEW_PROMPTS = "fewer than two prompts were judged by two"
    ONE_PROMPT = "it rests on a single prompt"
    NO_SPREAD = "it is the same without any one prompt, so that nothing shows how far it could vary"


@dataclass(frozen=True, slots=True)
class Interval:
    """From where to where a figure may lie."""

    low: float
    high: float


def interval(
    clusters: Clusters, figure: Callable[[Sums], Figure], level: float = 0.95
) -> Interval | Undefined | NoInterval:
    """
    The interval of a figure over paired units that is at most 1.

    Words of one prompt share their picture, its difficulty and their people, and so do pictures of one prompt: prompts
    are left out, not words. It speaks of these people, not of others.

    Source: Efron and Stein 1981, "The jackknife estimate of variance"; for alpha, Hughes 2022, arXiv 2210.13265.
    """
    paired = [(sums, n) for sums, n in clusters if sums.paired]
    everything = total(paired)
    value = figure(everything)
    if isinstance(value, Undefined):
        return value
    if sum(n for _, n in paired) < 2:
        return NoInterval.FEW_PROMPTS
    without = [(figure(everything.plus(sums, -1)), n) for sums, n in paired]
    known = [(float(found), n) for found, n in without if not isinstance(found, Undefined)]
    return _around(float(value), known, level) if len(known) == len(without) else NoInterval.ONE_PROMPT


def _around(value: float, without: Sequence[tuple[float, int]], level: float) -> Interval | NoInterval:
    error = _standard_error(without)
    if not error:
        return NoInterval.NO_SPREAD
    reach = NormalDist().inv_cdf((1 + level) / 2) * error
    return Interval(value - reach, min(1.0, value + reach))


def _standard_error(without: Sequence[tuple[float, int]]) -> float:
    n_all = sum(n for _, n in without)
    mean = math.fsum(value * n for value, n in without) / n_all
    return math.sqrt((n_all - 1) / n_all * math.fsum(n * (value - mean) ** 2 for value, n in without))
