"""The forecast, by exact fractions."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from annotation.rules.paces import ASSUMED_PRICE, DayPrice, Forecast, Left, Week, forecast, opinions_left

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (Left(0, 0, 0, 0, 0), (0, Fraction(1, 2), True)),
        (Left(10, 2, 12, 0, 0), (12 + 2 + 4, Fraction(1, 2), True)),
        (Left(10, 2, 12, 20, 5), (12 + 2 + 2, Fraction(1, 4), False)),
        (Left(0, 0, 0, 100, 40), (0, Fraction(2, 5), False)),
    ],
)
def test_opinions_left_are_those_missing_one_for_each_contested_and_a_share_of_the_rest(
    left: Left, expected: tuple[int, Fraction, bool]
) -> None:
    assert opinions_left(left) == expected


def test_the_end_is_by_eight_hours_a_day_at_the_pace_of_the_hours_with_work() -> None:
    price = DayPrice(minutes=240, amount=Decimal("30.00"), currency="EUR", rule=3)

    found = forecast(Left(400, 0, 800, 20, 10), Week(n_judged=500, n_hours=10, seconds=36_000), price, NOW)

    assert found == Forecast(
        n_opinions=1000,
        ends_on=date(2026, 11, 25),  # twenty hours: the third day
        hours=Fraction(20),
        an_hour=50,
        further_share=50,
        share_is_assumed=False,
        person_days=5,  # twenty hours of one person, by days of four hours
        cost=Decimal("150.00"),
        price=price,
    )


def test_without_measured_time_no_cost_is_told() -> None:
    found = forecast(Left(1, 0, 2, 0, 0), Week(10, 1, 0), ASSUMED_PRICE, NOW)

    assert found is not None
    assert (found.person_days, found.cost) == (None, None)


@pytest.mark.parametrize("week", [Week(0, 0, 0), Week(0, 0, 3600)])
def test_a_week_without_judgments_foretells_nothing(week: Week) -> None:
    assert forecast(Left(5, 0, 10, 0, 0), week, ASSUMED_PRICE, NOW) is None
