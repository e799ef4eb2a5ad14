from django.db import models
from django.db.models import Q

from dataset.choices import EventKind
from dataset.models.budgets import Budget
from dataset.models.machine_runs import MachineRun
from dataset.models.profiles import Halt


class MachineEvent(models.Model):
    """
    Something that machine work did by itself and that people are to be told of, once for its `key`.

    Written with what it tells of; `told_at` is null until it lies before those whom it concerns.
    """

    key = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=6, choices=EventKind)
    run = models.ForeignKey(MachineRun, null=True, on_delete=models.PROTECT, related_name="events", db_index=False)
    halt = models.ForeignKey(Halt, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    budget = models.ForeignKey(Budget, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    says = models.TextField()
    created_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[EventKind.PAUSED, EventKind.ENDED], run__isnull=False)
                | Q(kind=EventKind.HALTED, halt__isnull=False)
                | Q(kind=EventKind.BUDGET, budget__isnull=False),
                name="machineevent_is_of_its_kind",
            ),
            models.CheckConstraint(condition=~Q(says=""), name="machineevent_says_what"),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(told_at__isnull=True), name="machineevent_untold")]


class MachineDay(models.Model):
    """What a run came to on a day in UTC, added up as its answers come, so that nobody adds up attempts to see it."""

    run = models.ForeignKey(MachineRun, on_delete=models.PROTECT, related_name="days", db_index=False)
    date = models.DateField()
    spent_amount = models.DecimalField(max_digits=20, decimal_places=12, default=0)
    n_done = models.BigIntegerField(default=0)
    n_poison = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["date", "run"], name="machineday_once"),
            models.CheckConstraint(
                condition=Q(spent_amount__gte=0, n_done__gte=0, n_poison__gte=0), name="machineday_is_not_negative"
            ),
        ]
