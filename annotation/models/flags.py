from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from annotation.choices import LONGEST_NOTE, FlagReason, SkipReason
from annotation.models.batches import BatchPair
from annotation.models.people import Annotator


class Flag(models.Model):
    """
    Somebody says that something is wrong with a pair, with their answer (by its UUID) or alone; append-only.

    It costs them nothing. `BatchPair.flagged` follows from these rows.
    """

    uuid = models.UUIDField(primary_key=True)
    pair = models.ForeignKey(BatchPair, on_delete=models.PROTECT, related_name="flags")
    annotator = models.ForeignKey(Annotator, on_delete=models.PROTECT, related_name="flags", db_index=False)
    reasons = ArrayField(models.CharField(max_length=16, choices=FlagReason))
    note = models.CharField(max_length=LONGEST_NOTE, default="", db_default="", blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(reasons__contained_by=FlagReason.values), name="flag_reasons_known"),
            models.CheckConstraint(condition=Q(reasons__len__gte=1), name="flag_has_a_reason"),
        ]
        indexes = [models.Index(fields=["annotator", "-created_at", "uuid"], name="flag_of_annotator")]


class SkipNote(models.Model):
    """What somebody wrote when they passed a pair on, under the UUID of that act; append-only. Most write nothing."""

    uuid = models.UUIDField(primary_key=True)
    pair = models.ForeignKey(BatchPair, on_delete=models.PROTECT, related_name="skip_notes")
    annotator = models.ForeignKey(Annotator, on_delete=models.PROTECT, related_name="skip_notes", db_index=False)
    reason = models.CharField(max_length=16, choices=SkipReason)
    note = models.CharField(max_length=LONGEST_NOTE)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(reason__in=SkipReason.values), name="skipnote_reason_known"),
            models.CheckConstraint(condition=~Q(note=""), name="skipnote_says_something"),
        ]
