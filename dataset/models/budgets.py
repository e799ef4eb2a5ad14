from django.db import models
from django.db.models import Q

from dataset.choices import BudgetScope


class Budget(models.Model):
    """
    The most that may be spent, in all, on a day or by a run. What questions on their way may cost is reserved.

    The database refuses what would pass the cap. A day's `key` is its date in UTC; a run's is its number. What
    passes it all the same, since answers cost more than was reserved for them, is the `overrun_amount`: it is owed.
    """

    scope = models.CharField(max_length=4, choices=BudgetScope)
    key = models.CharField(max_length=32, blank=True, default="")
    currency = models.CharField(max_length=3, default="USD")
    cap_amount = models.DecimalField(max_digits=14, decimal_places=6)
    reserved_amount = models.DecimalField(max_digits=20, decimal_places=12, default=0)
    spent_amount = models.DecimalField(max_digits=20, decimal_places=12, default=0)
    overrun_amount = models.DecimalField(max_digits=20, decimal_places=12, default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "key"], name="budget_once"),
            models.CheckConstraint(condition=Q(scope__in=BudgetScope.values), name="budget_scope_known"),
            models.CheckConstraint(
                condition=Q(scope=BudgetScope.ALL, key="") | (~Q(scope=BudgetScope.ALL) & ~Q(key="")),
                name="budget_is_of_something",
            ),
            models.CheckConstraint(
                condition=Q(reserved_amount__gte=0, spent_amount__gte=0, overrun_amount__gte=0, cap_amount__gte=0),
                name="budget_is_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(
                    cap_amount__gte=models.F("reserved_amount") + models.F("spent_amount") - models.F("overrun_amount")
                ),
                name="budget_keeps_to_its_cap",
            ),
        ]
