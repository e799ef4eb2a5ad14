from django.db import models
from django.db.models import F, Q

from annotation.models.batches import Batch
from annotation.models.people import Annotator
from dataset.models import ImportRun

# Judgments of an import before anything is said of it.
ENOUGH_TO_TELL = 5


class BatchTally(models.Model):
    """
    The pairs of a batch by what became of them, counted by a tick: of purpose work, the newest round of each.

    `n_contested` are those of `n_open` on which opinions differ, `n_missing` the opinions that open pairs still lack to
    the number wanted, `n_more` the settled pairs that took more than that.
    """

    batch = models.OneToOneField(Batch, primary_key=True, on_delete=models.CASCADE, related_name="tally")
    n_preparing = models.BigIntegerField(default=0)
    n_open = models.BigIntegerField(default=0)
    n_contested = models.BigIntegerField(default=0)
    n_desk = models.BigIntegerField(default=0)
    n_settled = models.BigIntegerField(default=0)
    n_set_aside = models.BigIntegerField(default=0)
    n_withdrawn = models.BigIntegerField(default=0)
    n_missing = models.BigIntegerField(default=0)
    n_more = models.BigIntegerField(default=0)
    took_ms = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    n_contested__gte=0, n_contested__lte=F("n_open"), n_more__gte=0, n_more__lte=F("n_settled")
                ),
                name="batchtally_parts_fit",
            ),
        ]


class WorkTally(models.Model):
    """
    What somebody judged of a batch, counted by a tick.

    `n_judgments` counts corrections too, `n_judged` each pair once. The parts called `kept` were counted for good, up
    to the judgment that `Pace` names; the rest is counted anew each time.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="work_tallies", db_index=False)
    annotator = models.ForeignKey(Annotator, on_delete=models.CASCADE, related_name="work_tallies", db_index=False)
    n_judgments = models.BigIntegerField(default=0)
    n_judged = models.BigIntegerField(default=0)
    n_judgments_kept = models.BigIntegerField(default=0)
    n_judged_kept = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "annotator"], name="worktally_once"),
            models.CheckConstraint(
                condition=Q(n_judgments__gte=F("n_judgments_kept"), n_judged__gte=F("n_judged_kept")),
                name="worktally_keeps_a_part",
            ),
        ]


class Pace(models.Model):
    """
    How fast the project goes, one row: pairs judged in an hour; pairs, hours with work, seconds of work in a week.

    `last_judgment` is the newest that is counted for good in the tallies of work.
    """

    last_judgment = models.BigIntegerField(default=0)
    n_hour = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField()
    n_week = models.PositiveIntegerField(default=0)
    n_week_hours = models.PositiveSmallIntegerField(default=0)
    week_seconds = models.PositiveBigIntegerField(default=0)
    week_counted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="pace_is_one_row"),
            models.CheckConstraint(condition=Q(n_week_hours__lte=169), name="pace_hours_fit_a_week"),
        ]


class RunTally(models.Model):
    """
    The first judgments of the pairs that an import brought in: how many words they spoke of, and struck.

    A picture that does not belong to its prompt at all counts as struck throughout.
    """

    run = models.OneToOneField(ImportRun, primary_key=True, on_delete=models.CASCADE, related_name="tally")
    n_judgments = models.PositiveIntegerField(default=0)
    n_words = models.PositiveIntegerField(default=0)
    n_struck = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(n_struck__lte=F("n_words")), name="runtally_strikes_fit"),
        ]

    @property
    def looks_shifted(self) -> bool:
        """Whether most words were struck: then pictures and prompts are likely to be of different rows."""
        return self.n_judgments >= ENOUGH_TO_TELL and 2 * self.n_struck > self.n_words
