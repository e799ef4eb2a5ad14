"""Caps on what models cost, and switches that stand."""

from datetime import datetime

from django.db.models import Q

from dataset.choices import BudgetScope
from dataset.models import Budget, Halt


def general(now: datetime) -> list[Budget]:
    """The budgets that hold for every run, everything's first: none where none is set."""
    today = Q(scope=BudgetScope.DAY, key=f"{now:%Y-%m-%d}")
    return [*Budget.objects.filter(Q(scope=BudgetScope.ALL) | today).order_by("scope")]


def standing_halts() -> list[Halt]:
    """Switches that nobody has lifted yet, the newest first."""
    return [*Halt.objects.filter(lifted_at__isnull=True).select_related("profile").order_by("-pk")]
