from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from annotation.models.gold import Gold
from annotation.models.people import Annotator
from dataset.models import Image


class Qualification(models.Model):
    """One attempt to qualify, with the bar that it was taken under and, at its end, the words that it came to."""

    annotator = models.ForeignKey(Annotator, on_delete=models.PROTECT, related_name="qualifications", db_index=False)
    number = models.PositiveSmallIntegerField()
    n_items = models.PositiveSmallIntegerField()
    recall_wanted = models.FloatField()
    precision_wanted = models.FloatField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    passed = models.BooleanField(null=True)
    n_hits = models.PositiveIntegerField(default=0)
    n_missed = models.PositiveIntegerField(default=0)
    n_over = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["annotator", "number"], name="qualification_numbered"),
            models.UniqueConstraint(
                fields=["annotator"], condition=Q(finished_at__isnull=True), name="qualification_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, passed__isnull=True)
                | Q(finished_at__isnull=False, passed__isnull=False),
                name="qualification_finished_is_passed_or_not",
            ),
            models.CheckConstraint(
                condition=Q(recall_wanted__range=(0, 1), precision_wanted__range=(0, 1), n_items__gte=1),
                name="qualification_bar_is_two_shares",
            ),
        ]


class QualificationItem(models.Model):
    """A picture of one attempt, in its place; immutable. Nobody is measured by a picture twice."""

    qualification = models.ForeignKey(Qualification, on_delete=models.PROTECT, related_name="items", db_index=False)
    position = models.PositiveSmallIntegerField()
    annotator = models.ForeignKey(Annotator, on_delete=models.PROTECT, related_name="+", db_index=False)
    gold = models.ForeignKey(Gold, on_delete=models.PROTECT, related_name="items", db_index=False)
    image = models.ForeignKey(Image, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["qualification", "position"], name="qualificationitem_placed"),
            models.UniqueConstraint(fields=["annotator", "image"], name="qualificationitem_fresh"),
        ]


class QualificationAnswer(models.Model):
    """What was struck on one item, and how it compares with the gold, word by word; append-only."""

    item = models.OneToOneField(QualificationItem, on_delete=models.PROTECT, related_name="answer")
    submission_uuid = models.UUIDField(unique=True)
    n_words = models.PositiveSmallIntegerField()
    struck = ArrayField(models.SmallIntegerField(), default=list)
    canonical = ArrayField(models.SmallIntegerField(), default=list)
    canonical_version = models.CharField(max_length=32)
    n_hits = models.PositiveSmallIntegerField()
    n_missed = models.PositiveSmallIntegerField()
    n_over = models.PositiveSmallIntegerField()
    active_ms = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(n_hits__lte=F("n_words") - F("n_missed") - F("n_over")),
                name="qualificationanswer_counts_words",
            ),
        ]
