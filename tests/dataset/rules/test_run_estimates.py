"""What a run will take, by what earlier jobs took."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from dataset.rules.prices import Prices, Usage
from dataset.rules.run_estimates import Cost, Limits, Took, expected_amount, guessed, per_minute, scaled, time_by_batch
from dataset.rules.run_estimates import time_online as online

NOW = datetime(2026, 11, 2, 9, 0, 0)  # noqa: DTZ001  differences alone matter
TOOK = Took(10, 12, Usage(9_000, 1_000, 6_000), Usage(1_000, 0, 500))
SMALL, LARGE = Prices(Decimal(1), Decimal(0), Decimal(2), Decimal("0.5")), Prices(Decimal(10), Decimal(0), Decimal(20))
LIMITS = Limits(requests_per_minute=60, tokens_per_minute=33_000, enqueued_tokens=500_000)


def at(*seconds: float) -> list[datetime]:
    return [NOW + timedelta(seconds=after) for after in seconds]


def test_cost_is_that_of_the_jobs_before_at_the_prices_of_today_by_whom_they_went_to() -> None:
    assert expected_amount(100, TOOK, Cost(SMALL, LARGE)) == Decimal("0.4")  # 10 × (0.008 + 0.012 + 0.01 + 0.01)
    assert expected_amount(100, TOOK, Cost(SMALL, LARGE, batch=True)) == Decimal("0.3")
    assert (scaled(5, TOOK, TOOK.n_calls), scaled(0, TOOK, 12)) == (6, 0)


def test_without_a_measure_each_is_asked_once_and_answered_as_the_papers_were_or_as_long_as_it_may() -> None:
    took = guessed([100, 300], [1_600, 200])

    assert took == Took(2, 2, Usage(400, 0, 900))
    assert expected_amount(4, guessed([], []), Cost(SMALL, SMALL)) == 0


@pytest.mark.parametrize(
    ("pace", "minutes"),
    [
        (None, 100.0),  # 3.3 million tokens
        (40.0, 100.0),
        (10.0, 200.0),
    ],
)
def test_time_is_by_the_measured_pace_and_never_shorter_than_limits_let(pace: float | None, minutes: float) -> None:
    assert online(2_000, TOOK, LIMITS, pace) == timedelta(minutes=minutes)


def test_requests_are_limited_too_and_nothing_takes_no_time() -> None:
    many = Limits(requests_per_minute=6, tokens_per_minute=10**9, enqueued_tokens=1)

    assert online(100, TOOK, many, None) == timedelta(minutes=20)
    assert online(0, TOOK, many, 5.0) is None


def test_a_batch_takes_a_day_for_each_room_of_tokens() -> None:
    assert time_by_batch(10, TOOK, LIMITS) == timedelta(days=1)
    assert time_by_batch(1_000, TOOK, LIMITS) == timedelta(days=4)  # 1.65 million tokens


def test_the_pace_is_that_of_the_time_in_which_somebody_asked() -> None:
    windows = at(0, 0, 0, 30, 30, 30, 30, 60, 60, 3_600, 3_600, 3_630)

    assert per_minute(windows) == pytest.approx(7 / 1.5)
    assert per_minute(at(5, 5, 5)) is None
    assert per_minute([]) is None
