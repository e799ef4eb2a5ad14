from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from annotation.choices import ReachStage, Remedy, Touch
from annotation.models.batches import BatchPair
from annotation.models.guidelines import GuidelineVersion


class Reach(models.Model):
    """
    Which pairs and gold the changed rulings of a guideline speak of, and what is done about it once it is published.

    Counted in pieces, then carried out in pieces; `reached` is the last row looked at in the present stage. `digest` is
    of the changes: a draft that was changed since has another. Without a guideline it is of no use and is cleared away.
    `sizes` counts the settled pairs that could be judged anew: opinions wanted, at most, place in the lengths → pairs.
    """

    guideline = models.OneToOneField(GuidelineVersion, null=True, on_delete=models.SET_NULL, related_name="reach")
    digest = models.CharField(max_length=64)
    actor = models.CharField(max_length=150)
    created_at = models.DateTimeField()
    stage = models.SmallIntegerField(choices=ReachStage, default=ReachStage.PAIRS)
    reached = models.BigIntegerField(default=0)
    n_all = models.BigIntegerField(default=0)
    n_looked = models.BigIntegerField(default=0)
    n_fresh = models.BigIntegerField(default=0)
    n_leased = models.BigIntegerField(default=0)
    n_begun = models.BigIntegerField(default=0)
    n_settled = models.BigIntegerField(default=0)
    n_closed = models.BigIntegerField(default=0, help_text="Of those settled, the ones in batches closed for good.")
    n_kept = models.BigIntegerField(default=0)
    n_gold = models.BigIntegerField(default=0)
    sizes = models.JSONField(default=dict)
    counted_at = models.DateTimeField(null=True)
    remedy = models.CharField(max_length=8, choices=Remedy, default="", blank=True)
    follows = models.BooleanField(default=False, help_text="Pairs that nobody began are judged under the new version.")
    reason = models.TextField(default="", blank=True)
    ordered_by = models.CharField(max_length=150, default="", blank=True)
    ordered_at = models.DateTimeField(null=True)
    n_followed = models.BigIntegerField(default=0)
    n_moved = models.BigIntegerField(default=0)
    n_refused = models.BigIntegerField(default=0)
    n_suspended = models.BigIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=ReachStage.values), name="reach_stage_known"),
            models.CheckConstraint(condition=Q(remedy__in=["", *Remedy.values]), name="reach_remedy_known"),
            models.CheckConstraint(
                condition=Q(ordered_at__isnull=True, remedy="")
                | (Q(ordered_at__isnull=False) & ~Q(remedy="") & ~Q(reason="")),
                name="reach_ordered_says_why",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True)
                | Q(ordered_at__isnull=False, counted_at__isnull=False, stage=ReachStage.DONE),
                name="reach_finished_was_ordered",
            ),
            models.CheckConstraint(condition=Q(n_closed__lte=F("n_settled")), name="reach_parts_fit"),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(finished_at__isnull=True), name="reach_under_way")]


class Touched(models.Model):
    """
    A pair that the changed rulings speak of, with the words.

    Of a settled pair those that were struck, contested, or locked until now; of others all that match.
    """

    reach = models.ForeignKey(Reach, on_delete=models.CASCADE, related_name="touched", db_index=False)
    pair = models.ForeignKey(BatchPair, on_delete=models.PROTECT, related_name="touched", db_index=False)
    kind = models.SmallIntegerField(choices=Touch)
    words = ArrayField(models.SmallIntegerField())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reach", "pair"], name="touched_once"),
            models.CheckConstraint(condition=Q(kind__in=Touch.values), name="touched_kind_known"),
            models.CheckConstraint(condition=Q(words__len__gte=1), name="touched_names_a_word"),
        ]
        indexes = [models.Index(fields=["reach", "kind", "id"], name="touched_by_kind")]
