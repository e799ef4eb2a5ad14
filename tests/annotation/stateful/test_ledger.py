"""The ledger against a plain model of it: whatever is done in whatever order, sums are alike and the past stays."""

import contextlib
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotation.actions import entry_requests, ledger
from annotation.actions.entry_requests import Asked
from annotation.models import Annotator, LedgerEntry, PayPeriod
from annotation.queries import ledger as books
from annotation.queries import ledger_checks, payslip_rebuilds
from annotation.rules.ledger import EntryKind
from annotation.rules.moneys import Money
from tests.annotation.employer import LATER, approved, closed, day, hired, period, works
from tests.factories import PayrollFactory

PEOPLE, DAYS, ALONE = 2, 3, 10_000
people, days = st.integers(0, PEOPLE - 1), st.integers(0, DAYS - 1)
cents = st.integers(-6000, 6000).filter(bool)
acts = st.one_of(
    st.tuples(st.just("work"), people, days, st.sampled_from([1, 2, 4, 7])),
    st.tuples(st.just("approve")),
    st.tuples(st.just("adjust"), people, cents),
    st.tuples(st.just("bonus"), people, cents.map(abs)),
    st.tuples(st.just("reverse"), st.integers(0, 20)),
    st.tuples(st.just("close")),
)


class Undone(Exception):
    """Takes back all that an example did."""


@dataclass
class Model:
    """Cents and hours in dictionaries."""

    hours: dict[tuple[int, int], int] = field(default_factory=dict)
    approved: dict[tuple[int, int], int] = field(default_factory=dict)
    paid: dict[tuple[int, int], int] = field(default_factory=dict)
    alone: dict[int, int] = field(default_factory=dict)
    owed: list[int] = field(default_factory=lambda: [0] * PEOPLE)

    def approve(self) -> None:
        for key, hours in self.hours.items():
            worth = 5000 if hours >= 7 else 2500 if hours >= 3 else 0
            if worth > max(self.approved.get(key, 0), self.paid.get(key, 0)):
                self.owed[key[0]] += worth - self.paid.get(key, 0)
                self.approved[key] = self.paid[key] = worth

    def by_hand(self, who: int, amount: int) -> None:
        """One name suffices as long as all together stay within the limit."""
        if self.alone.get(who, 0) + abs(amount) <= ALONE:
            self.alone[who] = self.alone.get(who, 0) + abs(amount)
            self.owed[who] += amount

    def reverse(self, who: int, on: int | None, amount: int) -> None:
        self.owed[who] -= amount
        if on is not None:
            self.paid[who, on] -= amount


class Ledger:
    """The real one, and the model beside it."""

    def __init__(self) -> None:
        self.model, self.payroll = Model(), PayrollFactory()
        self.people: list[Annotator] = [hired() for _ in range(PEOPLE)]
        self.periods: list[PayPeriod] = [period()]
        self.n_asked = 0

    def work(self, who: int, on: int, hours: int) -> None:
        before = self.model.hours.get((who, on), 0)
        if before + hours <= 24:
            works(self.people[who], day(on), hours, at=before)
            self.model.hours[who, on] = before + hours

    def approve(self) -> None:
        for one in self.periods:
            approved(one, self.payroll)
        self.model.approve()

    def adjust(self, who: int, amount: int, kind: EntryKind = EntryKind.ADJUSTMENT) -> None:
        self.n_asked += 1
        money = Money("USD", Decimal(amount) / 100)
        asked = Asked(f"asked:{self.n_asked}", kind, self.people[who], money, "because")
        entry_requests.ask(asked=asked, author=self.payroll, now=LATER)
        self.model.by_hand(who, amount)

    def bonus(self, who: int, amount: int) -> None:
        self.adjust(who, amount, EntryKind.BONUS)

    def reverse(self, n: int) -> None:
        standing = LedgerEntry.objects.filter(reversed_by__isnull=True, reverses__isnull=True).order_by("pk")
        if (entry := standing[n : n + 1].first()) is not None:
            ledger.reverse(entry=entry, reason="wrong", author=self.payroll, now=LATER)
            on = None if entry.local_date is None else (entry.local_date - day(0)).days
            who = [one.pk for one in self.people].index(entry.annotator_id)
            self.model.reverse(who, on, int(entry.amount * 100))

    def close(self) -> None:
        last = self.periods[-1]
        following = last.last_date + timedelta(days=1)
        name = f"period-{len(self.periods)}"
        for one in self.periods:
            approved(one, self.payroll)
        self.model.approve()
        closed(last, self.payroll)
        self.model.alone.clear()
        self.periods.append(period(name=name, first_date=following, last_date=following))

    def owed(self) -> list[int]:
        return [int(sum(books.balance(one).values()) * 100) for one in self.people]


def history() -> list[tuple[Any, ...]]:
    return list(LedgerEntry.objects.order_by("pk").values_list())


@pytest.mark.django_db
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(acts, max_size=9))
def test_balances_are_those_of_the_model_and_no_history_changes(done):
    with contextlib.suppress(Undone), transaction.atomic():
        this, before = Ledger(), history()
        for name, *how in done:
            getattr(this, name)(*how)
            after = history()
            assert after[: len(before)] == before
            assert this.owed() == this.model.owed
            before = after
        assert list(ledger_checks.problems()) == []
        assert [found.different for found in payslip_rebuilds.all_periods()] == [[] for _ in this.periods]
        raise Undone
