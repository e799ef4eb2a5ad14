from django.db import models
from django.db.models import F, Q

from annotation.models.people import Annotator, User
from annotation.rules.day_classes import AttendanceKind, DayClass

KINDS = [(one.value, one.value) for one in AttendanceKind]
PAID_CLASSES = [DayClass.FULL, DayClass.HALF]


class AttendanceAct(models.Model):
    """
    A manager's word on one or more dates of one or more people: a fact like time at work; append-only.

    With `undoes` it takes back an earlier one, for everybody whom that named. `uuid` is of the act of saying so.
    """

    uuid = models.UUIDField(unique=True)
    kind = models.CharField(max_length=10, choices=KINDS)
    day_class = models.CharField(max_length=4, choices=[(one.value, one.value) for one in PAID_CLASSES])
    first_date = models.DateField()
    last_date = models.DateField()
    reason = models.TextField()
    evidence = models.CharField(max_length=300)
    undoes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="undone_by")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[*AttendanceKind]), name="attendanceact_kind_known"),
            models.CheckConstraint(condition=Q(day_class__in=PAID_CLASSES), name="attendanceact_class_known"),
            models.CheckConstraint(condition=Q(last_date__gte=F("first_date")), name="attendanceact_first_to_last"),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(evidence=""), name="attendanceact_is_shown"),
        ]
        indexes = [models.Index(fields=["first_date", "last_date"], name="attendanceact_by_date")]


class Attendee(models.Model):
    """Somebody of whom an act of attendance speaks; append-only."""

    act = models.ForeignKey(AttendanceAct, on_delete=models.PROTECT, related_name="attendees", db_index=False)
    annotator = models.ForeignKey(Annotator, on_delete=models.PROTECT, related_name="attendances")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["act", "annotator"], name="attendee_once")]
