from django.db import models
from django.db.models import Q

from dataset.choices import RowVerdict, RunState


class ImportRun(models.Model):
    """One reading of one source of pairs. `cursor` is the last row that is wholly in, so that a rerun goes on there."""

    source = models.CharField(max_length=64)
    path = models.TextField()
    fingerprint = models.CharField(max_length=64, help_text="sha256 over the input's names, sizes and times.")
    options = models.JSONField(default=dict)
    state = models.CharField(max_length=16, choices=RunState, default=RunState.RUNNING)
    cursor = models.BigIntegerField(default=0)
    n_rows = models.BigIntegerField(default=0)
    n_added = models.BigIntegerField(default=0)
    n_known = models.BigIntegerField(default=0)
    n_refused = models.BigIntegerField(default=0)
    actor = models.CharField(max_length=150)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RunState.values), name="importrun_state_known"),
            models.CheckConstraint(
                condition=Q(n_rows=models.F("n_added") + models.F("n_known") + models.F("n_refused")),
                name="importrun_counts_add_up",
            ),
            models.CheckConstraint(
                condition=(Q(state=RunState.RUNNING) & Q(finished_at__isnull=True))
                | (~Q(state=RunState.RUNNING) & Q(finished_at__isnull=False)),
                name="importrun_finished_when_not_running",
            ),
        ]


class ImportRow(models.Model):
    """What is to be said of one row of the input. Of a row that became an image, and no more, the image says it."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows", db_index=False)
    number = models.BigIntegerField()
    verdict = models.CharField(max_length=8, choices=RowVerdict)
    reason = models.CharField(max_length=32)
    source_key = models.CharField(max_length=300, default="", blank=True)
    detail = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="importrow_once"),
            models.CheckConstraint(condition=Q(verdict__in=RowVerdict.values), name="importrow_verdict_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="importrow_says_why"),
        ]
        indexes = [
            models.Index(fields=["run", "reason"], condition=~Q(verdict="added"), name="importrow_not_added"),
        ]
