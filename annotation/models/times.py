"""Facts of who was at work when. What was reported stays as it came; what counts is made from it."""

from datetime import timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from annotation.models.people import Annotator
from annotation.rules.activities import Activity
from annotation.rules.times import KEPT_AT_LEAST


class WorkSession(models.Model):
    """
    A page that somebody worked in, from its first heartbeat to its last; `zone` is the IANA zone that it began in.

    `clock_ahead_ms` is by how much the browser's clock was ahead of ours at the first heartbeat.
    """

    uuid = models.UUIDField(unique=True)
    annotator = models.ForeignKey(Annotator, on_delete=models.PROTECT, related_name="work_sessions", db_index=False)
    zone = models.CharField(max_length=64)
    clock_ahead_ms = models.BigIntegerField(default=0)
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    expired_at = models.DateTimeField(null=True, help_text="From then on its heartbeats are let go.")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(seen_at__gte=F("opened_at")), name="worksession_seen_since_it_opened"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")),
                name="worksession_closed_since_it_opened",
            ),
            models.CheckConstraint(
                condition=Q(expired_at__isnull=True) | Q(expired_at__gte=F("seen_at") + KEPT_AT_LEAST),
                name="worksession_expired_long_after_it_was_seen",
            ),
        ]
        indexes = [
            models.Index(fields=["annotator", "seen_at"], name="worksession_by_annotator"),
            models.Index(fields=["seen_at"], condition=Q(expired_at__isnull=True), name="worksession_with_beats"),
        ]


class Heartbeat(models.Model):
    """
    What a page reported of the minute before, as it came, once for each number; append-only until its page expires.

    `written_at` is when it was written by our clock: before `received_at` when it waited in an outbox, but never
    earlier than what the same page had reported before. Nothing counts of it after `counts_until`, when the person had
    been suspended.
    """

    session = models.ForeignKey(WorkSession, on_delete=models.PROTECT, related_name="heartbeats", db_index=False)
    seq = models.PositiveBigIntegerField()
    zone = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    age_ms = models.PositiveBigIntegerField(default=0)
    written_at = models.DateTimeField()
    received_at = models.DateTimeField()
    inputs = models.PositiveIntegerField(default=0)
    visible = models.BooleanField()
    counts_until = models.DateTimeField(null=True)
    spans = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "seq"], name="heartbeat_once"),
            models.CheckConstraint(
                condition=Q(written_at__lte=F("received_at")), name="heartbeat_written_before_it_came"
            ),
        ]


class ActiveInterval(models.Model):
    """
    Somebody was at work, from the first second to before the last, as far as the server believes it.

    No two of one person overlap, however many tabs reported. `local_date` is the day in `zone`; none spans two days.
    """

    annotator = models.ForeignKey(Annotator, on_delete=models.PROTECT, related_name="active_intervals", db_index=False)
    span = DateTimeRangeField()
    activity = models.CharField(max_length=9, choices=[(one.value, one.value) for one in Activity])
    zone = models.CharField(max_length=64)
    local_date = models.DateField()

    class Meta:
        constraints = [
            # A range of one number stands for the person: that needs no extension of the database.
            ExclusionConstraint(
                name="activeinterval_never_double",
                expressions=[
                    (
                        Func(
                            F("annotator"),
                            F("annotator"),
                            Value("[]"),
                            function="int8range",
                            output_field=BigIntegerRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    ("span", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(span__isempty=False, span__lower_inf=False, span__upper_inf=False),
                name="activeinterval_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(activity__in=[one.value for one in Activity]), name="activeinterval_activity_known"
            ),
        ]
        indexes = [models.Index(fields=["annotator", "local_date"], name="activeinterval_by_day")]

    @property
    def length(self) -> timedelta:
        found: timedelta = self.span.upper - self.span.lower
        return found
