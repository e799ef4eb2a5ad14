"""What machine work does by itself, noted once with what it tells of; people are told of it by whoever knows people."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F, Q

from dataset.choices import BudgetScope, EventKind
from dataset.models import Budget, MachineEvent
from dataset.models.machine_runs import OPEN
from dataset.rules.prices import dollars

NEAR = Decimal("0.8")
STILL = timedelta(days=1)  # for so long after its end a run's or a day's budget is looked at


def note(kind: EventKind, key: str, says: str, now: datetime, **of: Any) -> None:
    """Keep it, unless it is kept already."""
    event = MachineEvent(kind=kind, key=key, says=says, created_at=now, **of)
    MachineEvent.objects.bulk_create([event], ignore_conflicts=True)


def look_at_budgets(*, now: datetime) -> int:
    """
    Note each cap of which four fifths, or all, is spent; how many are noted now.

    Once for each amount of a cap, so that one which is raised and reached again is told again. What passes four fifths
    and all between two looks is told of once.
    """
    days = [f"{day:%Y-%m-%d}" for day in (now - STILL, now)]
    runs = Q(run__state__in=OPEN) | Q(run__ended_at__gt=now - STILL)
    of_these = Q(scope=BudgetScope.ALL) | Q(scope=BudgetScope.DAY, key__in=days) | Q(scope=BudgetScope.RUN) & runs
    near = Budget.objects.filter(of_these, spent_amount__gt=0, spent_amount__gte=F("cap_amount") * NEAR)
    found = {key_of(budget): budget for budget in near.select_related("run").order_by("pk")}
    known = {*MachineEvent.objects.filter(key__in=[*found]).values_list("key", flat=True)}
    new = {key: budget for key, budget in found.items() if key not in known}
    for key, budget in new.items():
        run = budget.run if budget.scope == BudgetScope.RUN else None
        note(EventKind.BUDGET, key, says_of(budget), now, budget=budget, run=run)
    return len(new)


def reached(budget: Budget) -> int:
    """Per cent of the cap that are spent: 80 or 100."""
    return 100 if budget.spent_amount >= budget.cap_amount else 80


def key_of(budget: Budget) -> str:
    return f"budget {budget.pk} {budget.cap_amount:f} {reached(budget)}"


def says_of(budget: Budget) -> str:
    names = {BudgetScope.ALL: "everything", BudgetScope.DAY: budget.key}
    name = names.get(BudgetScope(budget.scope)) or f"run {budget.run.pk}"
    much = "All" if reached(budget) == 100 else "80 %"
    spent, cap = dollars(budget.spent_amount), dollars(budget.cap_amount)
    return f"{much} of the cap of {name} is spent: {spent} of {cap}"
