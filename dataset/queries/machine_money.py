"""Caps on what models cost, and switches that stand."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Q, Sum

from dataset.choices import BudgetScope
from dataset.models import Budget, Halt, MachineDay

SHOWN = 30  # days


def general(now: datetime) -> list[Budget]:
    """The budgets that hold for every run, everything's first: none where none is set."""
    today = Q(scope=BudgetScope.DAY, key=f"{now:%Y-%m-%d}")
    return [*Budget.objects.filter(Q(scope=BudgetScope.ALL) | today).order_by("scope")]


def standing_halts() -> list[Halt]:
    """Switches that nobody has lifted yet, the newest first."""
    return [*Halt.objects.filter(lifted_at__isnull=True).select_related("profile").order_by("-pk")]


@dataclass(frozen=True, slots=True)
class DaySpend:
    """What all runs came to on a day in UTC, and its cap where one is set."""

    date: date
    spent: Decimal
    cap: Decimal | None


def by_day(now: datetime) -> list[DaySpend]:
    """The last thirty days, from the first of them with work on; two queries over sums of days."""
    days = [now.date() - timedelta(days=ago) for ago in range(SHOWN)][::-1]
    rows = MachineDay.objects.filter(date__gte=days[0]).order_by().values_list("date").annotate(Sum("spent_amount"))
    spent = dict(rows)
    caps = Budget.objects.filter(scope=BudgetScope.DAY, key__in=[f"{day:%Y-%m-%d}" for day in days])
    cap = dict(caps.values_list("key", "cap_amount"))
    begun = min(spent, default=None)
    return [
        DaySpend(day, spent.get(day, Decimal(0)), cap.get(f"{day:%Y-%m-%d}"))
        for day in days
        if begun is not None and day >= begun
    ]
