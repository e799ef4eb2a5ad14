"""What a run will take, by what earlier jobs took: questions, tokens, money, time. Before it begins."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from math import ceil

from dataset.rules.prices import Prices, Usage, cost

# Without a measure: an answer with words, a caption and the paper's 11.4 questions of 50 tokens each (arXiv 2307.00716,
# table 2).
GUESSED_OUTPUT = 700
A_WINDOW = timedelta(days=1)  # within which a batch is done
A_PAUSE = timedelta(seconds=60)  # without an answer: nobody asked
NOTHING = Usage(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Took:
    """What so many jobs took, all their questions together: tokens by the model that they went to."""

    n_jobs: int
    n_calls: int
    first: Usage
    stronger: Usage = NOTHING

    @property
    def n_input(self) -> int:
        return self.first.n_input + self.stronger.n_input

    @property
    def n_output(self) -> int:
        return self.first.n_output + self.stronger.n_output


@dataclass(frozen=True, slots=True)
class Limits:
    """What a model's server takes."""

    requests_per_minute: int
    tokens_per_minute: int
    enqueued_tokens: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What questions cost by the models' prices, one by one or by batch."""

    first: Prices
    stronger: Prices
    batch: bool = False

    def of(self, took: Took) -> Decimal:
        first = cost(self.first, took.first, batch=self.batch)
        return first + cost(self.stronger, took.stronger, batch=self.batch)


def guessed(inputs: Sequence[int], outputs: Sequence[int]) -> Took:
    """
    What questions take where none was measured: each is asked once.

    :param inputs: tokens of each, about
    :param outputs: the most that each may be answered with
    """
    output = sum(min(GUESSED_OUTPUT, most) for most in outputs)
    return Took(len(inputs), len(inputs), Usage(sum(inputs), 0, output))


def per_minute(ends: Iterable[datetime]) -> float | None:
    """Jobs a minute by when they came to their end, window by window, pauses left out; None of a single window."""
    windows = Counter(ends)
    gaps = [(then - before, windows[then]) for before, then in pairwise(sorted(windows)) if then - before < A_PAUSE]
    asking = sum((gap for gap, _ in gaps), timedelta())
    return sum(n for _, n in gaps) / (asking / timedelta(minutes=1)) if gaps else None


def expected_amount(n: int, took: Took, by: Cost) -> Decimal:
    """What `n` jobs cost, if they take what those took."""
    return n * by.of(took) / took.n_jobs if took.n_jobs else Decimal(0)


def scaled(n: int, took: Took, part: int) -> int:
    """So much of `part` for `n` jobs."""
    return ceil(n * part / took.n_jobs) if took.n_jobs else 0


def time_online(n: int, took: Took, limits: Limits, pace: float | None) -> timedelta | None:
    """
    How long `n` jobs go on one by one: at the measured pace, never faster than the limits let through.

    :param pace: jobs that came to their end in a minute, when the model was asked before
    """
    if not n or not took.n_jobs:
        return None
    by_requests = scaled(n, took, took.n_calls) / limits.requests_per_minute
    by_tokens = scaled(n, took, took.n_input + took.n_output) / limits.tokens_per_minute
    by_pace = n / pace if pace else 0.0
    return timedelta(minutes=max(by_requests, by_tokens, by_pace))


def time_by_batch(n: int, took: Took, limits: Limits) -> timedelta | None:
    """How long `n` jobs go on by batch at most, each window as long as the server may take for it."""
    if not n or not took.n_jobs:
        return None
    return A_WINDOW * max(1, ceil(scaled(n, took, took.n_input + took.n_output) / limits.enqueued_tokens))
