"""How long a run goes on, and what it comes to."""

from datetime import timedelta
from decimal import Decimal

import pytest

from dataset.rules.run_forecasts import Pace, time_left, whole_cost


@pytest.mark.parametrize(
    ("n_left", "pace", "left"),
    [
        (600, Pace(120, 60), timedelta(minutes=5)),
        (600, Pace(0, 60), None),
        (0, Pace(120, 60), None),
        (600, Pace(0, 0), None),
    ],
)
def test_time_left_is_by_the_pace_of_late(n_left: int, pace: Pace, left: timedelta | None) -> None:
    assert time_left(n_left, pace) == left


def test_the_whole_comes_to_what_each_cost_so_far() -> None:
    assert whole_cost(Decimal("0.3"), n_over=3, n_left=7) == Decimal(1)
    assert whole_cost(Decimal(0), n_over=0, n_left=7) is None
