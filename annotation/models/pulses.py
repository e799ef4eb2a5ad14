from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from annotation.choices import PulseKind


class Pulse(models.Model):
    """
    A background process that is alive, or was; `beat_at` is by the database's clock, which all machines share.

    A worker says which `queues` it serves and which tasks it has `in_hand`, each with when it took it; the clock when
    it last rang for each of its `ticks`. `n_queued` is what waits in all queues, null when the broker gave no answer.
    """

    kind = models.CharField(max_length=8, choices=PulseKind)
    name = models.CharField(max_length=200)
    queues = ArrayField(models.CharField(max_length=64), default=list)
    version = models.CharField(max_length=64, default="", blank=True)
    n_queued = models.PositiveIntegerField(null=True)
    in_hand = models.JSONField(default=list, blank=True)
    ticks = models.JSONField(default=dict, blank=True)
    began_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "name"], name="pulse_once"),
            models.CheckConstraint(condition=Q(kind__in=PulseKind.values), name="pulse_kind_known"),
        ]
