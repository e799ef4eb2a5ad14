"""What models cost by day, as it is drawn."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test.client import Client
from django.utils import timezone

from annotation.pages import money_plots
from annotation.pages.money_plots import round_above
from dataset.queries import machine_money
from dataset.queries.machine_money import DaySpend
from tests.factories import NOW, BudgetFactory, MachineDayFactory

FIRST = date(2026, 11, 1)


def days(*spent: str, cap: str | None = None) -> list[DaySpend]:
    of = Decimal(cap) if cap else None
    return [DaySpend(FIRST + timedelta(days=n), Decimal(amount), of) for n, amount in enumerate(spent)]


def test_a_day_is_a_bar_under_its_cap() -> None:
    plot = money_plots.by_day(days("1.5", "0", "3", cap="4"))

    assert plot is not None
    assert plot.label == "Spent by day from 2026-11-01 to 2026-11-03: $4.50 in all, at most $3.00, on 2026-11-03."
    assert [bar.text for bar in plot.bars] == [
        "2026-11-01: $1.50 of $4.00",
        "2026-11-02: $0.00 of $4.00",
        "2026-11-03: $3.00 of $4.00",
    ]
    assert [(bar.y, bar.height, bar.cap) for bar in plot.bars] == [(136.2, 75.8, 10), (212, 0, 10), (60.5, 151.5, 10)]
    assert [tick.text for tick in plot.y_ticks] == ["$0", "$1", "$2", "$3", "$4"]
    assert [tick.text for tick in plot.x_ticks] == ["11-01", "11-02", "11-03"]
    assert not plot.has_far_cap


def test_a_cap_far_above_flattens_nothing_and_nothing_spent_is_no_plot() -> None:
    far = money_plots.by_day(days("1", cap="500"))

    assert far is not None
    assert ([bar.cap for bar in far.bars], far.bars[0].height, far.has_far_cap) == ([None], 202, True)
    assert money_plots.by_day(days("0", "0", cap="5")) is None
    assert money_plots.by_day([]) is None


@pytest.mark.parametrize(
    ("amount", "bound"), [("0.03", "0.04"), ("1", "1"), ("1.01", "2"), ("81", "100"), ("420", "800"), ("10", "10")]
)
def test_an_axis_ends_at_a_round_amount(amount: str, bound: str) -> None:
    assert round_above(Decimal(amount)) == Decimal(bound)


@pytest.mark.django_db
def test_days_begin_with_the_first_that_has_work_and_are_thirty_at_most() -> None:
    day = NOW.date()
    MachineDayFactory(date=day - timedelta(days=30), spent_amount=9)
    assert machine_money.by_day(NOW) == []

    for amount in ("1.5", "2"):
        MachineDayFactory(date=day - timedelta(days=2), spent_amount=Decimal(amount))
    MachineDayFactory(date=day, spent_amount=1)
    BudgetFactory(scope="day", key=f"{day:%Y-%m-%d}", cap_amount=5)

    assert machine_money.by_day(NOW) == [
        DaySpend(day - timedelta(days=2), Decimal("3.5"), None),
        DaySpend(day - timedelta(days=1), Decimal(0), None),
        DaySpend(day, Decimal(1), Decimal(5)),
    ]


@pytest.mark.django_db
def test_the_page_of_budgets_draws_them_with_a_table(by_manager: Client) -> None:
    assert "Nothing in the last thirty days." in by_manager.get("/budgets/").content.decode()

    today = timezone.now().date()
    MachineDayFactory(date=today, spent_amount=Decimal("1.25"))
    page = by_manager.get("/budgets/").content.decode()

    assert f'aria-label="Spent by day from {today} to {today}: $1.25 in all' in page
    assert f'<th scope="row">{today}</th><td class="num">$1.25</td><td class="num"></td>' in page
