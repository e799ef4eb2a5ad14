from django.db import models
from django.db.models import Q

from annotation.choices import PairState, SieveAct
from annotation.models.batches import Batch


class BatchSpread(models.Model):
    """
    How many pairs of a batch are of one kind, and in one state: language of the prompt, sensitive or not.

    Counted now and then, at `Batch.spread_at`: of a million pairs that takes a second, which no page has.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="spread", db_index=False)
    language = models.CharField(max_length=8, blank=True)
    sensitive = models.BooleanField()
    state = models.SmallIntegerField(choices=PairState)
    n_pairs = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "language", "sensitive", "state"], name="batchspread_once"),
            models.CheckConstraint(condition=Q(n_pairs__gt=0), name="batchspread_counts_something"),
            models.CheckConstraint(condition=Q(state__in=PairState.values), name="batchspread_state_known"),
        ]


class Sieve(models.Model):
    """
    A manager's word on the pairs of one kind that nobody met: left out, parked, or taken up again.

    It is carried out in chunks, in the order of the pairs: `reached` is the last one looked at, `done_at` the end.
    """

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="sieves")
    act = models.CharField(max_length=8, choices=SieveAct)
    language = models.CharField(max_length=8, blank=True)
    sensitive = models.BooleanField(help_text="Pairs with a sensitive picture, or only others.")
    reason = models.TextField()
    actor = models.CharField(max_length=150)
    created_at = models.DateTimeField()
    reached = models.BigIntegerField(default=0)
    n_pairs = models.BigIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(act__in=SieveAct.values), name="sieve_act_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="sieve_says_why"),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(done_at__isnull=True), name="sieve_to_do")]
