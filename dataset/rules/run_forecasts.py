"""How long a run of a model goes on, and what it comes to, if it goes on as it does."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Pace:
    """Jobs that came to their end in the last `seconds`."""

    n: int
    seconds: float

    @property
    def per_second(self) -> float:
        return self.n / self.seconds if self.seconds > 0 else 0.0


def time_left(n_left: int, pace: Pace) -> timedelta | None:
    """None when nothing came to its end of late, so that nobody can say."""
    if not n_left or not pace.n:
        return None
    return timedelta(seconds=n_left / pace.per_second)


def whole_cost(spent: Decimal, *, n_over: int, n_left: int) -> Decimal | None:
    """What the whole comes to at the cost per job so far; None before the first is over."""
    return spent * (n_over + n_left) / n_over if n_over else None
