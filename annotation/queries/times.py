"""Somebody's working time."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import DurationField, ExpressionWrapper, F, Func, Sum

from annotation.models import ActiveInterval, Annotator, WorkSession
from annotation.rules.intervals import NO_ZONE, local_date

LENGTH = ExpressionWrapper(
    Func(F("span"), function="upper") - Func(F("span"), function="lower"), output_field=DurationField()
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day's work: its intervals in order, and how long each activity took together."""

    local_date: date
    zone: str
    intervals: list[ActiveInterval]
    by_activity: dict[str, timedelta]

    @property
    def total(self) -> timedelta:
        return sum(self.by_activity.values(), timedelta())


def zone_of(annotator: Annotator) -> str:
    """The zone that they worked in last; before that the one that was set for them."""
    newest = WorkSession.objects.filter(annotator=annotator).order_by("-seen_at").values_list("zone", flat=True)
    return newest.first() or annotator.zone or NO_ZONE


def active_today_ms(*, annotator: Annotator, zone: str, now: datetime) -> int:
    """Milliseconds at work on the day that it is in the zone."""
    today = ActiveInterval.objects.filter(annotator=annotator, local_date=local_date(now, zone))
    total = today.aggregate(total=Sum(LENGTH))["total"] or timedelta()
    return total // timedelta(milliseconds=1)


def day(*, annotator: Annotator, local_date: date, zone: str) -> Day:
    found = list(ActiveInterval.objects.filter(annotator=annotator, local_date=local_date).order_by("span"))
    by_activity: dict[str, timedelta] = {}
    for one in found:
        by_activity[one.activity] = by_activity.get(one.activity, timedelta()) + one.length
    return Day(local_date, zone, found, by_activity)


def days(*, annotator: Annotator, since: date) -> list[tuple[date, timedelta]]:
    """Each day with work since then, the newest first."""
    kept = ActiveInterval.objects.filter(annotator=annotator, local_date__gte=since)
    return list(kept.values_list("local_date").annotate(total=Sum(LENGTH)).order_by("-local_date"))
