from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from annotation.choices import ProofDecision
from annotation.models.batches import BatchPair
from annotation.models.people import User
from dataset.models import Verdict


class ProofReading(models.Model):
    """
    Somebody read the clean prompt of a verdict and kept it, or sent its pair back to the desk; append-only.

    A verdict is read once. `struck` is what was struck when it was read: where the desk begins.
    """

    uuid = models.UUIDField(primary_key=True)
    verdict = models.OneToOneField(Verdict, on_delete=models.PROTECT, related_name="proof_reading")
    pair = models.ForeignKey(BatchPair, on_delete=models.PROTECT, related_name="proof_readings")
    reader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="proof_readings", db_index=False)
    decision = models.CharField(max_length=8, choices=ProofDecision)
    reason = models.CharField(max_length=300, default="", blank=True)
    struck = ArrayField(models.SmallIntegerField(), default=list)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(decision__in=ProofDecision.values), name="proofreading_decision_known"),
            models.CheckConstraint(
                condition=Q(decision=ProofDecision.KEPT) | ~Q(reason=""), name="proofreading_back_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["created_at"], name="proofreading_by_time"),
            models.Index(fields=["reader", "created_at"], name="proofreading_by_reader"),
        ]
