from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from dataset.choices import ShardState
from dataset.models.profiles import ModelProfile, Price

OVER = (ShardState.RECONCILED, ShardState.FAILED, ShardState.CANCELLED)
SENT = (ShardState.CREATED, ShardState.POLLING)
WITHOUT_FILE = (ShardState.FILLING, ShardState.FAILED, ShardState.CANCELLED)


class MachineShard(models.Model):
    """
    Questions of one run to one profile in a file: for the Batch API, or for somebody who runs it elsewhere.

    `key` goes with the batch as its metadata, so that a batch is found whose creation nobody heard the end of. Each
    line of the results is counted once: answered, failed, missing from both files, or returned since nobody asked it.
    """

    run = models.ForeignKey("dataset.MachineRun", on_delete=models.PROTECT, related_name="shards", db_index=False)
    number = models.PositiveIntegerField()
    key = models.UUIDField(default=uuid4, unique=True)
    profile = models.ForeignKey(ModelProfile, on_delete=models.PROTECT, related_name="shards", db_index=False)
    price = models.ForeignKey(Price, on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=10, choices=ShardState, default=ShardState.FILLING)
    sha256 = models.BinaryField(default=b"")
    n_lines = models.PositiveIntegerField(default=0)
    n_bytes = models.PositiveBigIntegerField(default=0)
    n_tokens = models.PositiveBigIntegerField(default=0, help_text="Of the questions, estimated: what is enqueued.")
    input_file_id = models.CharField(max_length=200, blank=True, default="")
    batch_id = models.CharField(max_length=200, blank=True, default="")
    output_file_id = models.CharField(max_length=200, blank=True, default="")
    error_file_id = models.CharField(max_length=200, blank=True, default="")
    told = models.CharField(max_length=32, blank=True, default="", help_text="The state as the server calls it.")
    counts = models.JSONField(default=dict, blank=True, help_text="Lines by fate, as the server counted.")
    usage = models.JSONField(default=dict, blank=True, help_text="Tokens, as the server counted.")
    n_tries = models.PositiveSmallIntegerField(default=0, help_text="Batches that were refused for want of room.")
    not_before = models.DateTimeField()
    detail = models.TextField(blank=True, default="")
    n_answered = models.PositiveIntegerField(default=0)
    n_failed = models.PositiveIntegerField(default=0)
    n_missing = models.PositiveIntegerField(default=0)
    n_returned = models.PositiveIntegerField(default=0)
    n_strange = models.PositiveIntegerField(default=0, help_text="Lines without a question, or doubled.")
    n_input = models.PositiveBigIntegerField(default=0)
    n_cached = models.PositiveBigIntegerField(default=0)
    n_output = models.PositiveBigIntegerField(default=0)
    lost_amount = models.DecimalField(
        max_digits=20, decimal_places=12, default=0, help_text="What answers cost that were in neither file."
    )
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="machineshard_numbered"),
            models.UniqueConstraint(
                fields=["profile", "batch_id"], condition=~Q(batch_id=""), name="machineshard_of_its_own_batch"
            ),
            models.CheckConstraint(condition=Q(state__in=ShardState.values), name="machineshard_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=WITHOUT_FILE) | (Q(n_lines__gte=1) & ~Q(sha256=b"")),
                name="machineshard_has_its_file",
            ),
            models.CheckConstraint(condition=~Q(state__in=SENT) | ~Q(batch_id=""), name="machineshard_has_its_batch"),
            models.CheckConstraint(
                condition=~Q(state=ShardState.RECONCILED)
                | Q(n_lines=F("n_answered") + F("n_failed") + F("n_missing") + F("n_returned")),
                name="machineshard_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OVER, ended_at__isnull=False) | (~Q(state__in=OVER) & Q(ended_at__isnull=True)),
                name="machineshard_ended_when_over",
            ),
            models.CheckConstraint(condition=Q(lost_amount__gte=0), name="machineshard_loses_nothing_or_more"),
        ]
        indexes = [models.Index(fields=["profile", "id"], condition=~Q(state__in=OVER), name="machineshard_open")]
