"""Money for models: held back before a question, settled after its answer; no cap is passed, whoever asks meanwhile."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Greatest

from dataset.choices import BudgetScope
from dataset.models import Budget, MachineRun


def set_cap(*, scope: BudgetScope, key: str = "", cap: Decimal) -> Budget:
    """
    Set or move a cap. One below what is spent and held back stops further questions; nothing spent is undone.

    The database keeps to the cap, so that one below is raised to what was spent.
    """
    with transaction.atomic():
        budget, made = Budget.objects.select_for_update().get_or_create(
            scope=scope, key=key, defaults={"cap_amount": cap}
        )
        if not made:
            budget.cap_amount = max(cap, budget.reserved_amount + budget.spent_amount)
            budget.overrun_amount = Decimal(0)
            budget.save(update_fields=["cap_amount", "overrun_amount"])
    return budget


def of(run: MachineRun, now: datetime) -> QuerySet[Budget]:
    """Those that questions of this run are held against: its own, today's and that of all, where they are set."""
    day = Budget.objects.filter(scope=BudgetScope.DAY, key=f"{now:%Y-%m-%d}")
    return Budget.objects.filter(pk=run.budget_id) | day | Budget.objects.filter(scope=BudgetScope.ALL)


@transaction.atomic
def reserve(*, budgets: Sequence[int], amount: Decimal) -> bool:
    """Hold an amount back in each of these, or in none: False when it would pass a cap."""
    for pk in sorted(budgets):
        enough = Budget.objects.filter(pk=pk, cap_amount__gte=F("reserved_amount") + F("spent_amount") + amount)
        if not enough.update(reserved_amount=F("reserved_amount") + amount):
            transaction.set_rollback(True)
            return False
    return True


def free(held: Iterable[tuple[Sequence[int], Decimal]]) -> None:
    """Let go of what jobs held back, each in its budgets."""
    sums: defaultdict[tuple[int, ...], Decimal] = defaultdict(Decimal)
    for where, amount in held:
        sums[tuple(where)] += amount
    for budget_ids, amount in sorted(sums.items()):
        settle(budgets=budget_ids, reserved=amount, spent=Decimal(0))


def settle(*, budgets: Sequence[int], reserved: Decimal, spent: Decimal) -> None:
    """Turn what was held back into what was spent; what passes a cap is told as overrun, since it is owed."""
    over = F("reserved_amount") - reserved + F("spent_amount") + spent - F("cap_amount")
    for pk in sorted(budgets):
        Budget.objects.filter(pk=pk).update(
            reserved_amount=F("reserved_amount") - reserved,
            spent_amount=F("spent_amount") + spent,
            overrun_amount=Greatest(Decimal(0), over),
        )
