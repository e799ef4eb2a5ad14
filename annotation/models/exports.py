from django.db import models
from django.db.models import Q

from annotation.choices import ExportState, WayOut

OVER = (ExportState.STOPPED, ExportState.REFUSED, ExportState.FAILED, ExportState.DONE)


class ExportRun(models.Model):
    """
    One export of the test set. `key` is of whoever asked: asked again with it, nothing new is begun.

    Each `attempt` writes anew from one state of all rows, and whoever holds the lease is at it. `place` is the folder,
    which is there when the run is done and not before; `sums` is the SHA-256 of its list of sums.
    """

    key = models.UUIDField()
    way = models.CharField(max_length=12, choices=WayOut)
    options = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=ExportState, default=ExportState.WAITING)
    attempt = models.PositiveSmallIntegerField(default=0)
    lease_ends_at = models.DateTimeField(null=True)
    stop_asked_at = models.DateTimeField(null=True)
    step = models.CharField(max_length=16, default="", blank=True)
    step_began_at = models.DateTimeField(null=True)
    n_done = models.BigIntegerField(default=0)
    n_total = models.BigIntegerField(default=0)
    counts = models.JSONField(default=dict)
    detail = models.TextField(default="", blank=True)
    place = models.TextField(default="", blank=True)
    sums = models.CharField(max_length=64, default="", blank=True)
    actor = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], name="exportrun_asked_once"),
            models.CheckConstraint(condition=Q(state__in=ExportState.values), name="exportrun_state_known"),
            models.CheckConstraint(condition=Q(way__in=WayOut.values), name="exportrun_way_known"),
            models.CheckConstraint(
                condition=(Q(state=ExportState.RUNNING) & Q(lease_ends_at__isnull=False))
                | (~Q(state=ExportState.RUNNING) & Q(lease_ends_at__isnull=True)),
                name="exportrun_lease_fits_state",
            ),
            models.CheckConstraint(
                condition=(Q(state__in=OVER) & Q(finished_at__isnull=False))
                | (~Q(state__in=OVER) & Q(finished_at__isnull=True)),
                name="exportrun_over_is_dated",
            ),
            models.CheckConstraint(
                condition=~Q(state=ExportState.DONE) | (~Q(place="") & ~Q(sums="")), name="exportrun_done_has_its_files"
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                condition=Q(state__in=[ExportState.WAITING, ExportState.RUNNING]),
                name="exportrun_under_way",
            ),
        ]

    @property
    def is_under_way(self) -> bool:
        return self.state in {ExportState.WAITING, ExportState.RUNNING}
