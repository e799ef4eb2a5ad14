from django.db import models
from django.db.models import F, Q

from annotation.models.batches import Batch


class OverlapChange(models.Model):
    """
    A manager's word on how many opinions a running batch asks from now on, of pairs that are not decided yet.

    It is carried out in chunks, in the order of the pairs: `reached` is the last one looked at, `n_pairs` were changed,
    `done_at` is the end, also when a newer word took its place.
    """

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="overlap_changes")
    wanted = models.PositiveSmallIntegerField()
    at_most = models.PositiveSmallIntegerField()
    wanted_before = models.PositiveSmallIntegerField()
    at_most_before = models.PositiveSmallIntegerField()
    reason = models.TextField()
    actor = models.CharField(max_length=150)
    created_at = models.DateTimeField()
    reached = models.BigIntegerField(default=0)
    n_pairs = models.BigIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(wanted__gte=1) & Q(at_most__gte=F("wanted")) & Q(at_most__lte=5),
                name="overlapchange_one_to_five",
            ),
            models.CheckConstraint(
                condition=~Q(wanted=F("wanted_before")) | ~Q(at_most=F("at_most_before")),
                name="overlapchange_changes_something",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="overlapchange_says_why"),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(done_at__isnull=True), name="overlapchange_to_do")]
