"""What an hour came to: median and tenth of the days, unpaid time, and what is wanting to a reference wage."""

from datetime import date
from decimal import Decimal

from annotation.rules.fair_pay import Fairness, Reference, WorkedDay, fairness, quantile

DAY = date(2026, 11, 2)
WAGE = Reference(Decimal("7.25"), "USD", "a ministry", date(2025, 8, 5))


def days(*told: tuple[float, str]) -> list[WorkedDay]:
    return [WorkedDay(DAY, int(hours * 3600), Decimal(amount)) for hours, amount in told]


def test_hours_without_pay_count_and_what_is_wanting_is_topped_up():
    assert fairness(days((8, "50.00"), (6.5, "50.00"), (2, "0.00"), (0, "50.00")), WAGE) == Fairness(
        n_days=3,
        seconds=59_400,
        amount=Decimal("100.00"),
        median=Decimal("6.25"),
        tenth=Decimal("1.25"),
        unpaid_seconds=7200,
        n_under=2,
        top_up=Decimal("19.63"),
    )


def test_nothing_is_wanting_above_the_wage_or_without_one():
    assert fairness(days((6, "50.00")), WAGE).top_up == 0
    assert fairness(days((20, "50.00")), None).top_up == 0
    assert fairness([], WAGE).median is None


def test_a_quantile_lies_between_its_neighbours():
    assert [quantile([Decimal(1), Decimal(2), Decimal(4)], Decimal(share)) for share in ("0", "0.5", "0.75", "1")] == [
        Decimal("1.00"),
        Decimal("2.00"),
        Decimal("3.00"),
        Decimal("4.00"),
    ]
