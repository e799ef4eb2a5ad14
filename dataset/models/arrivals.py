from django.db import models
from django.db.models import F, Q

from dataset.choices import ArrivalKind, ArrivalState
from dataset.models.imports import ImportRun

AT_WORK = (ArrivalState.LOOKING, ArrivalState.IMPORTING)


class Arrival(models.Model):
    """
    Files on their way in, from a browser, a folder or a bucket: received, looked at, then imported.

    `place` is the folder that is read. `look` is what a worker saw in it, for a person to check before any row is
    written. Who holds the lease is at it.
    """

    key = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=8, choices=ArrivalKind)
    origin = models.TextField(default="", blank=True, help_text="The folder or prefix that was named.")
    place = models.TextField(default="", blank=True)
    state = models.CharField(max_length=9, choices=ArrivalState, default=ArrivalState.RECEIVING)
    wishes = models.JSONField(default=dict, help_text="Source, licence, generator, columns, missing images.")
    look = models.JSONField(default=dict)
    run = models.ForeignKey(ImportRun, null=True, on_delete=models.PROTECT, related_name="arrivals")
    attempt = models.PositiveSmallIntegerField(default=0)
    lease_ends_at = models.DateTimeField(null=True)
    stop_asked_at = models.DateTimeField(null=True)
    began_at = models.DateTimeField(null=True)
    n_done = models.BigIntegerField(default=0)
    n_total = models.BigIntegerField(default=0)
    detail = models.TextField(default="", blank=True)
    actor = models.CharField(max_length=150)
    created_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True, help_text="When its files were removed: nothing needed them any more.")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ArrivalState.values), name="arrival_state_known"),
            models.CheckConstraint(condition=Q(kind__in=ArrivalKind.values), name="arrival_kind_known"),
            models.CheckConstraint(
                condition=Q(state__in=AT_WORK) | Q(lease_ends_at__isnull=True), name="arrival_lease_fits_state"
            ),
            models.CheckConstraint(
                condition=~Q(state=ArrivalState.DONE) | Q(run__isnull=False), name="arrival_done_has_its_run"
            ),
            models.CheckConstraint(
                condition=Q(cleared_at__isnull=True) | Q(state__in=[ArrivalState.DONE, ArrivalState.REFUSED]),
                name="arrival_cleared_when_over",
            ),
        ]
        indexes = [
            models.Index(fields=["created_at"], condition=Q(state__in=AT_WORK), name="arrival_at_work"),
        ]

    @property
    def is_at_work(self) -> bool:
        return self.state in AT_WORK


class ArrivalFile(models.Model):
    """One file of an arrival, by its path in it: so much of it is here, from its beginning on."""

    arrival = models.ForeignKey(Arrival, on_delete=models.CASCADE, related_name="files", db_index=False)
    name = models.CharField(max_length=300)
    n_bytes = models.BigIntegerField()
    n_received = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["arrival", "name"], name="arrivalfile_once"),
            models.CheckConstraint(
                condition=Q(n_received__gte=0, n_received__lte=F("n_bytes")), name="arrivalfile_no_more_than_all"
            ),
        ]
