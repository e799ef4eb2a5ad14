from django.db import models
from django.db.models import F, Q

from annotation.models.people import Annotator


class Pack(models.Model):
    """Pairs that somebody took along to work without a network: all their leases end at `ends_at`; append-only."""

    annotator = models.ForeignKey(Annotator, on_delete=models.PROTECT, related_name="packs", db_index=False)
    n_pairs = models.PositiveSmallIntegerField()
    taken_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("taken_at")), name="pack_ends_after_it_was_taken"),
        ]
        indexes = [models.Index(fields=["annotator", "ends_at"], name="pack_by_annotator")]


class ShiftEnd(models.Model):
    """Somebody said that they are done, and this is the receipt that they were shown; append-only."""

    uuid = models.UUIDField(unique=True)
    annotator = models.ForeignKey(Annotator, on_delete=models.PROTECT, related_name="shift_ends", db_index=False)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    n_judged = models.PositiveIntegerField()
    n_skipped = models.PositiveIntegerField()
    n_returned = models.PositiveIntegerField()
    active_ms = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ended_at__gte=F("began_at")), name="shiftend_after_its_beginning"),
        ]
        indexes = [models.Index(fields=["annotator", "ended_at"], name="shiftend_by_annotator")]
