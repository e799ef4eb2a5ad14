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
