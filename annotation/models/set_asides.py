from django.db import models
from django.db.models import F, Q

from annotation.models.batches import Batch
from annotation.models.judgments import Judgment
from annotation.models.people import Annotator
from annotation.models.slots import Slot


class SetAside(models.Model):
    """
    Somebody's judgments of some time count no more, for a reason; or, with `undoes`, they count again.

    `batch` null means every batch. What was given from `since` (null: ever) until before `until` is meant. What is told
    never changes; `done_to` and what follows say how far it was carried out.
    """

    annotator = models.ForeignKey(Annotator, on_delete=models.PROTECT, related_name="set_asides")
    batch = models.ForeignKey(Batch, null=True, on_delete=models.PROTECT, related_name="set_asides", db_index=False)
    since = models.DateTimeField(null=True)
    until = models.DateTimeField()
    undoes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="undone_by")
    reason = models.TextField()
    actor = models.CharField(max_length=150)
    created_at = models.DateTimeField()
    done_to = models.BigIntegerField(default=0, help_text="The number of the last judgment, or row of them, looked at.")
    n_judgments = models.PositiveIntegerField(default=0)
    n_reopened = models.PositiveIntegerField(default=0, help_text="Pairs that were settled, and are no more.")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="setaside_has_a_reason"),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(since__lt=F("until")), name="setaside_begins_before_it_ends"
            ),
            models.CheckConstraint(condition=Q(until__lte=F("created_at")), name="setaside_of_what_is_past"),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(finished_at__isnull=True), name="setaside_under_way")]


class SetAsideJudgment(models.Model):
    """One judgment that an act set aside, and the ordinal of its place; null when it was surplus. Append-only."""

    act = models.ForeignKey(SetAside, on_delete=models.PROTECT, related_name="judgments", db_index=False)
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="set_asides")
    judgment = models.ForeignKey(Judgment, on_delete=models.PROTECT, related_name="+", db_index=False)
    ordinal = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["act", "slot"], name="setasidejudgment_once")]
        indexes = [models.Index(fields=["act", "id"], name="setasidejudgment_in_order")]
