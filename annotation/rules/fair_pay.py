"""
How fair pay is: what an hour came to, against a reference wage that somebody named with its source.

The median follows Prolific's practice of judging by median time; topping up to a minimum hourly wage follows Whiting,
Hugh and Bernstein (Fair Work, HCOMP 2019).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_UP, Decimal

from annotation.rules.moneys import CENT, NOTHING

HOUR = 3600


@dataclass(frozen=True, slots=True)
class Reference:
    """What an hour should be worth, and who says so."""

    hourly_amount: Decimal
    currency: str
    source: str
    source_date: date


@dataclass(frozen=True, slots=True)
class WorkedDay:
    """A day with its paid time and what was earned for it, in the currency of the reference."""

    local_date: date
    seconds: int
    amount: Decimal

    @property
    def hourly(self) -> Decimal | None:
        """None for a day without time at work, such as sick leave."""
        return (self.amount * HOUR / self.seconds).quantize(CENT) if self.seconds else None


@dataclass(frozen=True, slots=True)
class Fairness:
    """
    Of some days: what an hour came to, by day. `unpaid_seconds` are of days that came to nothing; `n_under` days came
    to less an hour than the reference; `top_up` is what would bring the whole time up to it.
    """

    n_days: int
    seconds: int
    amount: Decimal
    median: Decimal | None
    tenth: Decimal | None
    unpaid_seconds: int
    n_under: int
    top_up: Decimal


def fairness(days: Iterable[WorkedDay], reference: Reference | None) -> Fairness:
    """What these days come to; without a reference none is under it, and nothing is wanting."""
    worked = [day for day in days if day.seconds]
    hourly = sorted(day.hourly for day in worked if day.hourly is not None)
    seconds, amount = sum(day.seconds for day in worked), sum((day.amount for day in worked), NOTHING)
    return Fairness(
        n_days=len(worked),
        seconds=seconds,
        amount=amount,
        median=quantile(hourly, Decimal("0.5")),
        tenth=quantile(hourly, Decimal("0.1")),
        unpaid_seconds=sum(day.seconds for day in worked if not day.amount),
        n_under=0 if reference is None else sum(one < reference.hourly_amount for one in hourly),
        top_up=NOTHING if reference is None else wanting(seconds, amount, reference),
    )


def wanting(seconds: int, amount: Decimal, reference: Reference) -> Decimal:
    """What is missing to the reference wage for this time, up to the next cent; never less than nothing."""
    due = (reference.hourly_amount * seconds / HOUR).quantize(CENT, ROUND_UP)
    return max(NOTHING, due - amount)


def quantile(values: Sequence[Decimal], share: Decimal) -> Decimal | None:
    """Between the two values that it lies between, in proportion (Hyndman and Fan's type 7); of sorted values."""
    if not values:
        return None
    place = (len(values) - 1) * share
    below = int(place)
    above = min(below + 1, len(values) - 1)
    return (values[below] + (values[above] - values[below]) * (place - below)).quantize(CENT)
