from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from annotation.choices import ReceiptOutcome
from annotation.models.batches import BatchPair
from annotation.models.guidelines import GuidelineVersion
from annotation.models.people import Annotator, User
from annotation.models.slots import Slot
from dataset.choices import Outcome


class Judgment(models.Model):
    """
    One annotator's strikes on one pair, possibly none; immutable. A correction is a new revision in the same slot.

    `struck` is what was marked, `canonical` the same after the rules for words that are never judged alone. `asked` is
    null when the whole prompt was asked. `receipt` is what the annotator was told became of it.
    """

    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="judgments", db_index=False)
    revision = models.PositiveSmallIntegerField(default=1)
    pair = models.ForeignKey(BatchPair, on_delete=models.PROTECT, related_name="judgments")
    annotator = models.ForeignKey(Annotator, on_delete=models.PROTECT, related_name="judgments", db_index=False)
    guideline = models.ForeignKey(GuidelineVersion, on_delete=models.PROTECT, related_name="+", db_index=False)
    submission_uuid = models.UUIDField(unique=True)
    body_hash = models.CharField(max_length=64)
    outcome = models.CharField(max_length=16, choices=Outcome)
    n_words = models.PositiveSmallIntegerField()
    struck = ArrayField(models.SmallIntegerField(), default=list)
    canonical = ArrayField(models.SmallIntegerField(), default=list)
    canonical_version = models.CharField(max_length=32)
    unsure = ArrayField(models.SmallIntegerField(), default=list)
    asked = ArrayField(models.SmallIntegerField(), null=True)
    tokens_hash = models.CharField(max_length=64)
    active_ms = models.PositiveIntegerField(default=0)
    receipt = models.CharField(max_length=16, choices=ReceiptOutcome)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slot", "revision"], name="judgment_revision_once"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="judgment_outcome_known"),
            models.CheckConstraint(condition=Q(receipt__in=ReceiptOutcome.values), name="judgment_receipt_known"),
            models.CheckConstraint(condition=Q(revision__gte=1), name="judgment_revision_from_one"),
        ]
        indexes = [models.Index(fields=["annotator", "created_at"], name="judgment_by_annotator")]


class Adjudication(models.Model):
    """
    What the desk decided on the words that it was asked; append-only, the newest counts.

    `submission_uuid` is the client's for the act of sending it; a form without a script has none.
    """

    submission_uuid = models.UUIDField(null=True, unique=True)
    pair = models.ForeignKey(BatchPair, on_delete=models.PROTECT, related_name="adjudications", db_index=False)
    number = models.PositiveSmallIntegerField()
    adjudicator = models.ForeignKey(User, on_delete=models.PROTECT, related_name="adjudications")
    outcome = models.CharField(max_length=16, choices=Outcome)
    asked = ArrayField(models.SmallIntegerField(), default=list)
    struck = ArrayField(models.SmallIntegerField(), default=list)
    note = models.TextField(default="", blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pair", "number"], name="adjudication_numbered"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="adjudication_outcome_known"),
        ]
